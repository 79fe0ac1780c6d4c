// SPDX-License-Identifier: Apache-2.0
// Compiled with -ffp-contract=off: a fused multiply-add would make the result depend on the instruction set.
#include "kernels/cpu/isa/group_rounding.h"

#include "kernels/dtype.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace salient {
namespace {

constexpr float kSmallestHalf = 0x1p-24F; // smallest positive fp16, the floor of IncludeZero's scales
constexpr float kAutoAwqFloor = 1e-5F;    // smallest range of the AutoAwq rules
constexpr float kLargestHalf = 65504.0F;
constexpr int64_t kChunk = 256; // scaled weights of a group kept at hand; longer groups are scaled twice

// Adding and subtracting 1.5·2^23 rounds |x| < 2^22 half to even on every instruction set; larger values stay larger
// than any code, so that the clamp that follows gives the same code.
inline float roundHalfEven(float x) {
    constexpr float kMagic = 12582912.0F;
    return (x + kMagic) - kMagic;
}

inline float clampTo(float x, float low, float high) {
    const float raised = x < low ? low : x; // keeps NaN
    return raised > high ? high : raised;
}

struct Range {
    float low = std::numeric_limits<float>::infinity();
    float high = -std::numeric_limits<float>::infinity();
};

// Smallest and largest of `count` values; NaN is passed over.
Range rangeOf(const float* values, int64_t count) {
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
#pragma omp simd reduction(min : low) reduction(max : high)
    for (int64_t j = 0; j < count; ++j) {
        low = values[j] < low ? values[j] : low;
        high = values[j] > high ? values[j] : high;
    }
    return {low, high};
}

// What one rule does with a group: the grid, and a weight's code and rounded value on it.
template <RangeRule rule>
struct Rule;

template <>
struct Rule<RangeRule::IncludeZero> {
    static float prepare(float w) { return w; }
    static float unscale(float w, const ColumnScale& columns, int64_t j) { return w * columns.inverse[j]; }

    static GroupGrid grid(Range range, const QuantSpec& spec) {
        const float low = std::min(range.low, 0.0F);
        const float high = std::max(range.high, 0.0F);
        const float middle = static_cast<float>(1 << (spec.bits - 1));
        const auto last = static_cast<float>(spec.maxCode());
        const float step = spec.symmetric ? std::max(-low, high) / (middle - 1.0F) : (high - low) / last;
        const float scale = std::max(roundToFloat16(step), kSmallestHalf);
        const float zero = spec.symmetric ? middle : clampTo(roundHalfEven(-low * (1.0F / scale)), 0.0F, last);
        return {scale, zero};
    }

    struct Rounder {
        GroupGrid grid;
        float inverse;
        float last;
        Rounder(const GroupGrid& g, const QuantSpec& spec)
            : grid(g), inverse(1.0F / g.scale), last(static_cast<float>(spec.maxCode())) {}
        float code(float w) const { return clampTo(roundHalfEven(w * inverse) + grid.zero, 0.0F, last); }
        float value(float w) const { return (code(w) - grid.zero) * grid.scale; }
    };
};

template <>
struct Rule<RangeRule::AutoAwq> {
    static float prepare(float w) { return w; }
    static float unscale(float w, const ColumnScale& columns, int64_t j) { return w / columns.scale[j]; }

    static GroupGrid grid(Range range, const QuantSpec& spec) {
        const float middle = static_cast<float>(1 << (spec.bits - 1));
        const auto last = static_cast<float>(spec.maxCode());
        if (spec.symmetric) {
            const float largest = std::max(std::fabs(range.low), std::fabs(range.high));
            return {std::max(largest, kAutoAwqFloor) / (middle - 1.0F), middle};
        }
        const float scale = std::max(range.high - range.low, kAutoAwqFloor) / last;
        return {scale, clampTo(-roundHalfEven(range.low / scale), 0.0F, last)};
    }

    struct Rounder {
        GroupGrid grid;
        float last;
        Rounder(const GroupGrid& g, const QuantSpec& spec) : grid(g), last(static_cast<float>(spec.maxCode())) {}
        float code(float w) const { return clampTo(roundHalfEven(w / grid.scale) + grid.zero, 0.0F, last); }
        float value(float w) const { return (code(w) - grid.zero) * grid.scale; }
    };
};

template <>
struct Rule<RangeRule::AutoAwqHalf> {
    static float prepare(float w) { return roundToFloat16(w); }
    static float unscale(float w, const ColumnScale& columns, int64_t j) { return w / columns.scale[j]; }

    static GroupGrid grid(Range range, const QuantSpec& spec) {
        const float floor = roundToFloat16(kAutoAwqFloor);
        const float middle = static_cast<float>(1 << (spec.bits - 1));
        const auto last = static_cast<float>(spec.maxCode());
        if (spec.symmetric) {
            const float largest = std::max(std::fabs(range.low), std::fabs(range.high));
            return {roundToFloat16(std::max(largest, floor) / (middle - 1.0F)), middle};
        }
        const float scale = roundToFloat16(std::max(roundToFloat16(range.high - range.low), floor) / last);
        return {scale, clampTo(-roundHalfEven(roundToFloat16(range.low / scale)), 0.0F, last)};
    }

    struct Rounder {
        GroupGrid grid;
        float scaledZero;
        float last;
        Rounder(const GroupGrid& g, const QuantSpec& spec)
            : grid(g), scaledZero(roundToFloat16(g.zero * g.scale)), last(static_cast<float>(spec.maxCode())) {}
        // The integers are derived once more from the rounded weights, as WQLinear_GEMM.from_linear does.
        float code(float w) const {
            const float first = clampTo(roundHalfEven(roundToFloat16(w / grid.scale)) + grid.zero, 0.0F, last);
            const float rounded = roundToFloat16((first - grid.zero) * grid.scale);
            const float again = roundToFloat16(roundToFloat16(rounded + scaledZero) / grid.scale);
            return clampTo(roundHalfEven(again), 0.0F, last);
        }
        float value(float w) const { return (code(w) - grid.zero) * grid.scale; }
    };
};

template <RangeRule rule>
void scaleChunk(const float* weight, const float* scale, int64_t count, float* scaled) {
    if (scale == nullptr) {
        for (int64_t j = 0; j < count; ++j) {
            scaled[j] = Rule<rule>::prepare(weight[j]);
        }
        return;
    }
    for (int64_t j = 0; j < count; ++j) {
        scaled[j] = Rule<rule>::prepare(weight[j] * scale[j]);
    }
}

// Calls visit(first column, scaled weights, count, rounder) for every chunk of every group of a row.
template <RangeRule rule, typename Visit>
void forEachChunk(const float* weight, const float* scale, int64_t in, const QuantSpec& spec, Visit visit) {
    const int64_t group = spec.groupFor(in);
    alignas(64) float scaled[kChunk];
    for (int64_t begin = 0; begin < in; begin += group) {
        Range range;
        for (int64_t at = begin; at < begin + group; at += kChunk) {
            const int64_t count = std::min(kChunk, begin + group - at);
            scaleChunk<rule>(weight + at, scale == nullptr ? nullptr : scale + at, count, scaled);
            const Range part = rangeOf(scaled, count);
            range = {std::min(range.low, part.low), std::max(range.high, part.high)};
        }
        const typename Rule<rule>::Rounder rounder(Rule<rule>::grid(range, spec), spec);
        for (int64_t at = begin; at < begin + group; at += kChunk) {
            const int64_t count = std::min(kChunk, begin + group - at);
            if (group > kChunk) {
                scaleChunk<rule>(weight + at, scale == nullptr ? nullptr : scale + at, count, scaled);
            }
            visit(at, scaled, count, rounder);
        }
    }
}

template <RangeRule rule>
void fakeQuantizeRow(const float* weight, const ColumnScale& columns, int64_t in, const QuantSpec& spec, float* out) {
    forEachChunk<rule>(weight, columns.scale, in, spec,
                       [&](int64_t at, const float* scaled, int64_t count, const auto rounder) {
                           float* target = out + at;
                           if (columns.scale == nullptr) {
                               for (int64_t j = 0; j < count; ++j) {
                                   target[j] = rounder.value(scaled[j]);
                               }
                               return;
                           }
                           const ColumnScale here{columns.scale + at, columns.inverse + at};
                           for (int64_t j = 0; j < count; ++j) {
                               target[j] = Rule<rule>::unscale(rounder.value(scaled[j]), here, j);
                           }
                       });
}

template <RangeRule rule>
void roundingErrorRow(const float* weight, const ColumnScale& columns, int64_t in, const QuantSpec& spec, float* out) {
    forEachChunk<rule>(weight, columns.scale, in, spec,
                       [&](int64_t at, const float* scaled, int64_t count, const auto rounder) {
                           const float* source = weight + at;
                           float* target = out + at;
                           if (columns.scale == nullptr) {
                               for (int64_t j = 0; j < count; ++j) {
                                   target[j] = source[j] - rounder.value(scaled[j]);
                               }
                               return;
                           }
                           const ColumnScale here{columns.scale + at, columns.inverse + at};
                           for (int64_t j = 0; j < count; ++j) {
                               target[j] = source[j] - Rule<rule>::unscale(rounder.value(scaled[j]), here, j);
                           }
                       });
}

template <RangeRule rule>
void clippedError(const float* weight, float limit, int64_t group, const QuantSpec& spec, float* error) {
    for (int64_t j = 0; j < group; ++j) {
        error[j] = Rule<rule>::prepare(clampTo(weight[j], -limit, limit));
    }
    const typename Rule<rule>::Rounder rounder(Rule<rule>::grid(rangeOf(error, group), spec), spec);
    for (int64_t j = 0; j < group; ++j) {
        error[j] = rounder.value(error[j]) - weight[j];
    }
}

// False when the file's fp16 cannot hold the scale.
bool fitsHalf(float scale) {
    return scale <= kLargestHalf || std::isfinite(roundToFloat16(scale));
}

template <RangeRule rule>
int64_t quantizeRow(const float* weight, int64_t in, const QuantSpec& spec, uint8_t* codes, GroupGrid* grids) {
    int64_t refused = -1;
    const int64_t group = spec.groupFor(in);
    forEachChunk<rule>(weight, nullptr, in, spec,
                       [&](int64_t at, const float* scaled, int64_t count, const auto rounder) {
                           grids[at / group] = rounder.grid;
                           if (refused >= 0 || !fitsHalf(rounder.grid.scale)) {
                               refused = refused >= 0 ? refused : at / group;
                               return;
                           }
                           for (int64_t j = 0; j < count; ++j) {
                               codes[at + j] = static_cast<uint8_t>(rounder.code(scaled[j]));
                           }
                       });
    return refused;
}

// Calls `work` with the rule as a compile-time constant.
template <typename Work>
auto withRule(RangeRule rule, Work work) {
    switch (rule) {
    case RangeRule::AutoAwq:
        return work(std::integral_constant<RangeRule, RangeRule::AutoAwq>{});
    case RangeRule::AutoAwqHalf:
        return work(std::integral_constant<RangeRule, RangeRule::AutoAwqHalf>{});
    case RangeRule::IncludeZero:
        break;
    }
    return work(std::integral_constant<RangeRule, RangeRule::IncludeZero>{});
}

} // namespace

void RowRounding::fakeQuantize(const float* weight, ColumnScale columns, int64_t in, float* out) const {
    withRule(spec.rule, [&](auto rule) { fakeQuantizeRow<rule()>(weight, columns, in, spec, out); });
}

void RowRounding::roundingError(const float* weight, ColumnScale columns, int64_t in, float* out) const {
    withRule(spec.rule, [&](auto rule) { roundingErrorRow<rule()>(weight, columns, in, spec, out); });
}

void RowRounding::clippedGroupError(const float* weight, float limit, int64_t group, float* error) const {
    withRule(spec.rule, [&](auto rule) { clippedError<rule()>(weight, limit, group, spec, error); });
}

int64_t RowRounding::quantize(const float* weight, int64_t in, uint8_t* codes, GroupGrid* grids) const {
    return withRule(spec.rule, [&](auto rule) { return quantizeRow<rule()>(weight, in, spec, codes, grids); });
}

} // namespace salient
