// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace salient {

// NF4 (QLoRA, Dettmers et al. 2023, section 3): 4-bit codes of 16 fixed values per block of 64 weights, as bitsandbytes
// computes and stores them (bitsandbytes/functional.py, quantize_4bit).

constexpr int64_t kNf4Block = 64;           ///< weights that share a largest magnitude
constexpr int64_t kNf4MagnitudeBlock = 256; ///< largest magnitudes that share a scale when they are quantised

/// The values of the codes 0…15, ascending from −1 to 1: quantiles of the normal distribution.
std::span<const float, 16> nf4Values();

/// The 256 values, ascending, that double quantisation rounds the blocks' magnitudes to: more of them near 0
/// (bitsandbytes create_dynamic_map, signed; Dettmers et al. 2022, "8-bit optimizers", section 1.3).
const std::array<float, 256>& dynamicMap();

/// How the largest magnitude of each block is stored.
enum class Nf4Magnitudes {
    Float,     ///< fp32
    Quantised, ///< double quantisation: 8 bits each, an fp32 scale per 256 of them and one fp32 mean
};

/// A weight of n values in row-major order; blocks run on over the ends of rows.
struct Nf4Weight {
    Shape shape;
    std::vector<uint8_t> codes;    ///< [⌈n / 2⌉], two per byte, the first one in the high nibble
    std::vector<float> magnitudes; ///< [⌈n / 64⌉] of each block; with double quantisation what is left of it there
    std::vector<uint8_t> magnitudeCodes; ///< [⌈n / 64⌉] into dynamicMap(); empty without double quantisation
    std::vector<float> magnitudeScales;  ///< [⌈n / 64 / 256⌉]; empty as well
    float magnitudeMean = 0.0F;          ///< was subtracted before the magnitudes were quantised

    /// What a file of it holds: codes, and magnitudes in either form.
    int64_t bytes() const;
};

/// The nearest value of w / max|w| for each weight, the lower one of two that are equally near. `weight` is F32 and
/// finite.
Nf4Weight quantizeNf4(const TensorView& weight, Nf4Magnitudes magnitudes);

/// nf4Values()[code] · magnitude of the block, F32 in the weight's shape.
Tensor dequantizeNf4(const Nf4Weight& weight);

} // namespace salient
