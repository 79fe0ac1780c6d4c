// SPDX-License-Identifier: Apache-2.0
#include "core/formats/gptq_config.h"

#include "tests/core/checkpoint/file_fixtures.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace salient {
namespace {

GptqConfig fromText(const std::string& text) {
    return gptqConfigFromJson(nlohmann::ordered_json::parse(text), "/m/config.json: \"quantization_config\"");
}

TEST(GptqConfig, ReadsWhatTransformersWrites) {
    const GptqConfig config =
        fromText(R"({"quant_method":"gptq","bits":8,"group_size":-1,"desc_act":true,"sym":false,"lm_head":false,)"
                 R"("checkpoint_format":"gptq_v2","dynamic":null,"meta":{"quantizer":["gptqmodel:1.0"]}})");
    EXPECT_EQ(config.version, GptqVersion::V2);
    EXPECT_EQ(config.settings.bits, 8);
    EXPECT_EQ(config.settings.groupSize, 0);
    EXPECT_FALSE(config.settings.symmetric);
    EXPECT_TRUE(config.settings.actOrder);
    EXPECT_EQ(config.ruleFor("model.layers.0.mlp.up_proj"), nullptr);
}

TEST(GptqConfig, IsVersionOneAndSymmetricWhenSilent) {
    const GptqConfig config = fromText(R"({"bits":4,"group_size":128})");
    EXPECT_EQ(config.version, GptqVersion::V1);
    EXPECT_TRUE(config.settings.symmetric);
    EXPECT_FALSE(config.settings.actOrder);
}

TEST(GptqConfig, TakesTheFirstDynamicEntryThatMatchesFromTheStart) {
    const GptqConfig config =
        fromText(R"({"bits":4,"group_size":128,"sym":false,"dynamic":{)"
                 R"("-:.*\\.0\\.mlp\\.down_proj$":{},"+:.*\\.0\\.mlp":{"bits":8,"sym":true},"layers":{"bits":2},)"
                 R"("model\\.layers\\.1\\.":{"group_size":-1}}})");
    const auto rule = [&](const char* module) { return config.ruleFor(module); };
    ASSERT_NE(rule("model.layers.0.mlp.down_proj"), nullptr);
    EXPECT_FALSE(rule("model.layers.0.mlp.down_proj")->settings.has_value());
    ASSERT_NE(rule("model.layers.0.mlp.up_proj"), nullptr);
    EXPECT_EQ(rule("model.layers.0.mlp.up_proj")->settings->bits, 8);
    EXPECT_EQ(rule("model.layers.0.mlp.up_proj")->settings->groupSize, 128);
    EXPECT_TRUE(rule("model.layers.0.mlp.up_proj")->settings->symmetric);
    ASSERT_NE(rule("model.layers.1.mlp.up_proj"), nullptr); // "layers" stands inside, but does not begin the path
    EXPECT_EQ(rule("model.layers.1.mlp.up_proj")->settings->bits, 4);
    EXPECT_EQ(rule("model.layers.1.mlp.up_proj")->settings->groupSize, 0);
    EXPECT_FALSE(rule("model.layers.1.mlp.up_proj")->settings->symmetric);
    EXPECT_EQ(rule("model.layers.10.mlp.up_proj"), nullptr);
}

struct BrokenConfig {
    const char* promise;
    const char* text;
    const char* code;
    std::vector<std::string> names;
};

void PrintTo(const BrokenConfig& broken, std::ostream* out) {
    *out << broken.promise;
}

class RejectsGptqConfig : public ::testing::TestWithParam<BrokenConfig> {};

TEST_P(RejectsGptqConfig, NamingFileAndKey) {
    auto names = GetParam().names;
    names.emplace_back("/m/config.json");
    test::expectError(ErrorKind::Input, GetParam().code, names, [] { fromText(GetParam().text); });
}

INSTANTIATE_TEST_SUITE_P(
    Table, RejectsGptqConfig,
    ::testing::Values(
        BrokenConfig{"SectionIsText", R"("gptq")", "quantization.bad_config", {"JSON object"}},
        BrokenConfig{"NoBits", R"({"group_size":128})", "quantization.bad_config", {"\"bits\"", "nothing"}},
        BrokenConfig{"BitsAreFraction", R"({"bits":4.0,"group_size":128})", "quantization.bad_config", {"\"bits\""}},
        BrokenConfig{"FiveBits", R"({"bits":5,"group_size":128})", "quantization.unsupported_bits", {"5", "3"}},
        BrokenConfig{"NoGroupSize", R"({"bits":4})", "quantization.bad_config", {"\"group_size\""}},
        BrokenConfig{"GroupSizeZero", R"({"bits":4,"group_size":0})", "quantization.bad_config", {"is 0"}},
        BrokenConfig{"GroupSizeWraps",
                     R"({"bits":4,"group_size":18446744073709551615})",
                     "quantization.bad_config",
                     {"\"group_size\""}},
        BrokenConfig{"SymIsText", R"({"bits":4,"group_size":8,"sym":"yes"})", "quantization.bad_config", {"\"sym\""}},
        BrokenConfig{
            "DescActIsNumber", R"({"bits":4,"group_size":8,"desc_act":1})", "quantization.bad_config", {"desc_act"}},
        BrokenConfig{"Marlin",
                     R"({"bits":4,"group_size":128,"checkpoint_format":"marlin"})",
                     "quantization.unsupported_version",
                     {"'marlin'", "gptq_v2"}},
        BrokenConfig{"OldMarlin",
                     R"({"bits":4,"group_size":128,"is_marlin_format":true})",
                     "quantization.unsupported_version",
                     {"'marlin'"}},
        BrokenConfig{"DynamicIsList",
                     R"({"bits":4,"group_size":8,"dynamic":[]})",
                     "quantization.bad_config",
                     {"\"dynamic\"", "'[]'"}},
        BrokenConfig{"DynamicDoesNotCompile",
                     R"({"bits":4,"group_size":8,"dynamic":{"+:(":{"bits":8}}})",
                     "quantization.bad_config",
                     {"\"dynamic\"", "'('"}},
        BrokenConfig{"DynamicEntryIsNumber",
                     R"({"bits":4,"group_size":8,"dynamic":{"a":8}})",
                     "quantization.bad_config",
                     {"'a'", "'8'"}},
        BrokenConfig{"DynamicBits",
                     R"({"bits":4,"group_size":8,"dynamic":{"a":{"bits":6}}})",
                     "quantization.unsupported_bits",
                     {"'a'", "6"}}),
    [](const auto& made) { return std::string(made.param.promise); });

TEST(GptqConfig, NamesAnExpressionThatNeverEnds) {
    const GptqConfig config = fromText(R"({"bits":4,"group_size":8,"dynamic":{"(?:a+)+[bc]":{"bits":8}}})");
    test::expectError(ErrorKind::Input, "quantization.bad_config", {"/m/config.json", "too many steps"},
                      [&] { config.ruleFor(std::string(60, 'a')); });
}

} // namespace
} // namespace salient
