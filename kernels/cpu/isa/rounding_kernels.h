// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/quant_spec.h"

#include <cstdint>

namespace salient {

/// The integer grid of one group: `w̃ = (code − zero) · scale`, code 0 … 2^bits − 1.
struct GroupGrid {
    float scale = 0.0F; ///< as the rule computes it; IncludeZero and AutoAwqHalf give a value that fp16 holds
    float zero = 0.0F;  ///< an integer
};

/// Smallest and largest weight of a group; a NaN is passed over.
struct GroupRange {
    float low = 0.0F;
    float high = 0.0F;
};

/// Column scales s[in] and what undoes them; both null: all 1.
struct ColumnScale {
    const float* scale = nullptr;
    const float* inverse = nullptr; ///< 1 / s in fp32
};

/// Rounding of one row [in] of weights: the single definition behind every method of CpuBackend that rounds, with the
/// same bits on every instruction set. `spec.groupSize` divides `in` and is not 0. Sources: AutoAWQ
/// `awq/quantize/quantizer.py` (pseudo_quantize_tensor) and `awq/modules/linear/gemm.py` (from_linear) for the AutoAwq
/// rules. IncludeZero: range [min(w, 0), max(w, 0)], scale = fp16(range / (2^bits − 1)), at least 2^-24,
/// code = clamp(round(w · (1 / scale)) + zero), zero = clamp(round(−min · (1 / scale))). Symmetric grids are AWQ's:
/// zero = 2^(bits−1), scale = max|w| / (zero − 1): the only one that an AWQ file (constant zero point, positive scales)
/// holds without clipping either end. Rounding is half to even. NaN gives NaN; a range beyond fp16 or fp32 gives a
/// scale that is not finite.
struct RoundingKernels {
    /// out[in] = Q(w · s) / s.
    void (*fakeQuantize)(const QuantSpec& spec, const float* weight, ColumnScale columns, int64_t in, float* out);
    /// out[in] = w − Q(w · s) / s.
    void (*roundingError)(const QuantSpec& spec, const float* weight, ColumnScale columns, int64_t in, float* out);
    GroupRange (*groupRange)(const float* weight, int64_t group);
    /// error[group] = Q(clamp(w, limits)) − w for one group, whose range is given.
    void (*clippedError)(const QuantSpec& spec, const float* weight, GroupRange range, GroupRange limits, float* error);
    /// Codes [in] of finite weights and the grids [in / group]. Returns the first group whose scale fp16 cannot hold
    /// (its codes are not written), or −1.
    int64_t (*quantize)(const QuantSpec& spec, const float* weight, int64_t in, uint8_t* codes, GroupGrid* grids);
    /// Σ a · b in double; the order of the sum depends on the instruction set.
    double (*dot)(const float* a, const float* b, int64_t count);
};

} // namespace salient
