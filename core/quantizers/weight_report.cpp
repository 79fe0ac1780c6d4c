// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/weight_report.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace salient {

namespace {

constexpr int64_t kBins = 64;
constexpr int64_t kPooled = 512;
constexpr int64_t kLargest = 32;

void addToHistogram(std::span<const float> values, double low, double high, std::vector<int64_t>& bins) {
    const double width = high > low ? (high - low) / static_cast<double>(kBins) : 1.0;
    for (const float value : values) {
        const auto bin = static_cast<int64_t>((static_cast<double>(value) - low) / width);
        ++bins[static_cast<size_t>(std::clamp<int64_t>(bin, 0, kBins - 1))];
    }
}

} // namespace

WeightReport beginReport(Backend& backend, const TensorView& weight, const TensorView& gram, const QuantSpec& spec) {
    WeightReport report;
    report.energy = backend.gramLoss(weight, gram, {});
    Tensor error(weight.shape, DType::F32);
    backend.roundingError(weight, {}, spec, error);
    report.rtnError = backend.gramLoss(error, gram, {});
    const auto values = weight.floats();
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    report.histogramMin = *low;
    report.histogramMax = *high;
    report.histogram.resize(kBins);
    addToHistogram(values, report.histogramMin, report.histogramMax, report.histogram);
    return report;
}

void finishReport(Backend& backend, const PackedComparison& c, const WeightReport& before, LayerQuantized& layer) {
    Tensor rounded(c.target.shape, DType::F32);
    backend.dequantize(c.packed, rounded);
    auto error = rounded.floats();
    const auto target = c.target.floats();
    // Scaled weights before and after rounding, in the bins of the originals.
    layer.histogramMin = before.histogramMin;
    layer.histogramMax = before.histogramMax;
    layer.histogramBefore = before.histogram;
    layer.histogramScaled.assign(kBins, 0);
    addToHistogram(target, before.histogramMin, before.histogramMax, layer.histogramScaled);
    layer.histogramAfter.assign(kBins, 0);
    addToHistogram(error, before.histogramMin, before.histogramMax, layer.histogramAfter);
    for (size_t i = 0; i < error.size(); ++i) {
        error[i] -= target[i];
    }
    if (!c.rowScale.empty()) {
        backend.scaleMatrix(rounded, c.rowScale, {});
    }
    const double energy = std::max(before.energy, 1e-30);
    layer.relativeError = backend.gramLoss(rounded, c.gram, {}) / energy;
    layer.rtnRelativeError = before.rtnError / energy;
    layer.sqnrDb = -10.0 * std::log10(std::max(layer.relativeError, 1e-30));
}

ChannelMagnitudes channelMagnitudes(int64_t block, const std::string& group, const Tensor& mean) {
    const auto values = mean.floats();
    const auto channels = static_cast<int64_t>(values.size());
    ChannelMagnitudes result{block, group, channels, {}, {}, {}};
    const int64_t width = (channels + kPooled - 1) / kPooled;
    for (int64_t begin = 0; begin < channels; begin += width) {
        const auto pool =
            values.subspan(static_cast<size_t>(begin), static_cast<size_t>(std::min(width, channels - begin)));
        result.pooled.push_back(*std::max_element(pool.begin(), pool.end()));
    }
    std::vector<int64_t> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    const int64_t largest = std::min(kLargest, channels);
    std::partial_sort(order.begin(), order.begin() + largest, order.end(), [&](int64_t a, int64_t b) {
        return values[static_cast<size_t>(a)] > values[static_cast<size_t>(b)];
    });
    for (int64_t i = 0; i < largest; ++i) {
        result.largest.push_back(order[static_cast<size_t>(i)]);
        result.largestValues.push_back(values[static_cast<size_t>(order[static_cast<size_t>(i)])]);
    }
    return result;
}

} // namespace salient
