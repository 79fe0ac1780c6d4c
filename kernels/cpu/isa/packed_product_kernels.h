// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace salient {

/// Products with quantised weights in whole numbers. Activations become 16-bit integers with one power of two per
/// section (inputs that share a scale, at most kPackedSection of them), weights stay the integers they are; sums
/// are exact in 32 bits, and a section's sum is multiplied by both scales in fp32. A value is rounded at 2^-15 of the
/// largest of its section or finer: what bf16 activations hold within a factor of 128 of that is represented exactly.
///
/// Columns (output channels) lie in blocks of 16. A block is, for every section, 16 scales (fp16) and 16 zero points
/// (one byte each), and then the codes: a word of 32 bits holds codes of one column, words of 16 columns are
/// neighbours. A word has `2·⌊16 / bits⌋` codes: input 2j in bits [bits·j, …) of its low half, 2j + 1 in those of its
/// high half, so that a shift and a mask give the two 16-bit factors that one multiply-add takes.
inline constexpr int64_t kPackedColumns = 16;
/// Most inputs per section. Products of 8 and 16 bits add up in 32 bits up to 256 of them; fewer inputs differ less in
/// size.
inline constexpr int64_t kPackedSection = 128;
inline constexpr int64_t kPackedMetaBytes = kPackedColumns * 3;
inline constexpr int64_t kPackedTokens = 4; ///< most tokens of multiplyFew
inline constexpr int64_t kPackedPanel = 2;  ///< blocks that multiplyMany takes at once

constexpr int64_t packedCodesPerWord(int bits) {
    return 2 * (16 / bits);
}

/// Blocks of a weight; `data` is aligned to 64 bytes and block b begins at b · blockBytes.
struct PackedBlocks {
    const std::byte* data = nullptr;
    int64_t blockBytes = 0;
    int64_t codesOffset = 0; ///< in a block, after the scales and zero points
    int64_t sections = 0;
    int64_t words = 0; ///< per section and column
    int bits = 4;      ///< 2, 3, 4 or 8
};

/// One row of activations to be made integers.
struct PackedRowInput {
    const float* x = nullptr;
    int64_t in = 0;
    int64_t group = 0;        ///< inputs per group
    int64_t section = 0;      ///< inputs per section; the last one of a group may be shorter
    int64_t padded = 0;       ///< integers per section in the output, zeros after the inputs
    int16_t* codes = nullptr; ///< [sections · padded]
    float* scales = nullptr;  ///< [sections]; NaN when an input of the section is not finite
    int32_t* sums = nullptr;  ///< [sections] Σ codes
};

/// A few tokens times blocks [first, end): y[token · yStride + column], only columns < out are written.
struct PackedFewProduct {
    PackedBlocks weight;
    int64_t first = 0;
    int64_t end = 0;
    int64_t out = 0;
    int64_t tokens = 1;             ///< 1 … kPackedTokens
    const int16_t* codes = nullptr; ///< [tokens, sections · words · codes per word]
    const float* scales = nullptr;  ///< [tokens, sections]
    const int32_t* sums = nullptr;  ///< [tokens, sections]
    float* y = nullptr;
    int64_t yStride = 0;
};

/// Strips of tokens times one or two neighbouring blocks. A strip is kernels' `stripRows` tokens side by side:
/// [section, pair of inputs, row] of two 16-bit integers.
struct PackedManyProduct {
    PackedBlocks weight;
    int64_t first = 0;
    int64_t blocks = 1; ///< 1 … kPackedPanel
    int64_t strips = 0;
    const int32_t* pairs = nullptr; ///< [strips, sections, pairs, stripRows]
    const float* scales = nullptr;  ///< [strips, sections, stripRows]
    int32_t* panel = nullptr;       ///< room for words · codes per word / 2 · kPackedPanel · 16, aligned to 64 bytes
    float* y = nullptr;             ///< [strips · stripRows, kPackedPanel · 16], overwritten
};

struct PackedProductKernels {
    int64_t stripRows;
    void (*quantizeRow)(const PackedRowInput& input);
    void (*multiplyFew)(const PackedFewProduct& product);
    void (*multiplyMany)(const PackedManyProduct& product);
};

} // namespace salient
