// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/accuracy.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>

namespace salient {

static MeanOverItems meanOf(const std::vector<double>& values) {
    assert(!values.empty());
    const auto n = static_cast<double>(values.size());
    double sum = 0.0;
    for (const double value : values) {
        sum += value;
    }
    MeanOverItems result{.mean = sum / n, .standardError = std::numeric_limits<double>::infinity()};
    if (values.size() > 1) {
        double squares = 0.0;
        for (const double value : values) {
            squares += (value - result.mean) * (value - result.mean);
        }
        result.standardError = std::sqrt(squares / (n - 1.0) / n);
    }
    return result;
}

MeanOverItems accuracyOf(const std::vector<bool>& right) {
    return meanOf({right.begin(), right.end()});
}

MeanOverItems accuracyChange(const std::vector<bool>& first, const std::vector<bool>& other) {
    assert(first.size() == other.size());
    std::vector<double> changes(first.size());
    for (size_t i = 0; i < first.size(); ++i) {
        changes[i] = static_cast<double>(other[i]) - static_cast<double>(first[i]);
    }
    return meanOf(changes);
}

} // namespace salient
