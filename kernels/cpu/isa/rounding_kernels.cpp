// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/rounding_kernels.h"

#include "kernels/cpu/isa/rounding_rules.h"

namespace salient::SALIENT_ISA_NAMESPACE {
namespace {

constexpr int64_t kChunk = 256; // scaled weights kept at hand; longer groups are scaled twice

GroupRange groupRange(const float* weight, int64_t group) {
    float low = __builtin_inff();
    float high = -low;
#pragma omp simd reduction(min : low) reduction(max : high)
    for (int64_t j = 0; j < group; ++j) {
        low = weight[j] < low ? weight[j] : low;
        high = weight[j] > high ? weight[j] : high;
    }
    return {low, high};
}

template <typename Rule>
void scaleChunk(const float* weight, const float* scale, int64_t count, float* scaled) {
    if (scale == nullptr) {
#pragma omp simd
        for (int64_t j = 0; j < count; ++j) {
            scaled[j] = Rule::prepare(weight[j]);
        }
        return;
    }
#pragma omp simd
    for (int64_t j = 0; j < count; ++j) {
        scaled[j] = Rule::prepare(weight[j] * scale[j]);
    }
}

const float* after(const float* pointer, int64_t offset) {
    return pointer == nullptr ? nullptr : pointer + offset;
}

// Calls visit(first column, scaled weights, count, rule) for every chunk of every group of a row.
template <typename Rule, typename Visit>
void forEachChunk(const QuantSpec& spec, const float* weight, const float* scale, int64_t in, Visit visit) {
    const CodeRange codes(spec);
    const int64_t group = spec.groupSize;
    alignas(64) float scaled[kChunk];
    for (int64_t begin = 0; begin < in; begin += group) {
        const int64_t end = begin + group;
        GroupRange range{__builtin_inff(), -__builtin_inff()};
        for (int64_t at = begin; at < end; at += kChunk) {
            const int64_t count = end - at < kChunk ? end - at : kChunk;
            scaleChunk<Rule>(weight + at, after(scale, at), count, scaled);
            const GroupRange part = groupRange(scaled, count);
            range = {atMost(range.low, part.low), atLeast(range.high, part.high)};
        }
        const Rule rule(range, codes);
        for (int64_t at = begin; at < end; at += kChunk) {
            const int64_t count = end - at < kChunk ? end - at : kChunk;
            if (group > kChunk) {
                scaleChunk<Rule>(weight + at, after(scale, at), count, scaled);
            }
            visit(at, scaled, count, rule);
        }
    }
}

template <typename Rule>
void fakeQuantizeRow(const QuantSpec& spec, const float* weight, ColumnScale columns, int64_t in, float* out) {
    forEachChunk<Rule>(spec, weight, columns.scale, in, [&](int64_t at, const float* scaled, int64_t count, Rule rule) {
        float* target = out + at;
        if (columns.scale == nullptr) {
#pragma omp simd
            for (int64_t j = 0; j < count; ++j) {
                target[j] = rule.steps(scaled[j]) * rule.grid.scale;
            }
            return;
        }
        const float* scale = columns.scale + at;
        const float* inverse = columns.inverse + at;
#pragma omp simd
        for (int64_t j = 0; j < count; ++j) {
            target[j] = Rule::unscale(rule.steps(scaled[j]) * rule.grid.scale, scale[j], inverse[j]);
        }
    });
}

template <typename Rule>
void roundingErrorRow(const QuantSpec& spec, const float* weight, ColumnScale columns, int64_t in, float* out) {
    forEachChunk<Rule>(spec, weight, columns.scale, in, [&](int64_t at, const float* scaled, int64_t count, Rule rule) {
        const float* source = weight + at;
        float* target = out + at;
        if (columns.scale == nullptr) {
#pragma omp simd
            for (int64_t j = 0; j < count; ++j) {
                target[j] = source[j] - rule.steps(scaled[j]) * rule.grid.scale;
            }
            return;
        }
        const float* scale = columns.scale + at;
        const float* inverse = columns.inverse + at;
#pragma omp simd
        for (int64_t j = 0; j < count; ++j) {
            target[j] = source[j] - Rule::unscale(rule.steps(scaled[j]) * rule.grid.scale, scale[j], inverse[j]);
        }
    });
}

// Clamping commutes with the (monotone) preparation, so the range of the clamped group is the clamped range.
template <typename Rule>
void clippedErrorGroup(const QuantSpec& spec, const float* weight, GroupRange range, GroupRange limits, float* error) {
    const Rule rule({Rule::prepare(clampTo(range.low, limits.low, limits.high)),
                     Rule::prepare(clampTo(range.high, limits.low, limits.high))},
                    CodeRange(spec));
#pragma omp simd
    for (int64_t j = 0; j < spec.groupSize; ++j) {
        const float clipped = Rule::prepare(clampTo(weight[j], limits.low, limits.high));
        error[j] = rule.steps(clipped) * rule.grid.scale - weight[j];
    }
}

template <typename Rule>
int64_t quantizeRow(const QuantSpec& spec, const float* weight, int64_t in, uint8_t* codes, GroupGrid* grids) {
    int64_t refused = -1;
    const int64_t group = spec.groupSize;
    forEachChunk<Rule>(spec, weight, nullptr, in, [&](int64_t at, const float* scaled, int64_t count, Rule rule) {
        grids[at / group] = rule.grid;
        const bool held = floatOfHalf(halfOfFloat(rule.grid.scale)) < __builtin_inff();
        if (!held) {
            refused = refused < 0 ? at / group : refused;
            return;
        }
        // Two loops: one that also narrows to bytes is not turned into vector code.
        alignas(64) float values[kChunk];
#pragma omp simd
        for (int64_t j = 0; j < count; ++j) {
            values[j] = rule.steps(scaled[j]) + rule.grid.zero;
        }
#pragma omp simd
        for (int64_t j = 0; j < count; ++j) {
            codes[at + j] = static_cast<uint8_t>(static_cast<int32_t>(values[j]));
        }
    });
    return refused;
}

double dot(const float* a, const float* b, int64_t count) {
    double sum = 0.0;
#pragma omp simd reduction(+ : sum)
    for (int64_t j = 0; j < count; ++j) {
        sum += static_cast<double>(a[j]) * static_cast<double>(b[j]);
    }
    return sum;
}

// One entry per method: the rule becomes a compile-time constant.
void fakeQuantize(const QuantSpec& spec, const float* weight, ColumnScale columns, int64_t in, float* out) {
    switch (spec.rule) {
    case RangeRule::IncludeZero:
        return fakeQuantizeRow<IncludeZeroRule>(spec, weight, columns, in, out);
    case RangeRule::AutoAwq:
        return fakeQuantizeRow<AutoAwqRule>(spec, weight, columns, in, out);
    case RangeRule::AutoAwqHalf:
        return fakeQuantizeRow<AutoAwqHalfRule>(spec, weight, columns, in, out);
    }
}

void roundingError(const QuantSpec& spec, const float* weight, ColumnScale columns, int64_t in, float* out) {
    switch (spec.rule) {
    case RangeRule::IncludeZero:
        return roundingErrorRow<IncludeZeroRule>(spec, weight, columns, in, out);
    case RangeRule::AutoAwq:
        return roundingErrorRow<AutoAwqRule>(spec, weight, columns, in, out);
    case RangeRule::AutoAwqHalf:
        return roundingErrorRow<AutoAwqHalfRule>(spec, weight, columns, in, out);
    }
}

void clippedError(const QuantSpec& spec, const float* weight, GroupRange range, GroupRange limits, float* error) {
    switch (spec.rule) {
    case RangeRule::IncludeZero:
        return clippedErrorGroup<IncludeZeroRule>(spec, weight, range, limits, error);
    case RangeRule::AutoAwq:
        return clippedErrorGroup<AutoAwqRule>(spec, weight, range, limits, error);
    case RangeRule::AutoAwqHalf:
        return clippedErrorGroup<AutoAwqHalfRule>(spec, weight, range, limits, error);
    }
}

int64_t quantize(const QuantSpec& spec, const float* weight, int64_t in, uint8_t* codes, GroupGrid* grids) {
    switch (spec.rule) {
    case RangeRule::IncludeZero:
        break;
    case RangeRule::AutoAwq:
        return quantizeRow<AutoAwqRule>(spec, weight, in, codes, grids);
    case RangeRule::AutoAwqHalf:
        return quantizeRow<AutoAwqHalfRule>(spec, weight, in, codes, grids);
    }
    return quantizeRow<IncludeZeroRule>(spec, weight, in, codes, grids);
}

} // namespace

RoundingKernels roundingKernels() {
    return {fakeQuantize, roundingError, groupRange, clippedError, quantize, dot};
}

} // namespace salient::SALIENT_ISA_NAMESPACE
