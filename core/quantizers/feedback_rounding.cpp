// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/feedback_rounding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace salient {

namespace {

constexpr double kMostDamping = 10.0;

FeedbackGroups groupsOf(ColumnOrder order) {
    return order == ColumnOrder::Act         ? FeedbackGroups::Ordered
           : order == ColumnOrder::StaticAct ? FeedbackGroups::Static
                                             : FeedbackGroups::Kept;
}

// Groups by their largest diagonal; the channels of each are in the right order already.
std::vector<int32_t> groupsInOrder(std::span<const float> diagonal, const std::vector<int32_t>& within, int64_t group) {
    std::vector<int64_t> starts;
    for (int64_t start = 0; start < static_cast<int64_t>(within.size()); start += group) {
        starts.push_back(start);
    }
    std::ranges::stable_sort(starts, std::ranges::greater(),
                             [&](int64_t start) { return diagonal[static_cast<size_t>(within[start])]; });
    std::vector<int32_t> order;
    order.reserve(within.size());
    for (const int64_t start : starts) {
        order.insert(order.end(), within.begin() + start, within.begin() + start + group);
    }
    return order;
}

} // namespace

std::vector<int32_t> columnOrder(std::span<const float> diagonal, int64_t group, ColumnOrder order) {
    if (order == ColumnOrder::AsIs) {
        return {};
    }
    const auto in = static_cast<int64_t>(diagonal.size());
    std::vector<int32_t> channels(diagonal.size());
    std::iota(channels.begin(), channels.end(), 0);
    const int64_t sorted = order == ColumnOrder::GroupAware ? group : in;
    for (int64_t start = 0; start < in; start += sorted) {
        std::stable_sort(channels.begin() + start, channels.begin() + start + sorted, [&](int32_t a, int32_t b) {
            return diagonal[static_cast<size_t>(a)] > diagonal[static_cast<size_t>(b)];
        });
    }
    return order == ColumnOrder::GroupAware ? groupsInOrder(diagonal, channels, group) : channels;
}

std::optional<FeedbackFactor> feedbackFactor(Backend& backend, const TensorView& gram, int64_t group,
                                             const FeedbackSettings& settings) {
    const int64_t in = gram.rows();
    std::vector<float> diagonal(static_cast<size_t>(in));
    double sum = 0.0;
    for (int64_t j = 0; j < in; ++j) {
        diagonal[static_cast<size_t>(j)] = gram.floats()[j * in + j];
        sum += diagonal[static_cast<size_t>(j)];
    }
    const double mean = sum / static_cast<double>(in);
    if (!(mean > 0.0) || !std::isfinite(mean)) {
        return std::nullopt;
    }
    FeedbackFactor result{columnOrder(diagonal, group, settings.order), Tensor({in, in}, DType::F32), settings.damping};
    for (; result.damping <= kMostDamping; result.damping *= 2.0) {
        result.added = result.damping * mean;
        if (backend.factorizeGram(gram, result.order, result.added, result.factor)) {
            return result;
        }
    }
    return std::nullopt;
}

FeedbackResult roundWithFeedback(Backend& backend, const TensorView& weight, const FeedbackFactor& factor,
                                 const FeedbackSettings& settings, const QuantSpec& spec) {
    return backend.quantizeWithFeedback(
        weight, {factor.factor.view(), factor.order, groupsOf(settings.order), settings.range}, spec);
}

} // namespace salient
