// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/salient_channels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace salient {

std::vector<int64_t> salientChannels(std::span<const float> meanMagnitude, double share) {
    assert(share > 0.0 && share <= 1.0 && !meanMagnitude.empty());
    const auto wanted = std::llround(share * static_cast<double>(meanMagnitude.size()));
    std::vector<int64_t> channels(meanMagnitude.size());
    std::iota(channels.begin(), channels.end(), int64_t{0});
    const auto larger = [&](int64_t a, int64_t b) {
        return meanMagnitude[static_cast<size_t>(a)] > meanMagnitude[static_cast<size_t>(b)];
    };
    std::ranges::stable_sort(channels, larger);
    channels.resize(static_cast<size_t>(std::max<long long>(wanted, 1)));
    std::ranges::sort(channels);
    return channels;
}

void roundAllBut(Backend& backend, std::span<const int64_t> channels, const QuantSpec& spec, Tensor& weight) {
    const int64_t in = weight.columns();
    const PackedLinear packed = backend.quantize(weight, spec);
    Tensor rounded(weight.shape(), DType::F32);
    backend.dequantize(packed, rounded);
    for (int64_t row = 0; row < weight.rows(); ++row) {
        for (const int64_t channel : channels) {
            const auto at = static_cast<size_t>(row * in + channel);
            rounded.floats()[at] = roundToFloat16(weight.floats()[at]);
        }
    }
    weight = std::move(rounded);
}

int64_t salientBytes(int64_t out, int64_t in, int64_t channels, const QuantSpec& spec) {
    const int64_t rowBits = (in - channels) * spec.bits + channels * 16 + spec.groupsFor(in) * (16 + spec.bits);
    return (out * rowBits + 7) / 8 + channels * 4;
}

} // namespace salient
