// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_proof.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <vector>

namespace salient {

namespace {

// Half a unit in the last place of fp16, of normal and of subnormal numbers.
constexpr float kHalfUnit = 0x1p-11F;
constexpr float kHalfSubnormal = 0x1p-25F;

float largestMinimum(const GgufSource& source, int64_t row) {
    const int64_t groups = source.packed->groups();
    const auto first = static_cast<size_t>(source.order.sourceRow(row) * groups);
    float largest = 0.0F;
    for (size_t group = first; group < first + static_cast<size_t>(groups); ++group) {
        largest = std::max(largest, static_cast<float>(source.packed->zeros()[group]) *
                                        std::abs(toFloat(source.packed->scales()[group])));
    }
    return largest;
}

/// Nothing where the type rounds coarsely.
std::optional<float> allowedDifference(const GgufSource& source, std::span<const float> wanted, int64_t row) {
    if (source.tensor.type == GgufType::F32 || source.fit == PackedFit::Exact) {
        return 0.0F;
    }
    if (source.tensor.type == GgufType::F16) {
        float largest = 0.0F;
        for (const float value : wanted) {
            largest = std::max(largest, std::abs(value));
        }
        return largest * kHalfUnit + kHalfSubnormal;
    }
    if (source.fit == PackedFit::MinimumRounded) {
        // A hair more, for the sums in F32.
        return largestMinimum(source, row) * kHalfUnit * 1.01F + kHalfSubnormal;
    }
    return std::nullopt;
}

} // namespace

uint64_t fingerprintOf(std::span<const std::byte> bytes) {
    GgufFingerprint fingerprint;
    fingerprint.add(bytes);
    return fingerprint.value();
}

double GgufError::relative() const {
    return squares > 0.0 ? std::sqrt(squaredError / squares) : 0.0;
}

std::string compareTensor(const GgufSource& source, std::span<const std::byte> data, GgufError& error) {
    const GgufTensor& tensor = source.tensor;
    const auto columns = static_cast<size_t>(tensor.columns());
    const auto rowSize = static_cast<size_t>(rowBytes(tensor.type, tensor.columns()));
    std::vector<float> wanted(columns);
    std::vector<float> found(columns);
    for (int64_t row = 0; row < tensor.rows(); ++row) {
        sourceRow(source, row, wanted);
        dequantizeRow(tensor.type, data.subspan(static_cast<size_t>(row) * rowSize, rowSize), found);
        float largest = 0.0F;
        bool finite = true;
        for (size_t i = 0; i < columns; ++i) {
            const float difference = std::abs(found[i] - wanted[i]);
            finite = finite && std::isfinite(difference);
            largest = std::max(largest, difference);
            error.squaredError += static_cast<double>(difference) * static_cast<double>(difference);
            error.squares += static_cast<double>(wanted[i]) * static_cast<double>(wanted[i]);
        }
        const auto allowed = allowedDifference(source, wanted, row);
        if (!finite || (allowed && largest > *allowed)) {
            return fmt::format("differs by {:.3g} in row {}{}", largest, row,
                               allowed ? fmt::format(" (at most {:.3g} is allowed)", *allowed) : "");
        }
    }
    return "";
}

} // namespace salient
