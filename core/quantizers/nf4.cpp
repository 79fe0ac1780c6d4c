// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/nf4.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace salient {

namespace {

// Literals of bitsandbytes/functional.py (get_4bit_type "nf4"); they follow from create_normal_map.
constexpr std::array<float, 16> kValues{
    -1.0F,
    -0.6961928009986877F,
    -0.5250730514526367F,
    -0.39491748809814453F,
    -0.28444138169288635F,
    -0.18477343022823334F,
    -0.09105003625154495F,
    0.0F,
    0.07958029955625534F,
    0.16093020141124725F,
    0.24611230194568634F,
    0.33791524171829224F,
    0.44070982933044434F,
    0.5626170039176941F,
    0.7229568362236023F,
    1.0F,
};

// Below it 1 / max|w| is no number of fp32; bitsandbytes divides by this instead.
constexpr float kSmallestMagnitude = 1e-38F;

template <size_t Count>
constexpr std::array<float, Count - 1> midpointsOf(const std::array<float, Count>& values) {
    std::array<float, Count - 1> midpoints{};
    for (size_t i = 0; i + 1 < Count; ++i) {
        midpoints[i] = (values[i] + values[i + 1]) / 2.0F;
    }
    return midpoints;
}

// Index of the nearest value: how many midpoints lie below x.
template <size_t Count>
uint8_t nearest(const std::array<float, Count>& midpoints, float x) {
    return static_cast<uint8_t>(std::lower_bound(midpoints.begin(), midpoints.end(), x) - midpoints.begin());
}

size_t blocksOf(size_t count, int64_t block) {
    return (count + static_cast<size_t>(block) - 1) / static_cast<size_t>(block);
}

// Calls work(block, values of the block).
template <typename Values, typename Work>
void forBlocks(std::span<Values> values, int64_t size, const Work& work) {
    const auto block = static_cast<size_t>(size);
    for (size_t begin = 0; begin < values.size(); begin += block) {
        work(begin / block, values.subspan(begin, std::min(block, values.size() - begin)));
    }
}

float largestMagnitude(std::span<const float> values) {
    float largest = 0.0F;
    for (const float value : values) {
        largest = std::max(largest, std::fabs(value));
    }
    return largest;
}

float inverseOf(float magnitude) {
    return 1.0F / std::max(magnitude, kSmallestMagnitude);
}

// Seven decades, the upper ones in finer steps: decade i of 10^-6 … 1 is cut into 2^i parts, whose middles are the
// values.
std::array<float, 256> makeDynamicMap() {
    constexpr int kDecades = 7;
    std::vector<float> values{0.0F, 1.0F};
    for (int decade = 0; decade < kDecades; ++decade) {
        const int parts = 1 << decade;
        const double power = std::pow(10.0, decade - (kDecades - 1));
        for (int part = 0; part < parts; ++part) {
            const double middle = 0.1 + 0.9 * (part + 0.5) / parts;
            values.push_back(static_cast<float>(power * middle));
            values.push_back(static_cast<float>(-power * middle));
        }
    }
    std::ranges::sort(values);
    std::array<float, 256> map{};
    assert(values.size() == map.size());
    std::ranges::copy(values, map.begin());
    return map;
}

// Replaces fp32 magnitudes by 8-bit ones and by what is left of them.
void quantizeMagnitudes(Nf4Weight& weight) {
    static const auto midpoints = midpointsOf(dynamicMap());
    const double sum = std::accumulate(weight.magnitudes.begin(), weight.magnitudes.end(), 0.0);
    weight.magnitudeMean = static_cast<float>(sum / static_cast<double>(std::max<size_t>(weight.magnitudes.size(), 1)));
    for (float& magnitude : weight.magnitudes) {
        magnitude -= weight.magnitudeMean;
    }
    forBlocks(std::span(weight.magnitudes), kNf4MagnitudeBlock, [&](size_t, std::span<float> block) {
        const float scale = largestMagnitude(block);
        weight.magnitudeScales.push_back(scale);
        for (float& magnitude : block) {
            const uint8_t code = nearest(midpoints, magnitude * inverseOf(scale));
            weight.magnitudeCodes.push_back(code);
            magnitude = dynamicMap()[code] * scale + weight.magnitudeMean;
        }
    });
}

} // namespace

std::span<const float, 16> nf4Values() {
    return kValues;
}

const std::array<float, 256>& dynamicMap() {
    static const std::array<float, 256> map = makeDynamicMap();
    return map;
}

int64_t Nf4Weight::bytes() const {
    const size_t stored = magnitudeCodes.empty() ? magnitudes.size() * sizeof(float)
                                                 : magnitudeCodes.size() + (magnitudeScales.size() + 1) * sizeof(float);
    return static_cast<int64_t>(codes.size() + stored);
}

Nf4Weight quantizeNf4(const TensorView& weight, Nf4Magnitudes magnitudes) {
    static constexpr auto kMidpoints = midpointsOf(kValues);
    const auto values = weight.floats();
    Nf4Weight result;
    result.shape = weight.shape;
    result.codes.resize(blocksOf(values.size(), 2));
    result.magnitudes.resize(blocksOf(values.size(), kNf4Block));
    forBlocks(values, kNf4Block, [&](size_t block, std::span<const float> part) {
        const float magnitude = largestMagnitude(part);
        const float inverse = inverseOf(magnitude);
        result.magnitudes[block] = magnitude;
        const size_t begin = block * static_cast<size_t>(kNf4Block);
        for (size_t i = 0; i < part.size(); ++i) {
            const unsigned code = nearest(kMidpoints, part[i] * inverse);
            uint8_t& pair = result.codes[(begin + i) / 2];
            pair = static_cast<uint8_t>(i % 2 == 0 ? code << 4U : pair | code);
        }
    });
    if (magnitudes == Nf4Magnitudes::Quantised) {
        quantizeMagnitudes(result);
    }
    return result;
}

Tensor dequantizeNf4(const Nf4Weight& weight) {
    Tensor dense(weight.shape, DType::F32);
    const auto values = dense.floats();
    for (size_t i = 0; i < values.size(); ++i) {
        const unsigned pair = weight.codes[i / 2];
        const unsigned code = i % 2 == 0 ? pair >> 4U : pair & 15U;
        values[i] = kValues[code] * weight.magnitudes[i / static_cast<size_t>(kNf4Block)];
    }
    return dense;
}

} // namespace salient
