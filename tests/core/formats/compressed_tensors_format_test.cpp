// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors_format.h"

#include "core/formats/compressed_tensors_config.h"
#include "core/formats/loader_rules.h"
#include "tests/core/formats/compressed_tensors_fixtures.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace salient {
namespace {

using nlohmann::ordered_json;
using test::ctSpec;
using test::isIn;

const ExportFormat& format() {
    return exportFormat("compressed-tensors");
}

TEST(CompressedTensorsFormat, RoundsEightBitsSymmetrically) {
    EXPECT_TRUE(format().adapt(ctSpec(8, 64, false)).symmetric);
    EXPECT_FALSE(format().adapt(ctSpec(4, 64, false)).symmetric);
    EXPECT_TRUE(format().adapt(ctSpec(4, 64, true)).symmetric);
}

struct Given {
    const char* promise;
    QuantSpec spec;
    int64_t out;
    int64_t in;
    const char* code; ///< "" when all is well
    Severity severity;
    const char* part; ///< of the sentence
};

void PrintTo(const Given& given, std::ostream* out) {
    *out << given.promise;
}

class CompressedTensorsFeasibility : public ::testing::TestWithParam<Given> {};

TEST_P(CompressedTensorsFeasibility, IsSaidPerLinear) {
    const Given& given = GetParam();
    const auto issue = format().check({"model.layers.3.mlp.up_proj", given.out, given.in}, given.spec);
    if (std::string(given.code).empty()) {
        EXPECT_FALSE(issue.has_value()) << issue->sentence;
        return;
    }
    ASSERT_TRUE(issue.has_value());
    EXPECT_EQ(issue->code, given.code);
    EXPECT_EQ(issue->severity, given.severity);
    EXPECT_NE(issue->sentence.find("model.layers.3.mlp.up_proj"), std::string::npos);
    EXPECT_NE(issue->sentence.find(given.part), std::string::npos) << issue->sentence;
}

INSTANTIATE_TEST_SUITE_P(
    Table, CompressedTensorsFeasibility,
    ::testing::Values(
        Given{"FourBitsSymmetric", ctSpec(4, 128, true), 4096, 4096, "", Severity::Notice, ""},
        Given{"WholeRows", ctSpec(4, 0, true), 64, 172, "", Severity::Notice, ""},
        Given{"FourBitsWithZeroPoints", ctSpec(4, 64, false), 64, 64, "format.loaders_asymmetric", Severity::Warning,
              "transformers 4 with"},
        Given{"EightBits", ctSpec(8, 64, true), 64, 64, "format.loaders_symmetric", Severity::Warning, "on a CPU"},
        Given{"ThreeBits", ctSpec(3, 64, true), 64, 64, "format.loaders_symmetric", Severity::Warning, "SGLang"},
        Given{"SixteenBits", ctSpec(16, 64, true), 64, 64, "format.bits", Severity::Blocking, "16"},
        Given{"OneBit", ctSpec(1, 64, true), 64, 64, "format.bits", Severity::Blocking, "1"},
        Given{"GroupDoesNotDivide", ctSpec(4, 128, true), 64, 576, "format.group_size", Severity::Blocking, "576"},
        Given{"ZeroPointsFillNoWord", ctSpec(4, 64, false), 60, 64, "format.outputs", Severity::Blocking, "60"},
        Given{"ZeroPointsOfThreeBitsFillNoWord", ctSpec(3, 64, false), 48, 64, "format.outputs", Severity::Blocking,
              "48"},
        Given{"NoZeroPointsToPack", ctSpec(4, 64, true), 60, 64, "format.slow_outputs", Severity::Warning, "60"},
        Given{"UnusualGroup", ctSpec(4, 16, true), 64, 64, "format.slow_group_size", Severity::Warning, "16"}),
    [](const auto& made) { return std::string(made.param.promise); });

ExportSettings settingsOf(std::vector<ExportModule> modules) {
    ExportSettings settings;
    settings.spec = ctSpec(4, 64, false);
    settings.modules = std::move(modules);
    return settings;
}

TEST(CompressedTensorsFormat, DescribesAUniformModelInTwoTargets) {
    EXPECT_EQ(
        format().quantizationConfig(settingsOf(test::llama(2))),
        R"({"quant_method":"compressed-tensors","format":"pack-quantized","quantization_status":"compressed",)"
        R"("kv_cache_scheme":null,"ignore":["lm_head"],"config_groups":{"group_0":{"targets":[)"
        R"("re:.*\\.layers\\.\\d+\\.self_attn\\.(q_proj|k_proj|v_proj|o_proj|qkv_proj)$",)"
        R"("re:.*\\.layers\\.\\d+\\.mlp\\.(gate_proj|up_proj|down_proj|gate_up_proj)$"],"format":"pack-quantized",)"
        R"("weights":{"num_bits":4,"type":"int","symmetric":false,"strategy":"group","group_size":64,"dynamic":false,)"
        R"("actorder":null,"observer":"minmax"},"input_activations":null,"output_activations":null}},"dequantize":true})");
}

/// 4 bits, but 8 for down_proj of the layers 0 and 11, 16 for q, k and v of layer 1, and a router in 16.
std::vector<ExportModule> mixed() {
    std::vector<ExportModule> modules = test::llama(12);
    for (ExportModule& module : modules) {
        if (isIn(module, {"s.0.mlp.down", "s.11.mlp.down"})) {
            module.spec = ctSpec(8, 64, true);
        }
        if (isIn(module, {"s.1.self_attn.q", "s.1.self_attn.k", "s.1.self_attn.v"})) {
            module.spec.reset();
        }
    }
    modules.push_back({{"model.layers.2.mlp.gate", 8, 64}, std::nullopt, ""});
    return modules;
}

TEST(CompressedTensorsFormat, DescribesAMixedModelWithOneTargetPerLinear) {
    const std::vector<ExportModule> modules = mixed();
    ExportSettings settings = settingsOf(modules);
    settings.head = "embed_out";
    const ordered_json section = ordered_json::parse(format().quantizationConfig(settings));
    EXPECT_EQ(section["config_groups"].size(), 2U);
    EXPECT_EQ(section["ignore"],
              ordered_json::parse(R"(["embed_out",)"
                                  R"("re:.*\\.layers\\.1\\.self_attn\\.(q_proj|k_proj|v_proj|qkv_proj)$",)"
                                  R"("re:.*\\.layers\\.2\\.mlp\\.gate$"])"));
    const CtConfig config = ctConfigFromJson(section, "x");
    for (const ExportModule& module : modules) {
        int matching = 0;
        for (const CtGroup& group : config.groups) {
            for (const ModulePattern& target : group.targets) {
                matching += target.matchesPath(module.linear.module) ? 1 : 0;
            }
        }
        EXPECT_EQ(matching, module.spec ? 1 : 0) << module.linear.module;
        const CtGroup* group = findCtGroup(config, module.linear.module);
        ASSERT_EQ(group != nullptr, module.spec.has_value()) << module.linear.module;
        if (group != nullptr) {
            EXPECT_EQ(group->scheme.spec.bits, module.spec->bits) << module.linear.module;
        }
    }
}

std::vector<ExportModule> withoutZeroPoints(std::vector<ExportModule> modules) {
    for (ExportModule& module : modules) {
        if (module.spec) {
            module.spec->symmetric = true;
        }
    }
    return modules;
}

TEST(CompressedTensorsFormat, IsTakenByAllLoadersForWhatItHolds) {
    for (const auto& modules : {test::llama(12), withoutZeroPoints(test::llama(12)), withoutZeroPoints(mixed())}) {
        const LoaderReplay replay = replayLoaders(format().quantizationConfig(settingsOf(modules)), modules);
        EXPECT_FALSE(replay.choices.empty());
        for (const LoaderDisagreement& disagreement : replay.disagreements) {
            ADD_FAILURE() << disagreement.issue.sentence;
        }
    }
}

// transformers 5.23 with compressed-tensors 0.18 to 0.20; the other loaders take it.
TEST(CompressedTensorsFormat, IsRefusedByTransformersWithZeroPointsInAMixedModel) {
    const LoaderReplay replay = replayLoaders(format().quantizationConfig(settingsOf(mixed())), mixed());
    ASSERT_EQ(replay.disagreements.size(), 1U);
    EXPECT_EQ(replay.disagreements[0].issue.code, "loader.refuses");
    EXPECT_TRUE(replay.disagreements[0].issue.sentence.starts_with("transformers"));
    EXPECT_EQ(replay.disagreements[0].linears.size(), 12U * 7U - 5U) << "those of 4 bits";
}

TEST(CompressedTensorsFormat, AsksTransformersToDequantizeOnlyForZeroPoints) {
    std::vector<ExportModule> modules = test::llama(1);
    for (ExportModule& module : modules) {
        module.spec = ctSpec(4, 0, true);
    }
    const ordered_json section = ordered_json::parse(format().quantizationConfig(settingsOf(modules)));
    EXPECT_FALSE(section.contains("dequantize"));
    const ordered_json& weights = section["config_groups"]["group_0"]["weights"];
    EXPECT_EQ(weights["strategy"], "channel");
    EXPECT_TRUE(weights["group_size"].is_null());
}

} // namespace
} // namespace salient
