// SPDX-License-Identifier: Apache-2.0
#include "core/record/budget.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace salient {

namespace {

constexpr int64_t kMostSteps = 200'000;

/// A step up the lower convex hull of a set: so many bytes more for so much less cost.
struct HullStep {
    size_t set = 0;
    size_t option = 0; ///< that it leads to
    int64_t bytes = 0;
    double gain = 0.0;

    double rate() const { return gain / static_cast<double>(bytes); }
};

/// Indices of the options on the lower convex hull of (bytes, cost), cheapest in bytes first.
std::vector<size_t> lowerHull(const std::vector<BudgetOption>& options) {
    std::vector<size_t> order(options.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return options[a].bytes != options[b].bytes ? options[a].bytes < options[b].bytes
                                                    : options[a].cost < options[b].cost;
    });
    std::vector<size_t> hull;
    for (const size_t i : order) {
        if (!hull.empty() && options[i].cost >= options[hull.back()].cost) {
            continue; // larger and no better
        }
        while (hull.size() > 1) {
            const BudgetOption& a = options[hull[hull.size() - 2]];
            const BudgetOption& b = options[hull.back()];
            const double first = (a.cost - b.cost) / static_cast<double>(b.bytes - a.bytes);
            const double second = (b.cost - options[i].cost) / static_cast<double>(options[i].bytes - b.bytes);
            if (first > second) {
                break;
            }
            hull.pop_back();
        }
        hull.push_back(i);
    }
    return hull;
}

/// Depth-first over the sets, those that matter most first; a branch ends when even its relaxation is no better.
class Search {
public:
    Search(const std::vector<BudgetSet>& sets, int64_t budget) : m_sets(sets), m_budget(budget) {
        m_hulls.reserve(sets.size());
        for (size_t i = 0; i < sets.size(); ++i) {
            m_hulls.push_back(lowerHull(sets[i].options));
            const std::vector<size_t>& hull = m_hulls.back();
            for (size_t k = 1; k < hull.size(); ++k) {
                const BudgetOption& from = sets[i].options[hull[k - 1]];
                const BudgetOption& to = sets[i].options[hull[k]];
                m_steps.push_back({i, hull[k], to.bytes - from.bytes, from.cost - to.cost});
            }
        }
        std::stable_sort(m_steps.begin(), m_steps.end(),
                         [](const HullStep& a, const HullStep& b) { return a.rate() > b.rate(); });
        startSmallest();
        orderSets();
    }

    BudgetSolution run() {
        BudgetSolution solution;
        solution.smallestBytes = m_smallest;
        solution.feasible = m_smallest <= m_budget;
        if (!solution.feasible) {
            solution.chosen = m_choice;
            solution.bytes = m_smallest;
            solution.cost = solution.bound = m_smallestCost;
            return solution;
        }
        greedy();
        solution.bound = relaxed(m_smallest, m_smallestCost);
        descend(0, m_smallest, m_smallestCost);
        solution.chosen = m_best;
        for (size_t i = 0; i < m_sets.size(); ++i) {
            solution.bytes += m_sets[i].options[m_best[i]].bytes;
            solution.cost += m_sets[i].options[m_best[i]].cost;
        }
        solution.bound = m_taken < kMostSteps ? solution.cost : std::min(solution.bound, solution.cost);
        return solution;
    }

private:
    void startSmallest() {
        m_free.assign(m_sets.size(), true);
        for (size_t i = 0; i < m_sets.size(); ++i) {
            m_choice.push_back(m_hulls[i].front());
            m_smallest += m_sets[i].options[m_choice[i]].bytes;
            m_smallestCost += m_sets[i].options[m_choice[i]].cost;
        }
    }

    // The sets whose steps lie around the one that no longer fits decide; those far from it are settled.
    void orderSets() {
        int64_t bytes = m_smallest;
        double critical = 0.0;
        for (const HullStep& step : m_steps) {
            critical = step.rate();
            bytes += step.bytes;
            if (bytes > m_budget) {
                break;
            }
        }
        std::vector<double> distance(m_sets.size(), std::numeric_limits<double>::infinity());
        for (const HullStep& step : m_steps) {
            const double ratio = critical > 0.0 ? std::max(step.rate() / critical, critical / step.rate()) : 1.0;
            distance[step.set] = std::min(distance[step.set], ratio);
        }
        m_order.resize(m_sets.size());
        std::iota(m_order.begin(), m_order.end(), 0);
        std::stable_sort(m_order.begin(), m_order.end(), [&](size_t a, size_t b) { return distance[a] < distance[b]; });
    }

    // All steps in the order of their rate, as long as they fit.
    void greedy() {
        m_best = m_choice;
        m_bestCost = m_smallestCost;
        int64_t bytes = m_smallest;
        std::vector<bool> stopped(m_sets.size(), false);
        for (const HullStep& step : m_steps) {
            if (stopped[step.set] || bytes + step.bytes > m_budget) {
                stopped[step.set] = true;
                continue;
            }
            m_best[step.set] = step.option;
            bytes += step.bytes;
            m_bestCost -= step.gain;
        }
    }

    // The least cost of the free sets beyond `bytes` and `cost`, when the last step may be taken in part.
    double relaxed(int64_t bytes, double cost) const {
        for (const HullStep& step : m_steps) {
            if (!m_free[step.set]) {
                continue;
            }
            if (bytes + step.bytes > m_budget) {
                return cost - step.gain * static_cast<double>(m_budget - bytes) / static_cast<double>(step.bytes);
            }
            bytes += step.bytes;
            cost -= step.gain;
        }
        return cost;
    }

    // `bytes` and `cost`: fixed sets as chosen, free ones at their smallest.
    void descend(size_t depth, int64_t bytes, double cost) {
        m_taken += static_cast<int64_t>(m_steps.size() / 64 + 1);
        if (bytes > m_budget || m_taken >= kMostSteps) {
            return;
        }
        // A difference below what sums of doubles can tell is none.
        const double slack = 1e-12 * std::max(1.0, std::abs(m_bestCost));
        if (relaxed(bytes, cost) >= m_bestCost - slack) {
            return;
        }
        if (depth == m_order.size()) {
            m_best = m_choice;
            m_bestCost = cost;
            return;
        }
        const size_t set = m_order[depth];
        const auto& options = m_sets[set].options;
        const BudgetOption smallest = options[m_hulls[set].front()];
        std::vector<size_t> order(options.size());
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return options[a].cost < options[b].cost; });
        m_free[set] = false;
        for (const size_t option : order) {
            m_choice[set] = option;
            descend(depth + 1, bytes - smallest.bytes + options[option].bytes,
                    cost - smallest.cost + options[option].cost);
        }
        m_choice[set] = m_hulls[set].front();
        m_free[set] = true;
    }

    const std::vector<BudgetSet>& m_sets;
    int64_t m_budget;
    std::vector<std::vector<size_t>> m_hulls;
    std::vector<HullStep> m_steps; // of all sets, the best rate first
    std::vector<size_t> m_order;
    std::vector<bool> m_free;
    std::vector<size_t> m_choice;
    std::vector<size_t> m_best;
    double m_bestCost = 0.0;
    int64_t m_smallest = 0;
    double m_smallestCost = 0.0;
    int64_t m_taken = 0;
};

} // namespace

BudgetSolution solveBudget(const std::vector<BudgetSet>& sets, int64_t bytes) {
    return Search(sets, bytes).run();
}

} // namespace salient
