// SPDX-License-Identifier: Apache-2.0
#include "core/formats/export_format.h"

#include "core/formats/awq_gemm.h"
#include "tests/core/checkpoint/file_fixtures.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

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
    int bits;
    int64_t groupSize;
    int64_t out;
    int64_t in;
    const char* code; ///< "" when all is well
    Severity severity;
    const char* number; ///< that the sentence names
};

void PrintTo(const Feasibility& feasibility, std::ostream* out) {
    *out << feasibility.promise;
}

class AwqGemmFeasibility : public ::testing::TestWithParam<Feasibility> {};

TEST_P(AwqGemmFeasibility, IsSaidPerLinear) {
    const Feasibility& given = GetParam();
    const auto issue =
        exportFormat("awq-gemm")
            .check({"model.layers.3.mlp.up_proj", given.out, given.in}, specOf(given.bits, given.groupSize));
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

INSTANTIATE_TEST_SUITE_P(
    Table, AwqGemmFeasibility,
    ::testing::Values(Feasibility{"Fits", 4, 128, 4096, 4096, "", Severity::Notice, ""},
                      Feasibility{"WholeRowFitsAnyInputs", 4, 0, 64, 172, "", Severity::Notice, ""},
                      Feasibility{"EightBits", 8, 128, 64, 128, "format.bits", Severity::Blocking, "8"},
                      Feasibility{"GroupDoesNotDivide", 4, 128, 64, 576, "format.group_size", Severity::Blocking,
                                  "576"},
                      Feasibility{"OutputsFillNoWord", 4, 64, 100, 64, "format.outputs", Severity::Blocking, "100"},
                      Feasibility{"OutputsFillNoTile", 4, 64, 72, 64, "format.slow_outputs", Severity::Warning, "72"},
                      Feasibility{"UnusualGroup", 4, 16, 64, 64, "format.slow_group_size", Severity::Warning, "16"}),
    [](const auto& made) { return std::string(made.param.promise); });

TEST(AwqGemmFormat, PacksExactlyWhatItPlanned) {
    const ExportFormat& format = exportFormat("awq-gemm");
    for (const int64_t groupSize : {0, 8, 24}) {
        const PackedLinear weight(16, 48, 4, groupSize == 0 ? 48 : groupSize);
        const auto planned = format.plan({"m", 16, 48}, specOf(4, groupSize));
        const auto packed = format.pack("m", weight);
        ASSERT_EQ(planned.size(), packed.size());
        for (size_t i = 0; i < planned.size(); ++i) {
            EXPECT_EQ(planned[i].name, packed[i].name);
            EXPECT_EQ(planned[i].dtype, packed[i].value.dtype());
            EXPECT_EQ(planned[i].shape, packed[i].value.shape());
        }
    }
}

TEST(AwqGemmFormat, DescribesItselfAsTheLoadersRead) {
    ExportSettings settings{specOf(4, 0), {"lm_head", "model.layers.0.mlp.down_proj"}, {"model.layers.0.mlp.up_proj"}};
    settings.spec.symmetric = true;
    const auto text = exportFormat("awq-gemm").quantizationConfig(settings);
    EXPECT_EQ(text, R"({"quant_method":"awq","version":"gemm","bits":4,"group_size":-1,"zero_point":true,)"
                    R"("modules_to_not_convert":["lm_head","model.layers.0.mlp.down_proj"]})");
    const AwqConfig again = awqConfigFromJson(nlohmann::ordered_json::parse(text), "x");
    EXPECT_EQ(again.modulesToNotConvert, settings.modulesNotConverted);
}

// A router "mlp.gate" that stays in 16 bit is part of the path of a packed "mlp.gate_proj".
TEST(AwqGemmFormat, RefusesListsThatLoadersWouldMisread) {
    try {
        exportFormat("awq-gemm")
            .quantizationConfig({specOf(4, 64), {"model.layers.0.mlp.gate"}, {"model.layers.0.mlp.gate_proj"}});
        FAIL() << "an ambiguous list passed";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "quantization.ambiguous_modules");
    }
}

} // namespace
} // namespace salient
