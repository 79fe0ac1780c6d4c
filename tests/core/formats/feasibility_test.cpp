// SPDX-License-Identifier: Apache-2.0
#include "core/formats/feasibility.h"

#include "tests/core/formats/compressed_tensors_fixtures.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

using test::ctSpec;
using test::isIn;
using Verdict = FormatFeasibility::Verdict;

FormatFeasibility of(const std::string& format, const std::vector<ExportModule>& modules) {
    for (FormatFeasibility& result : formatFeasibility(modules)) {
        if (result.format == format) {
            return std::move(result);
        }
    }
    throw std::runtime_error("no " + format);
}

const FeasibilityReason* reasonOf(const FormatFeasibility& result, const std::string& code) {
    const auto found = std::find_if(result.reasons.begin(), result.reasons.end(),
                                    [&](const FeasibilityReason& reason) { return reason.issue.code == code; });
    return found == result.reasons.end() ? nullptr : &*found;
}

std::vector<ExportModule> marked(const std::vector<std::string>& parts, const std::optional<QuantSpec>& spec) {
    std::vector<ExportModule> modules = test::llama(2);
    for (ExportModule& module : modules) {
        if (isIn(module, parts)) {
            module.spec = spec;
        }
    }
    return modules;
}

TEST(Feasibility, AnswersForEveryFormatInTheOrderOfTheTable) {
    const auto results = formatFeasibility(test::llama(2));
    const auto& formats = exportFormats();
    ASSERT_EQ(results.size(), formats.size());
    for (size_t i = 0; i < results.size(); ++i) {
        EXPECT_EQ(results[i].format, formats[i].name);
    }
}

TEST(Feasibility, SaysYesWithoutReasons) {
    const FormatFeasibility result = of("awq-gemm", test::llama(2));
    EXPECT_EQ(result.verdict, Verdict::Yes);
    EXPECT_TRUE(result.reasons.empty());
}

TEST(Feasibility, NamesTheMarksThatAFormatDoesNotHold) {
    const auto modules = marked({"down_proj"}, ctSpec(8, 64, false));
    const FormatFeasibility awqGemm = of("awq-gemm", modules);
    EXPECT_EQ(awqGemm.verdict, Verdict::No);
    ASSERT_NE(reasonOf(awqGemm, "format.bits"), nullptr);
    EXPECT_EQ(reasonOf(awqGemm, "format.bits")->modules,
              (std::vector<std::string>{"model.layers.0.mlp.down_proj", "model.layers.1.mlp.down_proj"}));
    const FormatFeasibility mixed = of("compressed-tensors", modules);
    EXPECT_EQ(mixed.verdict, Verdict::WithWarnings);
    EXPECT_NE(reasonOf(mixed, "format.loaders_symmetric"), nullptr) << "of the 8 bits";
}

TEST(Feasibility, WarnsOfLinearsThatWouldStayInSixteenBits) {
    const FormatFeasibility result = of("awq-gemm", marked({"down_proj"}, ctSpec(4, 48, false)));
    EXPECT_EQ(result.verdict, Verdict::WithWarnings);
    ASSERT_NE(reasonOf(result, "format.group_size"), nullptr);
    EXPECT_EQ(reasonOf(result, "format.group_size")->modules.size(), 2U);
}

TEST(Feasibility, WhatMakesItImpossibleStandsFirst) {
    auto modules = marked({"q_proj"}, ctSpec(4, 48, false));
    for (ExportModule& module : modules) {
        if (module.linear.module.ends_with("down_proj")) {
            module.spec = ctSpec(8, 64, true);
        }
    }
    const FormatFeasibility result = of("awq-gemm", modules);
    EXPECT_EQ(result.verdict, Verdict::No);
    ASSERT_NE(reasonOf(result, "format.group_size"), nullptr);
    EXPECT_EQ(result.reasons.front().issue.code, "format.bits");
}

TEST(Feasibility, NamesTheLoadersThatTakeIt) {
    const auto takes = [](const FormatFeasibility& format, const std::string& name) {
        for (const LoaderVerdict& loader : format.loaders) {
            if (loader.loader == name) {
                return loader.agrees;
            }
        }
        ADD_FAILURE() << name << " is not known";
        return false;
    };
    EXPECT_TRUE(takes(of("awq-gemm", test::llama(2)), "vLLM"));
    const FormatFeasibility zeros = of("gptq-v2", marked({"proj"}, ctSpec(4, 64, false)));
    EXPECT_FALSE(takes(zeros, "vLLM")) << "it has no kernel for zero points in GPTQ";
    EXPECT_TRUE(takes(zeros, "transformers"));
    EXPECT_NE(feasibilityToJson({zeros}).find(R"({"loader":"vLLM","agrees":false})"), std::string::npos);
}

TEST(Feasibility, RefusesTwoGroupSizesInAFileWithOne) {
    const auto modules = marked({"s.0.mlp.down_proj"}, ctSpec(4, 32, false));
    const FormatFeasibility result = of("awq-gemm", modules);
    EXPECT_EQ(result.verdict, Verdict::No);
    ASSERT_NE(reasonOf(result, "format.mixed_groups"), nullptr);
    EXPECT_NE(reasonOf(result, "format.mixed_groups")->issue.sentence.find("down_proj"), std::string::npos);
    EXPECT_EQ(of("compressed-tensors", modules).verdict, Verdict::WithWarnings);
}

TEST(Feasibility, WarnsOfLoadersThatWantFusedLinearsAlike) {
    const FormatFeasibility result = of("compressed-tensors", marked({"s.1.self_attn.v_proj"}, std::nullopt));
    EXPECT_EQ(result.verdict, Verdict::WithWarnings);
    const FeasibilityReason* reason = reasonOf(result, "loader.refuses");
    ASSERT_NE(reason, nullptr);
    EXPECT_NE(reason->issue.sentence.find("vLLM"), std::string::npos);
    EXPECT_EQ(reason->modules.size(), 3U) << "q, k and v of layer 1";
}

// vLLM and SGLang for the fused linear, transformers for zero points in a mixed model.
TEST(Feasibility, SaysNoWhereNobodyWouldTakeTheFolder) {
    auto modules = marked({"down_proj"}, ctSpec(8, 64, true));
    ASSERT_EQ(of("compressed-tensors", modules).verdict, Verdict::WithWarnings);
    modules[2].spec.reset();
    const FormatFeasibility result = of("compressed-tensors", modules);
    EXPECT_EQ(result.verdict, Verdict::No);
    EXPECT_EQ(result.reasons.front().issue.code, "loader.refuses");
    EXPECT_EQ(result.reasons.front().issue.severity, Severity::Blocking);
}

TEST(Feasibility, PutsBlockingReasonsFirst) {
    auto modules = marked({"down_proj"}, ctSpec(8, 64, false));
    modules.front().linear.out = 72;
    const FormatFeasibility result = of("awq-gemm", modules);
    ASSERT_GE(result.reasons.size(), 2U);
    EXPECT_EQ(result.reasons.front().issue.severity, Severity::Blocking);
    EXPECT_EQ(result.reasons.back().issue.severity, Severity::Warning);
}

} // namespace
} // namespace salient
