// SPDX-License-Identifier: Apache-2.0
#pragma once

// For rounding_kernels.cpp only: what each RangeRule does with a group. As in lane_math.h, nothing from elsewhere is
// called, and everything is branch-free so that loops over it become vector code.

#include "kernels/cpu/isa/lane_math.h"
#include "kernels/cpu/isa/rounding_kernels.h"

namespace salient::SALIENT_ISA_NAMESPACE {

#define SALIENT_INLINE [[gnu::always_inline]] inline

// Adding and subtracting 1.5·2^23 rounds |x| < 2^22 half to even on every instruction set; larger values stay larger
// than any code, so that the clamp that follows gives the same code.
SALIENT_INLINE float roundHalfEven(float x) {
    constexpr float kMagic = 12582912.0F;
    return (x + kMagic) - kMagic;
}
// The three keep a NaN in x.
SALIENT_INLINE float atLeast(float x, float low) {
    return x < low ? low : x;
}
SALIENT_INLINE float atMost(float x, float high) {
    return x > high ? high : x;
}
SALIENT_INLINE float clampTo(float x, float low, float high) {
    return atMost(atLeast(x, low), high);
}
SALIENT_INLINE float roundToHalf(float x) {
    return floatOfHalf(halfOfFloat(x));
}
SALIENT_INLINE float largestOf(GroupRange range) {
    return atLeast(range.high, -range.low);
}

/// Integers of a grid before a group is seen.
struct CodeRange {
    float last;   // 2^bits − 1
    float middle; // 2^(bits−1)
    bool symmetric;
    SALIENT_INLINE explicit CodeRange(const QuantSpec& spec)
        : last(static_cast<float>((1 << spec.bits) - 1)), middle(static_cast<float>(1 << (spec.bits - 1))),
          symmetric(spec.symmetric) {}
};

/// A grid made ready for a loop over the weights of its group.
struct IncludeZeroRule {
    GroupGrid grid;
    float inverse, low, high; // codes minus zero lie in [low, high]

    SALIENT_INLINE IncludeZeroRule(GroupRange range, CodeRange codes) {
        constexpr float kSmallestHalf = 0x1p-24F;
        const float least = atMost(range.low, 0.0F);
        const float most = atLeast(range.high, 0.0F);
        const float step =
            codes.symmetric ? largestOf({least, most}) / (codes.middle - 1.0F) : (most - least) / codes.last;
        grid.scale = atLeast(roundToHalf(step), kSmallestHalf);
        inverse = 1.0F / grid.scale;
        grid.zero = codes.symmetric ? codes.middle : clampTo(roundHalfEven(-least * inverse), 0.0F, codes.last);
        low = -grid.zero;
        high = codes.last - grid.zero;
    }
    SALIENT_INLINE static float prepare(float w) { return w; }
    SALIENT_INLINE float steps(float w) const { return clampTo(roundHalfEven(w * inverse), low, high); }
    SALIENT_INLINE static float unscale(float w, float /*scale*/, float inverseScale) { return w * inverseScale; }
};

struct AutoAwqRule {
    GroupGrid grid;
    float low, high;

    SALIENT_INLINE AutoAwqRule(GroupRange range, CodeRange codes) {
        constexpr float kFloor = 1e-5F;
        if (codes.symmetric) {
            grid = {atLeast(largestOf(range), kFloor) / (codes.middle - 1.0F), codes.middle};
        } else {
            grid.scale = atLeast(range.high - range.low, kFloor) / codes.last;
            grid.zero = clampTo(-roundHalfEven(range.low / grid.scale), 0.0F, codes.last);
        }
        low = -grid.zero;
        high = codes.last - grid.zero;
    }
    SALIENT_INLINE static float prepare(float w) { return w; }
    SALIENT_INLINE float steps(float w) const { return clampTo(roundHalfEven(w / grid.scale), low, high); }
    SALIENT_INLINE static float unscale(float w, float scale, float /*inverseScale*/) { return w / scale; }
};

// PyTorch computes an fp16 operation on the CPU in fp32 and rounds its result.
struct AutoAwqHalfRule {
    GroupGrid grid;
    float scaledZero, low, high;

    SALIENT_INLINE AutoAwqHalfRule(GroupRange range, CodeRange codes) {
        const float floor = roundToHalf(1e-5F);
        if (codes.symmetric) {
            grid = {roundToHalf(atLeast(largestOf(range), floor) / (codes.middle - 1.0F)), codes.middle};
        } else {
            grid.scale = roundToHalf(atLeast(roundToHalf(range.high - range.low), floor) / codes.last);
            grid.zero = clampTo(-roundHalfEven(roundToHalf(range.low / grid.scale)), 0.0F, codes.last);
        }
        scaledZero = roundToHalf(grid.zero * grid.scale);
        low = -grid.zero;
        high = codes.last - grid.zero;
    }
    SALIENT_INLINE static float prepare(float w) { return roundToHalf(w); }
    // The integers are derived once more from the rounded weight, as WQLinear_GEMM.from_linear does.
    SALIENT_INLINE float steps(float w) const {
        const float first = clampTo(roundHalfEven(roundToHalf(w / grid.scale)), low, high);
        const float rounded = roundToHalf(first * grid.scale);
        const float again = roundHalfEven(roundToHalf(roundToHalf(rounded + scaledZero) / grid.scale));
        return clampTo(again - grid.zero, low, high);
    }
    SALIENT_INLINE static float unscale(float w, float scale, float /*inverseScale*/) { return w / scale; }
};

#undef SALIENT_INLINE

} // namespace salient::SALIENT_ISA_NAMESPACE
