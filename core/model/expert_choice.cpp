// SPDX-License-Identifier: Apache-2.0
#include "core/model/expert_choice.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace salient {

namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

void toProbabilities(ExpertsSpec::Scoring scoring, std::vector<float>& scores) {
    if (scoring == ExpertsSpec::Scoring::Sigmoid) {
        for (float& score : scores) {
            score = 1.0F / (1.0F + std::exp(-score));
        }
        return;
    }
    const float largest = *std::ranges::max_element(scores);
    float sum = 0.0F;
    for (float& score : scores) {
        score = std::exp(score - largest);
        sum += score;
    }
    for (float& score : scores) {
        score /= sum;
    }
}

// Numbers of the `count` largest values, the largest first.
std::vector<size_t> largestOf(const std::vector<float>& values, int64_t count) {
    std::vector<size_t> order(values.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::ranges::stable_sort(order, [&](size_t a, size_t b) { return values[a] > values[b]; });
    order.resize(static_cast<size_t>(count));
    return order;
}

// Experts outside the best groups are out of the choice.
void keepBestGroups(const ExpertsSpec& spec, std::vector<float>& choice) {
    if (spec.groups <= 1) {
        return;
    }
    const auto size = static_cast<size_t>(spec.count / spec.groups);
    std::vector<float> groups;
    for (size_t begin = 0; begin < choice.size(); begin += size) {
        std::vector<float> members(choice.begin() + static_cast<std::ptrdiff_t>(begin),
                                   choice.begin() + static_cast<std::ptrdiff_t>(begin + size));
        std::ranges::sort(members, std::greater<>());
        const bool two = spec.groupScore == ExpertsSpec::GroupScore::TwoLargest && members.size() > 1;
        groups.push_back(members[0] + (two ? members[1] : 0.0F));
    }
    const std::vector<size_t> best = largestOf(groups, spec.topGroups);
    for (size_t group = 0; group < groups.size(); ++group) {
        if (std::ranges::find(best, group) == best.end()) {
            std::fill_n(choice.begin() + static_cast<std::ptrdiff_t>(group * size), size, kNever);
        }
    }
}

} // namespace

std::vector<ExpertTokens> chooseExperts(const ExpertsSpec& spec, const TensorView& scores,
                                        const TensorView& correction) {
    std::vector<ExpertTokens> chosen(static_cast<size_t>(spec.count));
    for (int64_t row = 0; row < scores.rows(); ++row) {
        const auto logits = scores.slice(row, row + 1).floats();
        std::vector<float> weights(logits.begin(), logits.end());
        toProbabilities(spec.scoring, weights);
        std::vector<float> choice = weights;
        for (size_t expert = 0; !correction.empty() && expert < choice.size(); ++expert) {
            choice[expert] += correction.floats()[expert];
        }
        keepBestGroups(spec, choice);
        const std::vector<size_t> experts = largestOf(choice, spec.perToken);
        float sum = 0.0F;
        for (const size_t expert : experts) {
            sum += weights[expert];
        }
        const float factor = spec.factor / (spec.normalized ? sum + 1e-20F : 1.0F);
        for (const size_t expert : experts) {
            chosen[expert].rows.push_back(row);
            chosen[expert].weights.push_back(weights[expert] * factor);
        }
    }
    return chosen;
}

} // namespace salient
