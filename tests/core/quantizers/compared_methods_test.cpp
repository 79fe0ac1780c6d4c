// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/compared_methods.h"

#include "kernels/error.h"
#include "tests/support/architecture_folders.h"
#include "tests/support/observed_block.h"
#include "tests/support/reference_math.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

namespace salient {
namespace {

using ::testing::HasSubstr;

constexpr ComparedSettings kSettings{{4, 16}, 0.5};

std::vector<ComparedLinear> changeBlock(testing::ObservedBlock& observed, std::string_view method,
                                        const ComparedSettings& settings = kSettings) {
    return applyComparedMethod(*observed.backend, observed.source.config(), comparedMethod(method), settings,
                               observed.statistics, observed.block);
}

TEST(ComparedMethods, AnUnknownNameIsAnsweredWithTheKnownOnes) {
    try {
        comparedMethod("nf5");
        FAIL() << "an unknown method was found";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "method.unknown");
        EXPECT_THAT(error.what(), HasSubstr("nf4, nf4-dq, llm-int8, smoothquant, salient-0.1, salient-1"));
    }
}

// Every method on every family: the block still computes about the same, and does not compute exactly the same.
class ComparedMethodsOnFamilies : public ::testing::TestWithParam<std::string> {};

TEST_P(ComparedMethodsOnFamilies, ChangeABlockALittle) {
    for (const ComparedMethod& method : comparedMethods()) {
        testing::ObservedBlock observed(GetParam());
        const ModelConfig& config = observed.source.config();
        const auto issues = comparedMethodIssues(method, config, kSettings);
        if (std::ranges::any_of(issues, [](const Issue& issue) { return issue.severity == Severity::Blocking; })) {
            continue;
        }
        const Tensor expected = observed.run(observed.block);
        const auto linears = changeBlock(observed, method.name);
        const Tensor found = observed.run(observed.block);
        const double change = std::sqrt(observed.backend->squaredDistance(found, expected) /
                                        observed.backend->squaredDistance(expected, Tensor::zeros(expected.shape())));
        EXPECT_GT(change, 1e-5) << method.name;
        const bool eightBits = linears.front().bitsPerWeight() >= 8.0;
        // Of random weights; routers of these may choose other experts.
        EXPECT_LT(change, eightBits ? 0.1 : 0.4) << method.name;
        EXPECT_EQ(linears.size(), observed.block.linears().size()) << method.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Architectures, ComparedMethodsOnFamilies, ::testing::ValuesIn(testing::architectureFolders()),
                         [](const auto& tested) { return testing::testName(tested.param); });

TEST(ComparedMethods, SayHowManyBitsAWeightTakes) {
    // q_proj of the small llama: 64 × 64.
    const std::map<std::string, double> expected = {{"nf4", 4.5},
                                                    {"nf4-dq", 4.0 + 8.0 / 64 + 2 * 32.0 / 4096},
                                                    {"llm-int8", 8.0 + 32.0 / 64},
                                                    {"smoothquant", 8.0 + 16.0 / 64},
                                                    {"salient-1", 4.0 + 12.0 / 64 + 20.0 / 16 + 32.0 / 4096}};
    for (const auto& [method, bits] : expected) {
        testing::ObservedBlock observed("llama");
        const auto linears = changeBlock(observed, method);
        EXPECT_EQ(linears.front().module, "model.layers.0.self_attn.q_proj");
        EXPECT_EQ(linears.front().weights, 64 * 64);
        EXPECT_DOUBLE_EQ(linears.front().bitsPerWeight(), bits) << method;
    }
}

TEST(ComparedMethods, RoutersStayAsTheyAre) {
    for (const ComparedMethod& method : comparedMethods()) {
        testing::ObservedBlock observed("mixtral");
        const auto linears = changeBlock(observed, method.name);
        EXPECT_FALSE(observed.block.router.packed());
        EXPECT_FALSE(observed.block.router.rounding());
        const auto router =
            std::ranges::find(linears, observed.block.router.name, [](const auto& linear) { return linear.module; });
        ASSERT_NE(router, linears.end());
        EXPECT_EQ(router->bitsPerWeight(), 16.0);
    }
}

TEST(ComparedMethods, OnlyThoseThatMultiplyWholeNumbersRoundInputs) {
    const std::map<std::string, std::optional<TokenRounding>> expected = {{"nf4", std::nullopt},
                                                                          {"llm-int8", TokenRounding{8, 6.0F}},
                                                                          {"smoothquant", TokenRounding{8, 0.0F}},
                                                                          {"salient-0.1", std::nullopt}};
    for (const auto& [method, rounding] : expected) {
        testing::ObservedBlock observed("llama");
        changeBlock(observed, method);
        EXPECT_EQ(observed.block.q.rounding(), rounding) << method;
        EXPECT_EQ(observed.block.mlp.down.rounding(), rounding) << method;
    }
}

TEST(ComparedMethods, GroupsThatDoNotFitAreSaidBeforeTheStart) {
    const testing::ObservedBlock observed("llama"); // inputs of 64 and 96
    const ModelConfig& config = observed.source.config();
    const auto some = comparedMethodIssues(comparedMethod("salient-1"), config, {{4, 64}, 0.5});
    ASSERT_EQ(some.size(), 1U);
    EXPECT_EQ(some[0].severity, Severity::Warning);
    EXPECT_THAT(some[0].sentence, HasSubstr("mlp.down_proj (96 inputs)"));
    const auto none = comparedMethodIssues(comparedMethod("salient-1"), config, {{4, 128}, 0.5});
    ASSERT_EQ(none.size(), 1U);
    EXPECT_EQ(none[0].severity, Severity::Blocking);
    EXPECT_TRUE(comparedMethodIssues(comparedMethod("nf4"), config, {{4, 128}, 0.5}).empty());
}

TEST(ComparedMethods, ALinearWhoseGroupsDoNotFitStaysAndCounts16Bits) {
    testing::ObservedBlock observed("llama");
    const Tensor before = observed.block.mlp.down.dense().owned().clone();
    const auto linears = changeBlock(observed, "salient-1", {{4, 64}, 0.5});
    EXPECT_EQ(linears.back().bitsPerWeight(), 16.0);
    EXPECT_EQ(observed.backend->squaredDistance(observed.block.mlp.down.dense().view(), before), 0.0);
}

TEST(ComparedMethods, SmoothQuantRefusesAnAlphaThatIsNoShareAndModelsWithoutSuchNorms) {
    const testing::ObservedBlock llama("llama");
    const auto alpha = comparedMethodIssues(comparedMethod("smoothquant"), llama.source.config(), {{4, 16}, 1.5});
    ASSERT_EQ(alpha.size(), 1U);
    EXPECT_EQ(alpha[0].code, "method.alpha");
    const testing::ObservedBlock olmo("olmo2"); // norms follow the modules
    const auto norms = comparedMethodIssues(comparedMethod("smoothquant"), olmo.source.config(), kSettings);
    ASSERT_EQ(norms.size(), 1U);
    EXPECT_EQ(norms[0].code, "method.no_norms");
    EXPECT_EQ(norms[0].severity, Severity::Blocking);
}

TEST(ComparedMethods, AWeightThatIsNotFiniteIsNamed) {
    for (const ComparedMethod& method : comparedMethods()) {
        testing::ObservedBlock observed("llama");
        observed.block.k.dense().owned().floats()[67] = std::numeric_limits<float>::quiet_NaN();
        try {
            changeBlock(observed, method.name);
            FAIL() << method.name;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "method.weight_not_finite");
            EXPECT_THAT(error.what(), HasSubstr("model.layers.0.self_attn.k_proj: the weight in row 1, column 3"));
        }
    }
}

} // namespace
} // namespace salient
