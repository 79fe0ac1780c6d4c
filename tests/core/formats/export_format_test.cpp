// SPDX-License-Identifier: Apache-2.0
#include "core/formats/export_format.h"

#include "core/formats/awq_config.h"
#include "tests/core/formats/packed_linears.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace salient {
namespace {

QuantSpec specOf(int bits, int64_t groupSize) {
    QuantSpec spec;
    spec.bits = bits;
    spec.groupSize = groupSize;
    return spec;
}

TEST(ExportFormat, IsFoundByItsName) {
    EXPECT_EQ(exportFormat("awq-gemm").name, "awq-gemm");
    test::expectError(ErrorKind::Usage, "format.unknown", {"'gguf'", "awq-gemm"}, [] { exportFormat("gguf"); });
}

TEST(ExportFormat, HasUniqueNamesAndAllFunctions) {
    std::set<std::string> names;
    for (const ExportFormat& format : exportFormats()) {
        EXPECT_TRUE(names.insert(format.name).second) << format.name;
        EXPECT_FALSE(format.description.empty());
        EXPECT_TRUE(format.check != nullptr && format.plan != nullptr && format.pack != nullptr &&
                    format.quantizationConfig != nullptr);
    }
}

struct Feasibility {
    const char* promise;
    const char* format;
    int bits;
    int64_t groupSize;
    bool symmetric;
    int64_t out;
    int64_t in;
    const char* code; ///< "" when all is well
    Severity severity;
    const char* number; ///< that the sentence names
};

void PrintTo(const Feasibility& feasibility, std::ostream* out) {
    *out << feasibility.promise;
}

class FormatFeasibility : public ::testing::TestWithParam<Feasibility> {};

TEST_P(FormatFeasibility, IsSaidPerLinear) {
    const Feasibility& given = GetParam();
    QuantSpec spec = specOf(given.bits, given.groupSize);
    spec.symmetric = given.symmetric;
    const auto issue = exportFormat(given.format).check({"model.layers.3.mlp.up_proj", given.out, given.in}, spec);
    if (std::string(given.code).empty()) {
        EXPECT_FALSE(issue.has_value()) << issue->sentence;
        return;
    }
    ASSERT_TRUE(issue.has_value());
    EXPECT_EQ(issue->code, given.code);
    EXPECT_EQ(issue->severity, given.severity);
    EXPECT_NE(issue->sentence.find("model.layers.3.mlp.up_proj"), std::string::npos);
    EXPECT_NE(issue->sentence.find(given.number), std::string::npos) << issue->sentence;
}

constexpr Severity kNo = Severity::Blocking;
constexpr Severity kSlow = Severity::Warning;

INSTANTIATE_TEST_SUITE_P(
    AwqGemm, FormatFeasibility,
    ::testing::Values(
        Feasibility{"Fits", "awq-gemm", 4, 128, false, 4096, 4096, "", kNo, ""},
        Feasibility{"WholeRowFitsAnyInputs", "awq-gemm", 4, 0, false, 64, 172, "", kNo, ""},
        Feasibility{"EightBits", "awq-gemm", 8, 128, false, 64, 128, "format.bits", kNo, "8"},
        Feasibility{"GroupDoesNotDivide", "awq-gemm", 4, 128, false, 64, 576, "format.group_size", kNo, "576"},
        Feasibility{"OutputsFillNoWord", "awq-gemm", 4, 64, false, 100, 64, "format.outputs", kNo, "100"},
        Feasibility{"BitsAreNotTheOnlyReason", "awq-gemm", 8, 64, false, 100, 64, "format.outputs", kNo, "100"},
        Feasibility{"OutputsFillNoTile", "awq-gemm", 4, 64, false, 72, 64, "format.slow_outputs", kSlow, "72"},
        Feasibility{"UnusualGroup", "awq-gemm", 4, 16, false, 64, 64, "format.slow_group_size", kSlow, "16"}),
    [](const auto& made) { return std::string(made.param.promise); });

INSTANTIATE_TEST_SUITE_P(
    AwqGemv, FormatFeasibility,
    ::testing::Values(
        Feasibility{"Fits", "awq-gemv", 4, 64, false, 72, 576, "", kNo, ""},
        Feasibility{"EightBits", "awq-gemv", 8, 64, false, 64, 128, "format.bits", kNo, "8"},
        Feasibility{"UnusualGroup", "awq-gemv", 4, 16, false, 64, 64, "format.group_size", kNo, "16"},
        Feasibility{"BitsAreNotTheOnlyReason", "awq-gemv", 8, 16, false, 64, 64, "format.group_size", kNo, "16"},
        Feasibility{"ShortRow", "awq-gemv", 4, 0, false, 64, 96, "format.group_size", kNo, "96"},
        Feasibility{"InputsFillNoWord", "awq-gemv", 4, 0, false, 64, 172, "format.inputs", kNo, "172"},
        Feasibility{"FastFits", "awq-gemv-fast", 4, 64, false, 72, 576, "", kNo, ""},
        Feasibility{"FastInputsFillNoBlock", "awq-gemv-fast", 4, 32, false, 64, 96, "format.inputs", kNo, "96"},
        Feasibility{"FastEightBits", "awq-gemv-fast", 8, 64, false, 64, 128, "format.bits", kNo, "8"}),
    [](const auto& made) { return std::string(made.param.promise); });

INSTANTIATE_TEST_SUITE_P(
    Gptq, FormatFeasibility,
    ::testing::Values(
        Feasibility{"Fits", "gptq", 4, 128, true, 64, 128, "", kNo, ""},
        Feasibility{"EightBitsFit", "gptq-v2", 8, 0, true, 64, 160, "", kNo, ""},
        Feasibility{"Asymmetric", "gptq-v2", 4, 64, false, 64, 128, "format.few_loaders", kSlow, "asymmetric"},
        Feasibility{"ThreeBits", "gptq", 3, 64, true, 64, 128, "format.few_loaders", kSlow, "3 bits"},
        Feasibility{"UnusualGroup", "gptq", 4, 16, true, 64, 64, "format.slow_group_size", kSlow, "16"},
        Feasibility{"OutputsFillNoTile", "gptq", 4, 64, true, 72, 64, "format.slow_outputs", kSlow, "72"},
        Feasibility{"FiveBits", "gptq", 5, 64, true, 64, 128, "format.bits", kNo, "5"},
        Feasibility{"BitsAreNotTheOnlyReason", "gptq", 5, 64, true, 100, 128, "format.outputs", kNo, "100"},
        Feasibility{"GroupDoesNotDivide", "gptq", 4, 128, true, 64, 576, "format.group_size", kNo, "576"},
        Feasibility{"OutputsFillNoWord", "gptq", 3, 64, true, 48, 64, "format.outputs", kNo, "48"},
        Feasibility{"InputsFillNoWord", "gptq", 4, 0, true, 64, 172, "format.inputs", kNo, "172"}),
    [](const auto& made) { return std::string(made.param.promise); });

/// A folder of these linears, all [64, 64]; `spec` nothing: 16 bit.
ExportModule moduleOf(const std::string& name, std::optional<QuantSpec> spec, const std::string& set = "") {
    return {{name, 64, 64}, spec, set};
}

TEST(ExportFormats, PackExactlyWhatTheyPlanned) {
    for (const ExportFormat& format : exportFormats()) {
        for (const int64_t groupSize : {0, 32, 64}) {
            if (const auto issue = format.check({"m", 32, 192}, specOf(4, groupSize));
                issue && issue->severity == Severity::Blocking) {
                continue; // the format's own test
            }
            PackedLinear weight = test::randomLinear(32, 192, groupSize == 0 ? 192 : groupSize);
            std::fill(weight.zeros().begin(), weight.zeros().end(), uint8_t{8});
            const QuantSpec spec = specOf(4, groupSize);
            const auto planned = format.plan({"m", 32, 192}, spec);
            const auto packed = format.pack("m", weight, spec);
            ASSERT_EQ(planned.size(), packed.size()) << format.name;
            for (size_t i = 0; i < planned.size(); ++i) {
                EXPECT_EQ(planned[i].name, packed[i].name);
                EXPECT_EQ(planned[i].dtype, packed[i].value.dtype()) << format.name << " " << packed[i].name;
                EXPECT_EQ(planned[i].shape, packed[i].value.shape()) << format.name << " " << packed[i].name;
            }
        }
    }
}

TEST(AwqGemmFormat, DescribesItselfAsTheLoadersRead) {
    ExportSettings settings;
    settings.spec = specOf(4, 0);
    settings.spec.symmetric = true;
    settings.modules = {moduleOf("model.layers.0.mlp.up_proj", settings.spec),
                        moduleOf("model.layers.0.mlp.down_proj", std::nullopt)};
    const auto text = exportFormat("awq-gemm").quantizationConfig(settings);
    EXPECT_EQ(text, R"({"quant_method":"awq","version":"gemm","bits":4,"group_size":-1,"zero_point":true,)"
                    R"("modules_to_not_convert":["model.layers.0.mlp.down_proj"]})");
    const AwqConfig again = awqConfigFromJson(nlohmann::ordered_json::parse(text), "x");
    EXPECT_EQ(again.modulesToNotConvert, std::vector<std::string>{"model.layers.0.mlp.down_proj"});
}

TEST(AwqFormats, NameTheirLayoutAsAutoAwqDoes) {
    ExportSettings settings;
    for (const auto& [format, version] :
         {std::pair{"awq-gemm", "gemm"}, {"awq-gemv", "gemv"}, {"awq-gemv-fast", "gemv_fast"}}) {
        const auto section = nlohmann::ordered_json::parse(exportFormat(format).quantizationConfig(settings));
        EXPECT_EQ(section["version"], version);
        EXPECT_EQ(awqConfigFromJson(section, "x").version, version);
    }
}

// A router "mlp.gate" that stays in 16 bit is part of the path of a packed "mlp.gate_proj".
TEST(AwqGemmFormat, RefusesListsThatLoadersWouldMisread) {
    ExportSettings settings;
    settings.spec = specOf(4, 64);
    settings.modules = {moduleOf("model.layers.0.mlp.gate", std::nullopt),
                        moduleOf("model.layers.0.mlp.gate_proj", settings.spec)};
    test::expectError(ErrorKind::Input, "quantization.ambiguous_modules", {"'model.layers.0.mlp.gate_proj'"},
                      [&] { exportFormat("awq-gemm").quantizationConfig(settings); });
}

TEST(AwqFormats, RefuseGroupSizesThatOneSectionCannotSay) {
    ExportSettings settings;
    settings.spec = specOf(4, 64);
    settings.modules = {moduleOf("model.layers.0.mlp.up_proj", specOf(4, 32))};
    test::expectError(ErrorKind::Input, "format.mixed_groups", {"model.layers.0.mlp.up_proj", "32", "64"},
                      [&] { exportFormat("awq-gemv").quantizationConfig(settings); });
}

} // namespace
} // namespace salient
