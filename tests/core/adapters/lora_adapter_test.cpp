// SPDX-License-Identifier: Apache-2.0
// The adapter and the merged weights are written by tests/tools/make_lora_fixture.py with peft.
#include "core/adapters/lora_adapter.h"

#include "core/checkpoint/safetensors_header.h"
#include "kernels/error.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

namespace fs = std::filesystem;
const fs::path kFolder = fs::path(SALIENT_TEST_DATA) / "lora";

TEST(LoraAdapter, MergesToTheWeightsOfPeft) {
    const LoraAdapter adapter = LoraAdapter::open(kFolder);
    const Checkpoint base = Checkpoint::open(fs::path(SALIENT_TEST_DATA) / "architectures" / "llama");
    const MappedFile merged(kFolder / "merged.safetensors");
    int changed = 0;
    for (const TensorInfo& info : readSafetensorsHeader(merged.path(), merged.bytes())) {
        const auto replacement = adapter.replacements().find(info.name);
        Tensor weight =
            toFloat32(replacement == adapter.replacements().end() ? base.view(info.name) : replacement->second);
        const std::string module = info.name.substr(0, info.name.rfind('.'));
        if (const LoraMatrices* matrices = adapter.matricesOf(module)) {
            addLora(*matrices, module, weight);
            ++changed;
        }
        // The fixture keeps the first rows.
        const Tensor expected = toFloat32(TensorView{merged.bytes().data() + info.fileOffset, info.dtype, info.shape});
        for (int64_t i = 0; i < expected.elements(); ++i) {
            ASSERT_NEAR(weight.floats()[i], expected.floats()[i], 2e-6) << info.name << " at " << i;
        }
    }
    EXPECT_EQ(changed, 5);
}

TEST(LoraAdapter, KnowsItsModulesAndFactors) {
    const LoraAdapter adapter = LoraAdapter::open(kFolder);
    EXPECT_EQ(adapter.modules().size(), 7U);
    EXPECT_EQ(adapter.matricesOf("model.layers.0.self_attn.v_proj"), nullptr);
    EXPECT_NEAR(adapter.matricesOf("model.layers.0.self_attn.k_proj")->factor, 5 / std::sqrt(2.0), 1e-12);
    EXPECT_NEAR(adapter.matricesOf("model.layers.1.mlp.down_proj")->factor, 7 / std::sqrt(3.0), 1e-12);
    EXPECT_NEAR(adapter.matricesOf("model.layers.1.self_attn.q_proj")->factor, 3.0, 1e-12);
    EXPECT_TRUE(adapter.matricesOf("model.embed_tokens")->transposed);
    EXPECT_TRUE(adapter.replacements().contains("model.norm.weight"));
    EXPECT_TRUE(adapter.replacements().contains("model.embed_tokens.weight"));
}

TEST(LoraAdapter, RefusesAWeightOfAnotherShape) {
    const LoraAdapter adapter = LoraAdapter::open(kFolder);
    Tensor weight = Tensor::zeros({64, 64});
    const std::string module = "model.layers.0.self_attn.k_proj";
    EXPECT_THROW(addLora(*adapter.matricesOf(module), module, weight), Error);
}

struct Change {
    const char* key;
    const char* value;
    const char* code;
    const char* found;
};

void PrintTo(const Change& change, std::ostream* out) {
    *out << change.key << ": " << change.value;
}

class RefusedAdapters : public testing::TestWithParam<Change> {};

TEST_P(RefusedAdapters, SayWhy) {
    const TemporaryFolder folder;
    fs::copy_file(kFolder / "adapter_model.safetensors", folder.path() / "adapter_model.safetensors");
    auto config = nlohmann::json::parse(readWhole(kFolder / "adapter_config.json"));
    config[GetParam().key] = nlohmann::json::parse(GetParam().value);
    folder.write("adapter_config.json", config.dump());
    try {
        LoraAdapter::open(folder.path());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), GetParam().code);
        EXPECT_THAT(error.what(), testing::HasSubstr(GetParam().found));
        EXPECT_THAT(error.what(), testing::StartsWith(folder.path().string()));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Configurations, RefusedAdapters,
    testing::Values(Change{"peft_type", "\"LOHA\"", "adapter.not_lora", "found \"LOHA\""},
                    Change{"peft_type", "null", "adapter.not_lora", "found null"},
                    Change{"use_dora", "true", "adapter.unsupported", "DoRA (\"use_dora\")"},
                    Change{"lora_bias", "true", "adapter.unsupported", "\"lora_bias\""},
                    Change{"layer_replication", "[[0,1]]", "adapter.unsupported", "repeated layers"},
                    Change{"r", "0", "adapter.config", "under \"r\", found 0"},
                    Change{"r", "5", "adapter.tensors", "expected matrices 5 × n"},
                    Change{"lora_alpha", "\"x\"", "adapter.config", "under \"lora_alpha\""},
                    Change{"use_rslora", "1", "adapter.config", "true or false"},
                    Change{"rank_pattern", "[]", "adapter.config", "an object"},
                    Change{"alpha_pattern", R"({"(":1})", "adapter.config", "is no regular expression"}));

TEST(LoraAdapter, NamesTheFileThatIsMissing) {
    const TemporaryFolder folder;
    folder.write("adapter_config.json", "{}");
    try {
        LoraAdapter::open(folder.path());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "adapter.missing");
        EXPECT_THAT(error.what(), testing::HasSubstr("found no adapter_model.safetensors"));
    }
}

} // namespace
} // namespace salient
