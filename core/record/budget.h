// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace salient {

/// One way to store a set.
struct BudgetOption {
    int bits = 4;
    int64_t bytes = 0;
    double cost = 0.0; ///< what it takes from the model, in any unit that adds up
};

/// A set that gets exactly one of its options.
struct BudgetSet {
    std::string name;
    std::vector<BudgetOption> options;
};

/// What to store how.
struct BudgetSolution {
    bool feasible = false;      ///< false: even the smallest options exceed the budget
    std::vector<size_t> chosen; ///< per set, index of its option; of the smallest ones when not feasible
    int64_t bytes = 0;
    double cost = 0.0;
    double bound = 0.0; ///< no choice within the budget costs less; equal to `cost` when the choice is proven best
    int64_t smallestBytes = 0; ///< of the smallest options together
};

/// The cheapest choice within `bytes`: a multiple-choice knapsack (Kellerer, Pferschy and Pisinger 2004, chapter 11),
/// by its linear relaxation over the convex hulls of the sets and a depth-first search below that bound. The search
/// stops after a fixed number of steps; `bound` then says how far the best choice found can be from the best one.
/// Milliseconds for 500 sets.
BudgetSolution solveBudget(const std::vector<BudgetSet>& sets, int64_t bytes);

} // namespace salient
