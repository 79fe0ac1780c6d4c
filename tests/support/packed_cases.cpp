// SPDX-License-Identifier: Apache-2.0
#include "tests/support/packed_cases.h"

#include <numeric>

namespace salient {

PackedLinear randomPacked(int64_t out, int64_t in, int bits, int64_t groupSize) {
    PackedLinear packed(out, in, bits, groupSize);
    const auto maxCode = static_cast<uint32_t>((1 << bits) - 1);
    uint32_t state = 12345;
    const auto next = [&state] { return (state = state * 1664525U + 1013904223U) >> 16; };
    std::vector<uint8_t> codes(static_cast<size_t>(in));
    for (int64_t row = 0; row < out; ++row) {
        for (uint8_t& code : codes) {
            code = static_cast<uint8_t>(next() % (maxCode + 1));
        }
        packed.packRow(row, codes);
    }
    for (uint8_t& zero : packed.zeros()) {
        zero = static_cast<uint8_t>(next() % (maxCode + 1));
    }
    for (Float16& scale : packed.scales()) {
        scale = toFloat16(0.001F + 0.0001F * static_cast<float>(next() % 100));
    }
    return packed;
}

std::vector<int32_t> shuffledInputs(int64_t in) {
    // A stride that has no factor in common with `in` visits every input once.
    int64_t stride = in / 2 + 1;
    while (std::gcd(stride, in) != 1) {
        ++stride;
    }
    std::vector<int32_t> order;
    for (int64_t i = 0; i < in; ++i) {
        order.push_back(static_cast<int32_t>((i * stride + 1) % in));
    }
    return order;
}

} // namespace salient
