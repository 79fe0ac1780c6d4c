// SPDX-License-Identifier: Apache-2.0
// Folders that tests/tools/make_gptq_fixtures.py packed in numpy, their logits by transformers (tests/data/SOURCES.md),
// and folders with a fault.
#include "core/checkpoint/model_folder.h"
#include "core/formats/packed_reader.h"
#include "core/model/transformer.h"
#include "tests/core/formats/packed_linears.h"
#include "tests/support/logit_difference.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace salient {
namespace {

using test::expectSame;
using test::randomLinear;

class GptqFolder : public ::testing::TestWithParam<const char*> {
protected:
    std::filesystem::path m_folder = std::filesystem::path(SALIENT_TEST_DATA) / "gptq" / GetParam();
    ModelSource m_source = ModelSource::open(m_folder);
};

TEST_P(GptqFolder, GivesTheLogitsOfItsDequantizedWeights) {
    const auto reference = nlohmann::json::parse(test::readText(m_folder / "reference.json"));
    const std::unique_ptr<Backend> backend = makeBackend({});
    Transformer model(*backend, m_source);
    const Tensor hidden = model.hiddenStates(reference.at("ids").get<std::vector<int32_t>>());
    const Tensor logits = model.logits(hidden.slice(hidden.rows() - 1, hidden.rows()));
    // Activations of quantised linears have 16 bits.
    EXPECT_LE(testing::relativeLogitDifference(logits, reference.at("logits_last").get<std::vector<double>>()), 2e-4);
}

INSTANTIATE_TEST_SUITE_P(All, GptqFolder, ::testing::Values("three_bit", "act_order"),
                         [](const auto& made) { return std::string(made.param); });

TEST(GptqFolders, TellBitsPerLinear) {
    const ModelSource source = ModelSource::open(std::filesystem::path(SALIENT_TEST_DATA) / "gptq/three_bit");
    const PackedReader& reader = *source.packedReader();
    EXPECT_EQ(reader.format(), "gptq");
    EXPECT_EQ(reader.spec("model.layers.0.mlp.down_proj").bits, 3);
    EXPECT_EQ(reader.spec("model.layers.1.mlp.down_proj").bits, 8);
    EXPECT_FALSE(reader.holds(source.checkpoint(), "model.layers.0.self_attn.o_proj"));
    EXPECT_TRUE(reader.holds(source.checkpoint(), "model.layers.1.self_attn.o_proj"));
}

/// A GPTQ folder with these tensors and this section.
class SmallFolder {
public:
    SmallFolder(const std::string& section, const std::vector<NamedTensor>& tensors) {
        test::writeText(m_folder / "config.json", R"({"quantization_config":)" + section + "}");
        test::writeTensors(m_folder.path(), tensors);
        m_model.emplace(ModelFolder::open(m_folder.path()));
        m_reader = openPackedReader(*m_model);
    }
    PackedLinear read(int64_t out, int64_t in) const {
        m_reader->check(m_model->checkpoint(), "m", {out, in});
        return m_reader->read(m_model->checkpoint(), "m", {out, in});
    }

private:
    test::TemporaryFolder m_folder;
    std::optional<ModelFolder> m_model;
    std::unique_ptr<PackedReader> m_reader;
};

std::vector<NamedTensor> packed(const PackedLinear& weight) {
    return exportFormat("gptq-v2").pack("m", weight, {});
}

constexpr const char* kSection = R"({"quant_method":"gptq","bits":4,"group_size":8,"sym":false,)"
                                 R"("checkpoint_format":"gptq_v2"})";

TEST(GptqFolders, AreReadBackAsWritten) {
    const PackedLinear weight = randomLinear(16, 32, 8);
    expectSame(SmallFolder(kSection, packed(weight)).read(16, 32), weight);
    std::vector<NamedTensor> withoutGroups = packed(weight);
    withoutGroups.pop_back();
    expectSame(SmallFolder(kSection, withoutGroups).read(16, 32), weight);
}

TEST(GptqFolders, NameTheTensorThatContradictsTheConfiguration) {
    const SmallFolder folder(kSection, packed(randomLinear(16, 32, 8)));
    test::expectError(ErrorKind::Input, "gptq.shape", {"'m.qweight'", "[8, 16]", "[4, 16]", "model.safetensors"},
                      [&] { folder.read(16, 64); });
    test::expectError(ErrorKind::Input, "gptq.shape", {"'m'", "[12, 32]"}, [&] { folder.read(12, 32); });
    const SmallFolder groups(R"({"quant_method":"gptq","bits":4,"group_size":16})", packed(randomLinear(16, 32, 8)));
    test::expectError(ErrorKind::Input, "gptq.shape", {"'m.qzeros'", "[2, 2]", "[4, 2]"}, [&] { groups.read(16, 32); });
    const SmallFolder bits(R"({"quant_method":"gptq","bits":8,"group_size":8})", packed(randomLinear(16, 32, 8)));
    test::expectError(ErrorKind::Input, "gptq.shape", {"'m.qweight'", "[8, 16]"}, [&] { bits.read(16, 32); });
}

TEST(GptqFolders, NameTheTensorThatIsMissingOrOfTheWrongType) {
    std::vector<NamedTensor> tensors = packed(randomLinear(16, 32, 8));
    tensors[3].value = Tensor::zeros({32}, DType::I64);
    test::expectError(ErrorKind::Input, "gptq.type", {"'m.g_idx'", "I32", "I64"},
                      [&] { SmallFolder(kSection, tensors).read(16, 32); });
    tensors.pop_back();
    const char* actOrder = R"({"quant_method":"gptq","bits":4,"group_size":8,"sym":false,"desc_act":true})";
    test::expectError(ErrorKind::Input, "checkpoint.missing_tensor", {"'m.g_idx'"},
                      [&] { SmallFolder(actOrder, tensors).read(16, 32); });
    tensors.pop_back();
    test::expectError(ErrorKind::Input, "checkpoint.missing_tensor", {"'m.scales'"},
                      [&] { SmallFolder(kSection, tensors).read(16, 32); });
}

TEST(GptqFolders, RefuseALinearThatDynamicLeavesIn16Bit) {
    const SmallFolder folder(R"({"quant_method":"gptq","bits":4,"group_size":8,"dynamic":{"-:m":{}}})",
                             packed(randomLinear(16, 32, 8)));
    test::expectError(ErrorKind::Input, "quantization.bad_config", {"config.json", "'-:m'", "'m'", "16 bit"},
                      [&] { folder.read(16, 32); });
}

TEST(GptqFolders, RefuseAPackedHead) {
    const test::TemporaryFolder folder;
    const std::filesystem::path original = std::filesystem::path(SALIENT_TEST_DATA) / "gptq/three_bit";
    auto config = nlohmann::ordered_json::parse(test::readText(original / "config.json"));
    config["tie_word_embeddings"] = false;
    config["quantization_config"]["lm_head"] = true;
    test::writeText(folder / "config.json", config.dump());
    std::vector<NamedTensor> tensors = exportFormat("gptq-v2").pack("lm_head", randomLinear(64, 64, 32), {});
    tensors.push_back({"model.embed_tokens.weight", Tensor::zeros({64, 64}, DType::F16)});
    tensors.push_back({"model.norm.weight", Tensor::zeros({64}, DType::F16)});
    test::writeTensors(folder.path(), tensors);
    test::expectError(ErrorKind::Input, "quantization.packed_head", {"lm_head", "gptq", "16 bit"},
                      [&] { ModelSource::open(folder.path()); });
}

} // namespace
} // namespace salient
