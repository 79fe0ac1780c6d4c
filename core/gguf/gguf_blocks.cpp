// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_blocks.h"

#include "core/gguf/gguf_block_parts.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace salient {

using namespace gguf_blocks;

namespace {

bool quantizeQ8_0(const float* x, std::byte* out) {
    float largest = 0.0F;
    for (int i = 0; i < kBlock; ++i) {
        largest = std::max(largest, std::abs(x[i]));
    }
    const float d = largest / 127.0F;
    const float inverse = d != 0.0F ? 1.0F / d : 0.0F;
    for (int i = 0; i < kBlock; ++i) {
        out[2 + i] = std::byte(static_cast<uint8_t>(static_cast<int8_t>(std::round(x[i] * inverse))));
    }
    return putHalf(out, d);
}

// The value of largest magnitude becomes −8. The product is exact before 8.5 is added, as with fused multiply-add and
// in gguf-py.
bool quantizeQ4_0(const float* x, std::byte* out) {
    float extreme = 0.0F;
    for (int i = 0; i < kBlock; ++i) {
        extreme = std::abs(x[i]) > std::abs(extreme) ? x[i] : extreme;
    }
    const float d = extreme / -8.0F;
    const float inverse = d != 0.0F ? 1.0F / d : 0.0F;
    const auto code = [&](int i) {
        const double shifted = static_cast<double>(x[i]) * static_cast<double>(inverse) + 8.5;
        return std::min(15, static_cast<int>(static_cast<float>(shifted)));
    };
    for (int i = 0; i < kBlock / 2; ++i) {
        out[2 + i] = nibbles(code(i), code(i + kBlock / 2));
    }
    return putHalf(out, d);
}

bool quantizeQ4_1(const float* x, std::byte* out) {
    const auto [low, high] = std::minmax_element(x, x + kBlock);
    const float minimum = *low;
    const float d = (*high - minimum) / 15.0F;
    const float inverse = d != 0.0F ? 1.0F / d : 0.0F;
    const auto code = [&](int i) { return std::min(15, static_cast<int>((x[i] - minimum) * inverse + 0.5F)); };
    for (int i = 0; i < kBlock / 2; ++i) {
        out[4 + i] = nibbles(code(i), code(i + kBlock / 2));
    }
    return putHalf(out, d) && putHalf(out + 2, minimum);
}

bool quantizeBlock(GgufType type, const float* x, std::byte* out) {
    switch (type) {
    case GgufType::F32:
        std::memcpy(out, x, sizeof(float));
        return true;
    case GgufType::F16:
        return putHalf(out, *x);
    case GgufType::Q8_0:
        return quantizeQ8_0(x, out);
    case GgufType::Q4_0:
        return quantizeQ4_0(x, out);
    case GgufType::Q4_1:
        return quantizeQ4_1(x, out);
    case GgufType::Q4_K:
        return quantizeQ4_K(x, out);
    }
    return false;
}

void dequantizeBlock(GgufType type, const std::byte* block, float* out) {
    if (type == GgufType::F32) {
        std::memcpy(out, block, sizeof(float));
        return;
    }
    if (type == GgufType::Q4_K) {
        dequantizeQ4_K(block, out);
        return;
    }
    const float d = halfAt(block);
    if (type == GgufType::F16) {
        *out = d;
    } else if (type == GgufType::Q8_0) {
        for (int i = 0; i < kBlock; ++i) {
            out[i] = static_cast<float>(static_cast<int8_t>(block[2 + i])) * d;
        }
    } else if (type == GgufType::Q4_0) {
        for (int i = 0; i < kBlock; ++i) {
            out[i] = static_cast<float>(nibbleAt(block + 2, i) - 8) * d;
        }
    } else {
        const float minimum = halfAt(block + 2);
        for (int i = 0; i < kBlock; ++i) {
            out[i] = static_cast<float>(nibbleAt(block + 4, i)) * d + minimum;
        }
    }
}

struct CodeLimits {
    int low = 0;
    int high = 0;
};

/// Of code − zero.
CodeLimits limitsOf(GgufType type) {
    return type == GgufType::Q4_0 ? CodeLimits{-8, 7} : CodeLimits{-128, 127};
}

bool codesFit(const PackedLinear& weight, CodeLimits limits) {
    std::vector<uint8_t> codes(static_cast<size_t>(weight.inFeatures()));
    for (int64_t row = 0; row < weight.outFeatures(); ++row) {
        weight.unpackRow(row, codes);
        for (int64_t group = 0; group < weight.groups(); ++group) {
            const int zero = weight.zeros()[static_cast<size_t>(row * weight.groups() + group)];
            const auto first = codes.begin() + group * weight.groupSize();
            const auto [low, high] = std::minmax_element(first, first + weight.groupSize());
            if (*low - zero < limits.low || *high - zero > limits.high) {
                return false;
            }
        }
    }
    return true;
}

float minimumOf(const PackedLinear& weight, size_t group) {
    return -static_cast<float>(weight.zeros()[group]) * toFloat(weight.scales()[group]);
}

bool minimaFit(const PackedLinear& weight) {
    for (size_t group = 0; group < weight.zeros().size(); ++group) {
        const float minimum = minimumOf(weight, group);
        if (roundToFloat16(minimum) != minimum) {
            return false;
        }
    }
    return true;
}

bool minimaOverflow(const PackedLinear& weight) {
    for (size_t group = 0; group < weight.zeros().size(); ++group) {
        if (!std::isfinite(roundToFloat16(minimumOf(weight, group)))) {
            return true;
        }
    }
    return false;
}

void packBlock(GgufType type, const uint8_t* codes, int zero, std::byte* out) {
    if (type == GgufType::Q8_0) {
        for (int i = 0; i < kBlock; ++i) {
            out[2 + i] = std::byte(static_cast<uint8_t>(static_cast<int8_t>(codes[i] - zero)));
        }
        return;
    }
    const int shift = type == GgufType::Q4_0 ? 8 - zero : 0;
    std::byte* packed = out + (type == GgufType::Q4_0 ? 2 : 4);
    for (int i = 0; i < kBlock / 2; ++i) {
        packed[i] = nibbles(codes[i] + shift, codes[i + kBlock / 2] + shift);
    }
}

} // namespace

bool quantizeRow(GgufType type, std::span<const float> row, std::span<std::byte> out) {
    if (!std::all_of(row.begin(), row.end(), [](float value) { return std::isfinite(value); })) {
        return false;
    }
    const int64_t values = blockValues(type);
    const int64_t bytes = blockBytes(type);
    const auto blocks = static_cast<int64_t>(row.size()) / values;
    assert(static_cast<int64_t>(out.size()) == blocks * bytes);
    bool expressible = true;
    for (int64_t block = 0; block < blocks; ++block) {
        expressible = quantizeBlock(type, row.data() + block * values, out.data() + block * bytes) && expressible;
    }
    return expressible;
}

void dequantizeRow(GgufType type, std::span<const std::byte> row, std::span<float> out) {
    const int64_t values = blockValues(type);
    const int64_t bytes = blockBytes(type);
    const auto blocks = static_cast<int64_t>(out.size()) / values;
    assert(static_cast<int64_t>(row.size()) == blocks * bytes);
    for (int64_t block = 0; block < blocks; ++block) {
        dequantizeBlock(type, row.data() + block * bytes, out.data() + block * values);
    }
}

PackedFit packedFit(GgufType type, const PackedLinear& weight) {
    const bool holdsCodes = type == GgufType::Q4_0 || type == GgufType::Q4_1 || type == GgufType::Q8_0;
    if (!holdsCodes || !weight.inputOrder().empty() || weight.groupSize() % kBlock != 0) {
        return PackedFit::No;
    }
    if (type != GgufType::Q4_1) {
        return codesFit(weight, limitsOf(type)) ? PackedFit::Exact : PackedFit::No;
    }
    if (weight.bits() > 4 || minimaOverflow(weight)) {
        return PackedFit::No;
    }
    return minimaFit(weight) ? PackedFit::Exact : PackedFit::MinimumRounded;
}

void packRow(GgufType type, const PackedLinear& weight, int64_t row, std::span<std::byte> out) {
    std::vector<uint8_t> codes(static_cast<size_t>(weight.inFeatures()));
    weight.unpackRow(row, codes);
    const int64_t blocks = weight.inFeatures() / kBlock;
    for (int64_t block = 0; block < blocks; ++block) {
        const auto group = static_cast<size_t>(row * weight.groups() + block * kBlock / weight.groupSize());
        std::byte* place = out.data() + block * blockBytes(type);
        putHalf(place, weight.scales()[group]);
        if (type == GgufType::Q4_1) {
            putHalf(place + 2, minimumOf(weight, group));
        }
        packBlock(type, codes.data() + block * kBlock, weight.zeros()[group], place);
    }
}

} // namespace salient
