// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors_int8_format.h"

#include "core/checkpoint/model_folder.h"
#include "core/formats/compressed_tensors_config.h"
#include "core/formats/loader_rules.h"
#include "core/formats/packed_reader.h"
#include "tests/core/formats/compressed_tensors_fixtures.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace salient {
namespace {

using nlohmann::ordered_json;
using test::ctSpec;

const ExportFormat& format() {
    return exportFormat("compressed-tensors-int8");
}

/// As the format stores it.
QuantSpec w8a8() {
    return format().adapt(ctSpec(8, 0, true));
}

TEST(CompressedTensorsInt8Format, RoundsWeightsSymmetricallyAndInputsPerToken) {
    const QuantSpec spec = format().adapt(ctSpec(8, 0, false));
    EXPECT_TRUE(spec.symmetric);
    EXPECT_EQ(spec.inputs, (TokenRounding{8, 0.0F}));
    EXPECT_EQ(spec.bits, 8);
}

TEST(CompressedTensorsInt8Format, EveryOtherFormatHoldsWeightsAlone) {
    for (const ExportFormat& other : exportFormats()) {
        EXPECT_EQ(other.adapt(w8a8()).inputs.has_value(), other.name == format().name) << other.name;
    }
}

TEST(CompressedTensorsInt8Format, TakesEightBitsInWholeRowsOnly) {
    const ExportLinear linear{"model.layers.3.mlp.up_proj", 60, 172};
    EXPECT_FALSE(format().check(linear, w8a8()).has_value());
    const auto codeOf = [&](const QuantSpec& spec) { return format().check(linear, spec).value_or(Issue{}).code; };
    EXPECT_EQ(codeOf(ctSpec(4, 0, true)), "format.bits");
    EXPECT_EQ(codeOf(ctSpec(8, 43, true)), "format.whole_rows");
    const auto groups = format().check(linear, ctSpec(8, 43, true));
    EXPECT_EQ(groups->severity, Severity::Blocking);
    EXPECT_NE(groups->sentence.find("model.layers.3.mlp.up_proj"), std::string::npos) << groups->sentence;
    EXPECT_NE(groups->sentence.find("groups of 43"), std::string::npos) << groups->sentence;
}

TEST(CompressedTensorsInt8Format, StoresSignedBytesAndAScalePerRow) {
    PackedLinear weight(2, 4, 8, 4);
    weight.packRow(0, std::vector<uint8_t>{1, 127, 128, 255});
    weight.packRow(1, std::vector<uint8_t>{129, 128, 64, 192});
    std::ranges::fill(weight.zeros(), uint8_t{128});
    weight.scales()[0] = toFloat16(0.5F);
    weight.scales()[1] = toFloat16(2.0F);
    const auto tensors = format().pack("m", weight, w8a8());
    ASSERT_EQ(tensors.size(), 2U);
    EXPECT_EQ(tensors[0].name, "m.weight");
    const auto codes = tensors[0].value.view().as<int8_t>();
    EXPECT_EQ(std::vector<int>(codes.begin(), codes.end()), (std::vector<int>{-127, -1, 0, 127, 1, 0, -64, 64}));
    EXPECT_EQ(tensors[1].name, "m.weight_scale");
    EXPECT_EQ(tensors[1].value.shape(), (Shape{2, 1}));
    EXPECT_EQ(toFloat(tensors[1].value.view().as<Float16>()[1]), 2.0F);
}

TEST(CompressedTensorsInt8Format, RefusesIntegersWithOtherZeroPoints) {
    PackedLinear weight = test::ctLinear(4, 8, ctSpec(8, 0, true));
    weight.zeros()[2] = 127;
    test::expectError(ErrorKind::Internal, "ct.not_symmetric", {"m"}, [&] { format().pack("m", weight, w8a8()); });
}

std::vector<ExportModule> llama() {
    std::vector<ExportModule> modules = test::llama(2);
    for (ExportModule& module : modules) {
        module.spec = w8a8();
    }
    return modules;
}

TEST(CompressedTensorsInt8Format, DescribesWeightsPerChannelAndInputsPerToken) {
    ExportSettings settings;
    settings.spec = w8a8();
    settings.modules = llama();
    EXPECT_EQ(
        format().quantizationConfig(settings),
        R"({"quant_method":"compressed-tensors","format":"int-quantized","quantization_status":"compressed",)"
        R"("kv_cache_scheme":null,"ignore":["lm_head"],"config_groups":{"group_0":{"targets":[)"
        R"("re:.*\\.layers\\.\\d+\\.self_attn\\.(q_proj|k_proj|v_proj|o_proj|qkv_proj)$",)"
        R"("re:.*\\.layers\\.\\d+\\.mlp\\.(gate_proj|up_proj|down_proj|gate_up_proj)$"],"format":"int-quantized",)"
        R"("weights":{"num_bits":8,"type":"int","symmetric":true,"strategy":"channel","group_size":null,)"
        R"("dynamic":false,"actorder":null,"observer":"minmax"},"input_activations":{"num_bits":8,"type":"int",)"
        R"("symmetric":true,"strategy":"token","group_size":null,"dynamic":true,"actorder":null,"observer":null},)"
        R"("output_activations":null}}})");
}

TEST(CompressedTensorsInt8Format, IsTakenByAllLoadersForWhatItHolds) {
    ExportSettings settings;
    settings.spec = w8a8();
    settings.modules = llama();
    const LoaderReplay replay = replayLoaders(format().quantizationConfig(settings), settings.modules);
    EXPECT_FALSE(replay.choices.empty());
    for (const LoaderDisagreement& disagreement : replay.disagreements) {
        ADD_FAILURE() << disagreement.issue.sentence;
    }
}

constexpr const char* kModule = "model.layers.0.mlp.up_proj";

/// A folder with this linear [16, 24], whose section is what the format writes, with parts replaced.
class Int8Folder {
public:
    explicit Int8Folder(std::vector<NamedTensor> tensors, const ordered_json& inputs = ordered_json()) {
        ExportSettings settings;
        settings.modules = {{{kModule, 16, 24}, w8a8(), ""}};
        ordered_json section = ordered_json::parse(format().quantizationConfig(settings));
        if (!inputs.is_null()) {
            section["config_groups"]["group_0"]["input_activations"] = inputs;
        }
        test::writeText(m_folder / "config.json", ordered_json{{"quantization_config", section}}.dump());
        test::writeTensors(m_folder, tensors);
    }
    std::unique_ptr<PackedReader> reader() const { return openPackedReader(ModelFolder::open(m_folder.path())); }
    PackedLinear read() const { return reader()->read(Checkpoint::open(m_folder.path()), kModule, {16, 24}); }

private:
    test::TemporaryFolder m_folder;
};

std::vector<NamedTensor> tensors(Shape weight, DType type, Shape scale) {
    std::vector<NamedTensor> made;
    made.push_back({std::string(kModule) + ".weight", Tensor::zeros(std::move(weight), type)});
    made.push_back({std::string(kModule) + ".weight_scale", Tensor::zeros(std::move(scale), DType::F16)});
    return made;
}

TEST(CompressedTensorsInt8Format, IsReadAsItWasWritten) {
    const PackedLinear weight = test::ctLinear(16, 24, ctSpec(8, 0, true));
    const Int8Folder folder(format().pack(kModule, weight, w8a8()));
    EXPECT_EQ(folder.reader()->spec(kModule), w8a8());
    const PackedLinear found = folder.read();
    test::expectSameLinear(found, weight);
    EXPECT_EQ(found.inputRounding(), (TokenRounding{8, 0.0F}));
    EXPECT_TRUE(folder.reader()->issues().empty());
}

TEST(CompressedTensorsInt8Format, OtherNumbersOfBitsForInputsAreRead) {
    const Int8Folder folder(tensors({16, 24}, DType::I8, {16, 1}),
                            {{"num_bits", 4}, {"strategy", "token"}, {"dynamic", true}});
    EXPECT_EQ(folder.read().inputRounding(), (TokenRounding{4, 0.0F}));
}

TEST(CompressedTensorsInt8Format, BrokenTensorsAreNamed) {
    const auto refused = [](std::vector<NamedTensor> given, const char* code, const std::string& part) {
        const Int8Folder folder(std::move(given));
        test::expectError(ErrorKind::Input, code, {part}, [&] { folder.read(); });
    };
    refused(tensors({24, 16}, DType::I8, {16, 1}), "ct.shape", "up_proj.weight'");
    refused(tensors({16, 24}, DType::I8, {15, 1}), "ct.shape", "up_proj.weight_scale'");
    refused(tensors({16, 24}, DType::I8, {16, 3}), "ct.shape", "up_proj.weight_scale'");
    refused(tensors({16, 24}, DType::I32, {16, 1}), "ct.type", "up_proj.weight'");
    std::vector<NamedTensor> alone = tensors({16, 24}, DType::I8, {16, 1});
    alone.pop_back();
    refused(std::move(alone), "checkpoint.missing_tensor", "up_proj.weight_scale");
    std::vector<NamedTensor> infinite = tensors({16, 24}, DType::I8, {16, 1});
    infinite[1].value.span().as<Float16>()[3].bits = 0x7C00;
    refused(std::move(infinite), "ct.value", "up_proj.weight_scale'");
}

} // namespace
} // namespace salient
