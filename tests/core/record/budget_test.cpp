// SPDX-License-Identifier: Apache-2.0
#include "core/record/budget.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <random>

namespace salient {
namespace {

/// Three options each, larger ones better; sizes and costs at random.
std::vector<BudgetSet> randomSets(size_t count, uint32_t seed) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<int64_t> size(100, 5000);
    std::uniform_real_distribution<double> cost(0.0, 1.0);
    std::vector<BudgetSet> sets;
    for (size_t i = 0; i < count; ++i) {
        const int64_t weights = size(random);
        const double whole = cost(random) * cost(random);
        sets.push_back({"set" + std::to_string(i),
                        {{4, weights * 4, whole}, {8, weights * 8, whole * 0.01}, {16, weights * 16, 0.0}}});
    }
    return sets;
}

int64_t smallest(const std::vector<BudgetSet>& sets) {
    int64_t bytes = 0;
    for (const BudgetSet& set : sets) {
        bytes += set.options.front().bytes;
    }
    return bytes;
}

double bestByTrial(const std::vector<BudgetSet>& sets, int64_t budget) {
    double best = std::numeric_limits<double>::infinity();
    const std::function<void(size_t, int64_t, double)> descend = [&](size_t set, int64_t bytes, double cost) {
        if (bytes > budget) {
            return;
        }
        if (set == sets.size()) {
            best = std::min(best, cost);
            return;
        }
        for (const BudgetOption& option : sets[set].options) {
            descend(set + 1, bytes + option.bytes, cost + option.cost);
        }
    };
    descend(0, 0, 0.0);
    return best;
}

TEST(Budget, IsTheBestOfAllChoices) {
    for (uint32_t seed = 0; seed < 60; ++seed) {
        const std::vector<BudgetSet> sets = randomSets(8, seed);
        const int64_t budget = smallest(sets) * (100 + static_cast<int64_t>(seed) * 4) / 100;
        const BudgetSolution solution = solveBudget(sets, budget);
        ASSERT_TRUE(solution.feasible);
        EXPECT_LE(solution.bytes, budget);
        EXPECT_NEAR(solution.cost, bestByTrial(sets, budget), 1e-12) << seed;
        EXPECT_EQ(solution.bound, solution.cost) << seed;
    }
}

TEST(Budget, FiveHundredSetsEndWithASmallProvenGap) {
    for (const int64_t percent : {105, 120, 150, 200, 300}) {
        const std::vector<BudgetSet> sets = randomSets(500, 7);
        const BudgetSolution solution = solveBudget(sets, smallest(sets) * percent / 100);
        ASSERT_TRUE(solution.feasible);
        EXPECT_LE(solution.bound, solution.cost);
        EXPECT_LE(solution.cost - solution.bound, 0.001 * solution.cost + 1e-4) << percent;
    }
}

TEST(Budget, OptionsOffTheHullAreUsedWhereTheyFit) {
    // 10 → 16 bytes saves 5 a step; the option at 12 lies above the line from 10 to 16, but nothing else fits into 13.
    const std::vector<BudgetSet> sets = {{"a", {{4, 10, 6.0}, {8, 12, 5.0}, {16, 16, 0.0}}}};
    const BudgetSolution solution = solveBudget(sets, 13);
    EXPECT_EQ(solution.chosen, std::vector<size_t>{1});
    EXPECT_EQ(solution.cost, 5.0);
}

TEST(Budget, SaysTheSmallestWhenNothingFits) {
    const std::vector<BudgetSet> sets = randomSets(5, 3);
    const BudgetSolution solution = solveBudget(sets, smallest(sets) - 1);
    EXPECT_FALSE(solution.feasible);
    EXPECT_EQ(solution.smallestBytes, smallest(sets));
    EXPECT_EQ(solution.bytes, smallest(sets));
}

TEST(Budget, LargerOptionsThatAreNoBetterAreNotTaken) {
    const std::vector<BudgetSet> sets = {{"a", {{4, 10, 1.0}, {8, 20, 1.0}}}, {"b", {{4, 10, 1.0}, {8, 20, 1.5}}}};
    const BudgetSolution solution = solveBudget(sets, 1000);
    EXPECT_EQ(solution.chosen, (std::vector<size_t>{0, 0}));
}

} // namespace
} // namespace salient
