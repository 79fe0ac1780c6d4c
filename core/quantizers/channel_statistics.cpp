// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/channel_statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace salient {

namespace {

// sums[group] += |w| / (max|w| + 1e-6)
void addRelativeMagnitudes(std::span<const float> weights, std::span<double> sums) {
    float largest = 0.0F;
    for (const float w : weights) {
        largest = std::max(largest, std::fabs(w));
    }
    const float divisor = largest + 1e-6F;
    for (size_t j = 0; j < weights.size(); ++j) {
        sums[j] += std::fabs(weights[j]) / divisor;
    }
}

} // namespace

std::vector<float> relativeWeightMean(const std::vector<TensorView>& weights, int64_t group) {
    assert(!weights.empty() && group > 0 && weights.front().columns() % group == 0);
    const int64_t in = weights.front().columns();
    std::vector<double> sums(static_cast<size_t>(in), 0.0);
    int64_t rows = 0;
    for (const TensorView& weight : weights) {
        assert(weight.columns() == in);
        rows += weight.rows();
        const std::span<const float> values = weight.floats();
        for (int64_t at = 0; at < weight.elements(); at += group) {
            addRelativeMagnitudes(values.subspan(at, group), std::span(sums).subspan(at % in, group));
        }
    }
    std::vector<float> means(sums.size());
    std::ranges::transform(sums, means.begin(),
                           [&](double sum) { return static_cast<float>(sum / static_cast<double>(rows)); });
    return means;
}

std::vector<float> averageTied(std::span<const float> values, const TiedHeads& tie) {
    assert(static_cast<int64_t>(values.size()) == tie.channels());
    std::vector<float> averaged(values.size());
    for (int64_t head = 0; head < tie.kvHeads; ++head) {
        for (int64_t d = 0; d < tie.headDim; ++d) {
            const auto channel = [&](int64_t r) { return (head * tie.repeat + r) * tie.headDim + d; };
            double sum = 0.0;
            for (int64_t r = 0; r < tie.repeat; ++r) {
                sum += values[channel(r)];
            }
            for (int64_t r = 0; r < tie.repeat; ++r) {
                averaged[channel(r)] = static_cast<float>(sum / static_cast<double>(tie.repeat));
            }
        }
    }
    return averaged;
}

std::vector<int64_t> unusableChannels(std::span<const float> values, size_t count) {
    std::vector<int64_t> channels;
    for (size_t j = 0; j < values.size() && channels.size() < count; ++j) {
        if (!std::isfinite(values[j]) || values[j] < 0.0F) {
            channels.push_back(static_cast<int64_t>(j));
        }
    }
    return channels;
}

} // namespace salient
