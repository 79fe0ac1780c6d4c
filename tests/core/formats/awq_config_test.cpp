// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_config.h"

#include "core/checkpoint/model_folder.h"
#include "core/formats/packed_reader.h"
#include "tests/core/checkpoint/file_fixtures.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace salient {
namespace {

AwqConfig fromText(const std::string& text) {
    return awqConfigFromJson(nlohmann::ordered_json::parse(text), "/m/config.json: \"quantization_config\"");
}

TEST(AwqConfig, ReadsTheSpellingOfTransformers) {
    const AwqConfig config = fromText(R"({"quant_method":"awq","version":"gemm","bits":4,"group_size":64,)"
                                      R"("zero_point":false,"modules_to_not_convert":["lm_head","visual"]})");
    EXPECT_EQ(config.bits, 4);
    EXPECT_EQ(config.groupSize, 64);
    EXPECT_FALSE(config.zeroPoint);
    EXPECT_EQ(config.version, "gemm");
    EXPECT_EQ(config.modulesToNotConvert, (std::vector<std::string>{"lm_head", "visual"}));
}

TEST(AwqConfig, ReadsTheLegacySpelling) {
    const AwqConfig config = fromText(R"({"zero_point":true,"q_group_size":128,"w_bit":4,"version":"GEMM"})");
    EXPECT_EQ(config.groupSize, 128);
    EXPECT_EQ(config.version, "gemm");
    EXPECT_TRUE(config.zeroPoint);
    EXPECT_TRUE(config.modulesToNotConvert.empty());
}

TEST(AwqConfig, ReadsMinusOneAsTheWholeRowAndWritesItBack) {
    const AwqConfig config = fromText(R"({"quant_method":"AWQ","bits":4,"group_size":-1,"format":"gemm"})");
    EXPECT_EQ(config.groupSize, 0);
    EXPECT_EQ(awqConfigToJson(config)["group_size"], -1);
}

TEST(AwqConfig, ReadsTheNamesOfAllLayouts) {
    EXPECT_EQ(fromText(R"({"quant_method":"awq","version":"GEMV","bits":4,"group_size":128})").version, "gemv");
    EXPECT_EQ(fromText(R"({"quant_method":"awq","format":"gemv_fast","bits":4,"group_size":128})").version,
              "gemv_fast");
}

TEST(AwqConfig, WritesWhatTheLoadersExpect) {
    AwqConfig config;
    EXPECT_EQ(awqConfigToJson(config).dump(),
              R"({"quant_method":"awq","version":"gemm","bits":4,"group_size":128,"zero_point":true,)"
              R"("modules_to_not_convert":null})");
    config.modulesToNotConvert = {"lm_head"};
    const AwqConfig again = awqConfigFromJson(awqConfigToJson(config), "x");
    EXPECT_EQ(again.modulesToNotConvert, config.modulesToNotConvert);
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

class RejectsAwqConfig : public ::testing::TestWithParam<BrokenConfig> {};

TEST_P(RejectsAwqConfig, NamingFileAndKey) {
    auto names = GetParam().names;
    names.emplace_back("/m/config.json");
    test::expectError(ErrorKind::Input, GetParam().code, names, [] { fromText(GetParam().text); });
}

INSTANTIATE_TEST_SUITE_P(
    Table, RejectsAwqConfig,
    ::testing::Values(
        BrokenConfig{"Gptq",
                     R"({"quant_method":"gptq","bits":4,"group_size":128})",
                     "quantization.unsupported_method",
                     {"'gptq'", "AutoAWQ"}},
        BrokenConfig{"CompressedTensors",
                     R"({"quant_method":"compressed-tensors"})",
                     "quantization.unsupported_method",
                     {"'compressed-tensors'"}},
        BrokenConfig{"LlmAwqBackend",
                     R"({"quant_method":"awq","backend":"llm-awq","bits":4,"group_size":128})",
                     "quantization.unsupported_method",
                     {"'llm-awq'"}},
        BrokenConfig{"MethodIsNumber", R"({"quant_method":4})", "quantization.bad_config", {"quant_method", "'4'"}},
        BrokenConfig{"Marlin",
                     R"({"quant_method":"awq","version":"MARLIN","bits":4,"group_size":128})",
                     "quantization.unsupported_version",
                     {"'marlin'", "gemm, gemv, gemv_fast"}},
        BrokenConfig{"ExllamaAsFormat",
                     R"({"quant_method":"awq","format":"exllama","bits":4,"group_size":128})",
                     "quantization.unsupported_version",
                     {"'exllama'"}},
        BrokenConfig{"EightBits",
                     R"({"quant_method":"awq","bits":8,"group_size":128})",
                     "quantization.unsupported_bits",
                     {"8", "4"}},
        BrokenConfig{
            "NoBits", R"({"quant_method":"awq","group_size":128})", "quantization.bad_config", {"\"bits\"", "nothing"}},
        BrokenConfig{"BitsAreText",
                     R"({"quant_method":"awq","bits":"4","group_size":128})",
                     "quantization.bad_config",
                     {"\"bits\""}},
        BrokenConfig{"NoGroupSize",
                     R"({"quant_method":"awq","bits":4})",
                     "quantization.bad_config",
                     {"\"group_size\"", "nothing"}},
        BrokenConfig{"GroupSizeZero",
                     R"({"quant_method":"awq","bits":4,"group_size":0})",
                     "quantization.bad_config",
                     {"\"group_size\" is 0"}},
        BrokenConfig{"GroupSizeMinusTwo",
                     R"({"quant_method":"awq","bits":4,"group_size":-2})",
                     "quantization.bad_config",
                     {"-2"}},
        BrokenConfig{"ZeroPointIsNumber",
                     R"({"quant_method":"awq","bits":4,"group_size":8,"zero_point":1})",
                     "quantization.bad_config",
                     {"\"zero_point\""}},
        BrokenConfig{"ModulesAreText",
                     R"({"quant_method":"awq","bits":4,"group_size":8,"modules_to_not_convert":"lm_head"})",
                     "quantization.bad_config",
                     {"\"modules_to_not_convert\"", "lm_head"}},
        BrokenConfig{"ModulesWithNumber",
                     R"({"quant_method":"awq","bits":4,"group_size":8,"modules_to_not_convert":["a",1]})",
                     "quantization.bad_config",
                     {"\"modules_to_not_convert\""}},
        BrokenConfig{"SectionIsList", "[]", "quantization.bad_config", {"'[]'"}}),
    [](const auto& made) { return std::string(made.param.promise); });

/// A folder with this config.json and an empty checkpoint.
void writeModel(const test::TemporaryFolder& folder, const std::string& config) {
    test::writeText(folder / "config.json", config);
    test::writeText(folder / "model.safetensors", test::safetensorsBytes("{}", 0));
}

TEST(AwqConfig, IsFoundInConfigJsonThenBesideItThenNowhere) {
    const test::TemporaryFolder folder;
    writeModel(folder, R"({"quantization_config":null})");
    EXPECT_EQ(openPackedReader(ModelFolder::open(folder.path())), nullptr);
    test::writeText(folder / "quantize_config.json", R"({"bits":8,"group_size":16,"desc_act":false})");
    EXPECT_EQ(openPackedReader(ModelFolder::open(folder.path()))->format(), "gptq");
    test::writeText(folder / "quant_config.json", R"({"q_group_size":32,"w_bit":4,"version":"GEMM"})");
    EXPECT_EQ(openPackedReader(ModelFolder::open(folder.path()))->spec("").groupSize, 32);
    writeModel(folder, R"({"quantization_config":{"quant_method":"awq","bits":4,"group_size":64}})");
    EXPECT_EQ(openPackedReader(ModelFolder::open(folder.path()))->spec("").groupSize, 64);
    writeModel(folder, R"({"quantization_config":{"quant_method":"quip"}})");
    test::expectError(ErrorKind::Input, "quantization.unsupported_method", {(folder / "config.json").string()},
                      [&] { openPackedReader(ModelFolder::open(folder.path())); });
}

TEST(AwqConfig, LeavesModulesByPartOfTheirPath) {
    AwqConfig config;
    EXPECT_FALSE(isLeftUnconverted(config, "model.layers.0.mlp.up_proj"));
    config.modulesToNotConvert = {"lm_head", "layers.1.mlp.up_proj"};
    EXPECT_TRUE(isLeftUnconverted(config, "lm_head"));
    EXPECT_TRUE(isLeftUnconverted(config, "model.layers.1.mlp.up_proj"));
    EXPECT_FALSE(isLeftUnconverted(config, "model.layers.11.mlp.up_proj"));
}

TEST(AwqConfig, FindsAnEntryThatAlsoCoversAPackedModule) {
    AwqConfig config;
    config.modulesToNotConvert = {"lm_head", "model.layers.0.mlp.gate"};
    EXPECT_FALSE(checkModulesToNotConvert(config, {"model.layers.0.mlp.up_proj"}).has_value());
    const auto issue = checkModulesToNotConvert(config, {"model.layers.0.mlp.gate_proj"});
    ASSERT_TRUE(issue.has_value());
    EXPECT_EQ(issue->severity, Severity::Blocking);
    EXPECT_EQ(issue->code, "quantization.ambiguous_modules");
    EXPECT_NE(issue->sentence.find("'model.layers.0.mlp.gate_proj'"), std::string::npos);
}

} // namespace
} // namespace salient
