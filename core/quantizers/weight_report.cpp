// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/weight_report.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace salient {

namespace {

constexpr int64_t kBins = 64;
constexpr double kSmallestRelativeError = 1e-20; // 200 dB, so that a perfect layer has a number

// ‖X Dᵀ‖², or ‖D‖² without a Gram matrix.
double energy(Backend& backend, const TensorView& d, const TensorView& gram) {
    if (!gram.empty()) {
        return backend.gramLoss(d, gram, {});
    }
    double sum = 0.0;
    for (const float value : d.floats()) {
        sum += static_cast<double>(value) * value;
    }
    return sum;
}

std::vector<int64_t> histogram(std::span<const float> values, double low, double high) {
    std::vector<int64_t> bins(kBins, 0);
    const double binsPerUnit = high > low ? kBins / (high - low) : 0.0;
    for (const float value : values) {
        const double position = (value - low) * binsPerUnit;
        ++bins[static_cast<size_t>(std::clamp(position, 0.0, static_cast<double>(kBins - 1)))];
    }
    return bins;
}

void divideColumns(std::span<float> weights, std::span<const float> columnScale) {
    for (size_t row = 0; row < weights.size(); row += columnScale.size()) {
        for (size_t j = 0; j < columnScale.size(); ++j) {
            weights[row + j] /= columnScale[j];
        }
    }
}

} // namespace

void fillWeightReport(Backend& backend, const WeightReportInput& input, LayerQuantized& report) {
    const PackedLinear& packed = *input.packed;
    assert(input.original.rows() == packed.outFeatures() && input.original.columns() == packed.inFeatures());
    report.inFeatures = packed.inFeatures();
    report.outFeatures = packed.outFeatures();
    report.bits = packed.bits();
    report.groupSize = packed.groupSize();

    Tensor rounded(input.original.shape, DType::F32);
    backend.dequantize(packed, rounded);
    if (!input.columnScale.empty()) {
        divideColumns(rounded.floats(), input.columnScale.floats());
    }
    const auto [low, high] = std::ranges::minmax(input.original.floats());
    report.histogramMin = low;
    report.histogramMax = high;
    report.histogramBefore = histogram(input.original.floats(), low, high);
    report.histogramAfter = histogram(rounded.floats(), low, high);

    const double total = energy(backend, input.original, input.gram);
    const auto relative = [&](const TensorView& error) {
        return total > 0.0 ? energy(backend, error, input.gram) / total : 0.0;
    };
    std::ranges::transform(input.original.floats(), rounded.floats(), rounded.floats().begin(), std::minus<>());
    report.relativeError = relative(rounded);
    report.sqnrDb = -10.0 * std::log10(std::max(report.relativeError, kSmallestRelativeError));
    backend.roundingError(input.original, {}, input.spec, rounded);
    report.rtnRelativeError = relative(rounded);
}

} // namespace salient
