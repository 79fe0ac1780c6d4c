// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/gguf/gguf_type.h"
#include "kernels/packed_linear.h"

#include <cstddef>
#include <span>

namespace salient {

// The blocks of ggml (ggml/src/ggml-common.h), little-endian; d and m are fp16, nibbles lie low half of the block
// first: byte j of Q4_0 and Q4_1 holds value j and, above it, value j + 16.
//
//   Q8_0  32 values  d, 32 × int8                      w = d · q
//   Q4_0  32 values  d, 16 bytes of nibbles            w = d · (q − 8)
//   Q4_1  32 values  d, m, 16 bytes of nibbles         w = d · q + m
//   Q4_K 256 values  d, dmin, 12 bytes, 128 of nibbles  w = d · scale[j] · q − dmin · min[j], 32 values per j = 0 … 7;
//                    scale and min have 6 bits; byte 32·i + l of the nibbles holds value 64·i + l and, above it,
//                    value 64·i + 32 + l

/// Rounds a row as llama.cpp's reference quantisers do (ggml/src/ggml-quants.c, quantize_row_*_ref; Q8_0, Q4_0 and Q4_1
/// byte by byte as gguf-py's). `row` fits the type, `out` has rowBytes(). False, with `out` of no use, when a value is
/// not finite or the row is beyond what fp16 scales (F16: values) can express.
bool quantizeRow(GgufType type, std::span<const float> row, std::span<std::byte> out);

/// The values that a row stands for, as llama.cpp computes them.
void dequantizeRow(GgufType type, std::span<const std::byte> row, std::span<float> out);

/// How much of a packed linear a type holds as it is.
enum class PackedFit {
    Exact,          ///< codes and scales: the same weights, bit by bit
    MinimumRounded, ///< Q4_1: codes and scales, but −zero · scale is rounded to fp16
    No,             ///< it has to be rounded again
};

/// Q4_0 holds code − zero from −8 to 7, Q8_0 from −128 to 127, Q4_1 codes from 0 to 15; all need groups of a multiple
/// of 32 inputs in their natural order.
PackedFit packedFit(GgufType type, const PackedLinear& weight);

/// One row of a weight that the type holds (packedFit() is not No).
void packRow(GgufType type, const PackedLinear& weight, int64_t row, std::span<std::byte> out);

} // namespace salient
