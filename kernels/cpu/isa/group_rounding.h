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

/// Column scales s[in] and what the rounding of a row multiplies by to undo them; both null: all 1.
struct ColumnScale {
    const float* scale = nullptr;
    const float* inverse = nullptr; ///< 1 / s in fp32
};

/// Rounding of one row of weights, the single definition behind every method of CpuBackend that rounds. Sources:
/// AutoAWQ `awq/quantize/quantizer.py` (pseudo_quantize_tensor) and `awq/modules/linear/gemm.py` (from_linear) for the
/// two AutoAwq rules. IncludeZero: range [min(w, 0), max(w, 0)], scale = fp16(range / (2^bits − 1)), at least 2^-24,
/// and code = clamp(round(w · (1 / scale)) + zero). Symmetric grids are AWQ's: zero = 2^(bits−1), scale = max|w| /
/// (zero − 1), the only symmetric form that an AWQ container (constant zero point, positive scales) holds without
/// clipping. Rounding is half to even. A NaN gives NaN; a range that is too large for the scale gives a non-finite
/// scale.
struct RowRounding {
    QuantSpec spec;

    /// out[in] = Q(w · s) / s.
    void fakeQuantize(const float* weight, ColumnScale columns, int64_t in, float* out) const;
    /// out[in] = w − Q(w · s) / s.
    void roundingError(const float* weight, ColumnScale columns, int64_t in, float* out) const;
    /// error[group] = Q(clamp(w, ±limit)) − w for the weights of one group.
    void clippedGroupError(const float* weight, float limit, int64_t group, float* error) const;
    /// Codes of finite weights [in] and their grids [groups]; stops at a group whose scale fp16 cannot hold and returns
    /// its number, or −1.
    int64_t quantize(const float* weight, int64_t in, uint8_t* codes, GroupGrid* grids) const;
};

} // namespace salient
