// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace salient {

/// How a group's scale and zero point follow from its weights.
enum class RangeRule {
    /// The range always includes 0 and the scale is the one that the file will hold (fp16).
    IncludeZero,
    /// AutoAWQ's `pseudo_quantize_tensor`: the range may exclude 0, floor 1e-5, fp32 throughout.
    AutoAwq,
    /// As AutoAwq with every step rounded to fp16, as AutoAWQ packs its files.
    AutoAwqHalf,
};

/// Rounding of activations to whole numbers with one scale per token.
struct TokenRounding {
    int bits = 8;         ///< 2…8; codes are symmetric, −(2^(bits−1) − 1) … 2^(bits−1) − 1
    float outlier = 0.0F; ///< columns that hold a magnitude of at least this stay as they are; 0: none does

    bool operator==(const TokenRounding&) const = default;
};

/// Integer rounding of a [out, in] matrix in groups along `in`, and of what it is multiplied with.
struct QuantSpec {
    int bits = 4;            ///< 2…8
    int64_t groupSize = 128; ///< inputs per group; 0 means the whole row
    bool symmetric = false;  ///< zero point fixed at 2^(bits-1)
    RangeRule rule = RangeRule::IncludeZero;
    std::optional<TokenRounding> inputs = {}; ///< nothing: weights only

    /// Group size for a row of `in` inputs; `in` must be a multiple of it.
    int64_t groupFor(int64_t in) const { return groupSize == 0 ? in : groupSize; }
    int64_t groupsFor(int64_t in) const { return in / groupFor(in); }
    bool fits(int64_t in) const { return groupSize == 0 || in % groupSize == 0; }
    int maxCode() const { return (1 << bits) - 1; }
    bool operator==(const QuantSpec&) const = default;
};

} // namespace salient
