// SPDX-License-Identifier: Apache-2.0
#include "core/record/prediction.h"

#include "tests/core/record/made_record.h"
#include "tests/support/error_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

using testing::ElementsAre;

TEST(Prediction, SharesAddUpAndFollowWhatWasMeasured) {
    const std::vector<double> shares = effectShares(test::madeRecord());
    ASSERT_EQ(shares.size(), 3U);
    EXPECT_NEAR(shares[0] + shares[1] + shares[2], 1.0, 1e-12);
    EXPECT_NEAR(shares[0], 10.0 / 13.0, 1e-9);
    EXPECT_NEAR(shares[2], 1.0 / 13.0, 1e-9);
}

// Zero ± 0.002 is not free: it would be the first to lose bits.
TEST(Prediction, WhatTheNoiseHidesCountsAsTheNoise) {
    SensitivityRecord record = test::madeRecord();
    for (SensitivitySet& set : record.sets) {
        set.alone.kl.clear();
    }
    record.quantized.kl = {0.02, 0.02, 0.02, 0.02};
    record.sets[0].restored.kl = {0.012, 0.012, 0.012, 0.012};                     // gives 0.008 back, surely
    record.sets[1].restored.kl = {0.02 + 0.006, 0.02 - 0.002, 0.02, 0.02 - 0.002}; // −0.0005 ± 0.0019
    record.sets[2].restored.kl = {0.02, 0.02, 0.02, 0.02};
    const double error = std::sqrt((0.0055 * 0.0055 + 2 * 0.0025 * 0.0025 + 0.0005 * 0.0005) / 3 / 4);
    const std::vector<double> shares = effectShares(record);
    EXPECT_NEAR(shares[1] / shares[0], error / 0.008, 1e-9);
    EXPECT_EQ(shares[2], 0.0);
}

TEST(Prediction, AllAsMeasuredIsWhatWasMeasured) {
    const SensitivityRecord record = test::madeRecord();
    BudgetAnswer answer;
    predict(record, {4, 4, 4}, answer);
    EXPECT_NEAR(answer.kl.mean, 0.016, 1e-12);
    EXPECT_NEAR(answer.perplexity, std::exp(3.02), 1e-9);
    EXPECT_EQ(answer.fileBytes, 10'000 + 3 * 560);
    EXPECT_NEAR(answer.bitsPerWeight, 4.48, 1e-12);
}

TEST(Prediction, SixteenBitsCostNothingAndEightLittle) {
    const SensitivityRecord record = test::madeRecord();
    BudgetAnswer answer;
    predict(record, {16, 16, 16}, answer);
    EXPECT_EQ(answer.kl.mean, 0.0);
    predict(record, {8, 8, 8}, answer);
    EXPECT_GT(answer.kl.mean, 0.0);
    EXPECT_LT(answer.kl.mean, 0.02 * 0.016);
    EXPECT_GT(roundingFactor(4, 3), 4.0);
}

TEST(Prediction, TheBudgetGoesToTheSetThatCostsMost) {
    BudgetRequest request;
    request.targetBits = (560 + 560 + 1060) * 8.0 / 3000.0;
    const BudgetAnswer answer = chooseBits(test::madeRecord(), request);
    EXPECT_THAT(answer.bits, ElementsAre(8, 4, 4));
    EXPECT_EQ(answer.gap, 0.0);
    EXPECT_LE(answer.bitsPerWeight, *request.targetBits);
}

TEST(Prediction, PinsAreRespected) {
    BudgetRequest request;
    request.targetBits = 16.0;
    request.pins = {{"model.layers.0.self_attn.q_proj", 4}, {"model.layers.1.self_attn.qkv", 8}};
    EXPECT_THAT(chooseBits(test::madeRecord(), request).bits, ElementsAre(4, 8, 16));
}

TEST(Prediction, ASizeCountsTheWholeFiles) {
    BudgetRequest request;
    request.targetBytes = 10'000 + 560 + 560 + 1060;
    EXPECT_THAT(chooseBits(test::madeRecord(), request).bits, ElementsAre(8, 4, 4));
}

// The window and the command line ask the same function.
TEST(Prediction, SetsWithinTheNoiseGetNoMoreBits) {
    SensitivityRecord record = test::madeRecord();
    record.sets[1].alone.kl = {0.0004, -0.0003, 0.0002, -0.0002};
    BudgetRequest request;
    request.targetBits = 16.0;
    const BudgetAnswer answer = chooseBits(record, request);
    EXPECT_THAT(answer.bits, ElementsAre(16, 4, 16));
    EXPECT_EQ(answer.withinNoise, 1);
    EXPECT_NEAR(budgetRange(record, request).second, 8.0 * (2000 + 560 + 2000) / 3000, 1e-12);
    // They may lose bits where the target needs it, and a pin is a pin.
    request.bits = {3, 4, 8, 16};
    request.targetBits = 8.0 * 3 * 400 / 3000;
    EXPECT_THAT(chooseBits(record, request).bits, ElementsAre(3, 3, 3));
    request.targetBits = 16.0;
    request.pins = {{record.sets[1].name, 8}};
    EXPECT_THAT(chooseBits(record, request).bits, ElementsAre(16, 8, 16));
    EXPECT_EQ(chooseBits(record, request).withinNoise, 0);
    request.pins.clear();
    request.bits = {8, 16}; // none as few as measured
    EXPECT_THAT(chooseBits(record, request).bits, ElementsAre(16, 8, 16));
}

TEST(Prediction, WhatCannotBeIsSaidWithTheSmallest) {
    BudgetRequest request;
    request.targetBits = 4.0;
    const auto error = [&] {
        try {
            chooseBits(test::madeRecord(), request);
        } catch (const Error& refused) {
            return std::string(refused.code()) + ": " + refused.what();
        }
        return std::string();
    }();
    EXPECT_THAT(error, testing::StartsWith("budget.too_small: "));
    EXPECT_THAT(error, testing::HasSubstr("4.480 bits"));
    request.pins = {{"nothing", 8}};
    EXPECT_EQ(codeOf([&] { chooseBits(test::madeRecord(), request); }), "budget.unknown_pin");
    request.pins.clear();
    request.targetBytes = 1;
    EXPECT_EQ(codeOf([&] { chooseBits(test::madeRecord(), request); }), "budget.no_target");
}

TEST(Prediction, WithoutACompleteSweepNothingIsChosen) {
    SensitivityRecord record = test::madeRecord();
    record.sets[0].alone = {};
    BudgetRequest request;
    request.targetBits = 5.0;
    EXPECT_NO_THROW(chooseBits(record, request)); // the other sweep is complete
    record.sets[1].restored = {};
    EXPECT_EQ(codeOf([&] { chooseBits(record, request); }), "sensitivity.incomplete");
}

} // namespace
} // namespace salient
