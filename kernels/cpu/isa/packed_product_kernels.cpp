// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/packed_product_kernels.h"

#include "kernels/cpu/isa/integer_lanes.h"

namespace salient::SALIENT_ISA_NAMESPACE {

namespace {

constexpr int kVectors = kPackedColumns / kLanes; // registers for one word of every column of a block
constexpr int64_t kWordBytes = kPackedColumns * sizeof(uint32_t);
constexpr int64_t kAhead = 2048; // bytes to ask for in advance: past what the hardware follows at the end of a page

// Both 16-bit halves of a word with one code each.
constexpr uint32_t codeMask(int bits) {
    return ((1U << bits) - 1U) * 0x00010001U;
}

struct Section {
    const std::byte* scales; // [16] halves
    const uint8_t* zeros;    // [16]
    const std::byte* codes;  // [words, 16] words
};

[[gnu::always_inline]] inline Section sectionOf(const PackedBlocks& w, int64_t block, int64_t section) {
    const std::byte* data = w.data + block * w.blockBytes;
    const std::byte* meta = data + section * kPackedMetaBytes;
    return {meta, reinterpret_cast<const uint8_t*>(meta + 2 * kPackedColumns),
            data + w.codesOffset + section * w.words * kWordBytes};
}

// --- activations ---

[[gnu::always_inline]] inline float largestMagnitude(const float* x, int64_t count) {
    uint32_t largest = 0; // without their sign, floats are ordered as integers, with infinities and NaNs last
#pragma omp simd reduction(max : largest)
    for (int64_t i = 0; i < count; ++i) {
        const uint32_t magnitude = bitsOfFloat(x[i]) & 0x7FFFFFFFU;
        largest = magnitude > largest ? magnitude : largest;
    }
    return floatOfBits(largest);
}

// `step` is the value of 1; `inverse` is 1 / step.
[[gnu::always_inline]] inline int32_t roundInputs(const float* x, int64_t count, float inverse, int16_t* codes) {
    constexpr float kRound = 12582912.0F; // 1.5 · 2^23: adding it rounds to an integer in the low bits
    int32_t sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < count; ++i) {
        const float scaled = x[i] * inverse;
        const float held = scaled > 32767.0F ? 32767.0F : scaled; // only rounding gets there
        const auto code = static_cast<int32_t>(bitsOfFloat(held + kRound) - bitsOfFloat(kRound));
        codes[i] = static_cast<int16_t>(code);
        sum += code;
    }
    return sum;
}

void quantizeRow(const PackedRowInput& p) {
    int64_t section = 0;
    for (int64_t group = 0; group < p.in; group += p.group) {
        for (int64_t begin = group; begin < group + p.group; begin += p.section, ++section) {
            const int64_t left = group + p.group - begin;
            const int64_t count = left < p.section ? left : p.section;
            int16_t* codes = p.codes + section * p.padded;
            const float largest = largestMagnitude(p.x + begin, count);
            const uint32_t exponent = bitsOfFloat(largest) >> 23U; // biased; 255: not finite
            // The largest magnitude becomes 2^14 … 2^15. Below 2^-100 nothing is left of it.
            const bool used = exponent > 27 && exponent < 255;
            const float step = used ? floatOfBits((exponent - 14U) << 23U) : 0.0F;
            const float inverse = used ? floatOfBits((268U - exponent) << 23U) : 0.0F;
            if (used) {
                p.sums[section] = roundInputs(p.x + begin, count, inverse, codes);
            } else {
                p.sums[section] = 0;
                for (int64_t i = 0; i < count; ++i) {
                    codes[i] = 0;
                }
            }
            p.scales[section] = exponent < 255 ? step : floatOfBits(0x7FC00000U);
            for (int64_t i = count; i < p.padded; ++i) {
                codes[i] = 0;
            }
        }
    }
}

// --- a few tokens: every code is met once ---

// Fields of a word that are masked where they stand, after one shift for all of them: field i of them is then 2^(bits ·
// i) times its code, has a sum of its own, and that sum is shifted back in the end, which loses nothing. With more
// tokens the registers are needed for their sums.
template <int Bits, int Tokens>
constexpr int kFieldsPerShift = Tokens > 2 ? 1 : (Bits == 3 ? 3 : 8 / Bits);

template <int Tokens>
struct BlockSums {
    Lanes of[Tokens][kVectors] = {};
};

template <int Bits, int Tokens>
[[gnu::always_inline]] inline void addSection(const PackedFewProduct& p, const Section& w, int64_t section,
                                              BlockSums<Tokens>& totals) {
    constexpr int kFields = 16 / Bits;
    constexpr int kInPlace = kFieldsPerShift<Bits, Tokens>;
    const int64_t sectionCodes = p.weight.words * 2 * kFields;
    const int64_t tokenCodes = p.weight.sections * sectionCodes;
    const int16_t* x = p.codes + section * sectionCodes;
    const Words mask = allWords(codeMask(Bits));
    Words sums[Tokens][kInPlace][kVectors] = {};
    const std::byte* codes = w.codes;
    for (int64_t word = 0; word < p.weight.words; ++word, codes += kWordBytes, x += 2 * kFields) {
        __builtin_prefetch(codes + kAhead);
        Words packed[kVectors];
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) {
            packed[v] = loadWords(codes + v * static_cast<int64_t>(sizeof(Words)));
        }
#pragma GCC unroll 8
        for (int field = 0; field < kFields; ++field) {
            Words factors[kVectors];
#pragma GCC unroll 4
            for (int v = 0; v < kVectors; ++v) {
                factors[v] = (packed[v] >> (Bits * (field - field % kInPlace))) & (mask << (Bits * (field % kInPlace)));
            }
#pragma GCC unroll 4
            for (int token = 0; token < Tokens; ++token) {
                const Words pair = allWords(*(reinterpret_cast<const AliasedWord*>(x + token * tokenCodes) + field));
#pragma GCC unroll 4
                for (int v = 0; v < kVectors; ++v) {
                    Words& sum = sums[token][field % kInPlace][v];
                    sum = addPairs(sum, factors[v], pair);
                }
            }
        }
    }
    // Σ (code − zero) · x = Σ code · x − zero · Σ x. Both may leave 31 bits on the way, their difference does not.
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
        const auto zeros = reinterpret_cast<Words>(loadBytes(w.zeros + v * kLanes));
        const Lanes scales = loadHalves(w.scales + v * kLanes * 2);
#pragma GCC unroll 4
        for (int token = 0; token < Tokens; ++token) {
            const int64_t at = token * p.weight.sections + section;
            Words sum = sums[token][0][v] - zeros * static_cast<uint32_t>(p.sums[at]);
#pragma GCC unroll 4
            for (int i = 1; i < kInPlace; ++i) {
                sum += reinterpret_cast<Words>(reinterpret_cast<IntLanes>(sums[token][i][v]) >> (Bits * i));
            }
            totals.of[token][v] += floatsOf(sum) * (scales * p.scales[at]);
        }
    }
}

template <int Bits, int Tokens>
void multiplyFewBy(const PackedFewProduct& p) {
    for (int64_t block = p.first; block < p.end; ++block) {
        BlockSums<Tokens> totals;
        for (int64_t section = 0; section < p.weight.sections; ++section) {
            addSection<Bits, Tokens>(p, sectionOf(p.weight, block, section), section, totals);
        }
        const int64_t column = block * kPackedColumns;
        for (int token = 0; token < Tokens; ++token) {
            float* y = p.y + token * p.yStride + column;
            if (column + kPackedColumns <= p.out) {
                for (int v = 0; v < kVectors; ++v) {
                    store(totals.of[token][v], y + v * kLanes);
                }
                continue;
            }
            for (int64_t i = 0; i < p.out - column; ++i) {
                y[i] = totals.of[token][i / kLanes][i % kLanes];
            }
        }
    }
}

// --- many tokens: codes are unpacked once for all of them ---

constexpr int64_t kPanelColumns = kPackedPanel * kPackedColumns;
// A tile's sums stay in registers: 32 of them with 16 lanes, else 16.
constexpr int kStripRows = kLanes == 16 ? 12 : (kLanes == 8 ? 6 : 3);
constexpr int kTileVectors = kLanes == 16 ? 2 : kVectors;
constexpr int kTileColumns = kTileVectors * kLanes;

// code − zero in both halves of every word: [pairs, kPanelColumns], `panel` at the block's first column.
template <int Bits>
[[gnu::always_inline]] inline void unpackSection(const Section& w, int64_t words, int32_t* panel) {
    constexpr int kFields = 16 / Bits;
    const Words mask = allWords(codeMask(Bits));
    for (int v = 0; v < kVectors; ++v) {
        const auto zero = reinterpret_cast<Words>(loadBytes(w.zeros + v * kLanes));
        const auto zeros = reinterpret_cast<Shorts>(zero | (zero << 16U));
        for (int64_t word = 0; word < words; ++word) {
            const Words packed = loadWords(w.codes + word * kWordBytes + v * static_cast<int64_t>(sizeof(Words)));
            int32_t* to = panel + word * kFields * kPanelColumns + v * kLanes;
#pragma GCC unroll 8
            for (int field = 0; field < kFields; ++field) {
                const auto codes = reinterpret_cast<Shorts>((packed >> (Bits * field)) & mask);
                storeWords(reinterpret_cast<Words>(codes - zeros), to + field * kPanelColumns);
            }
        }
    }
}

// y[kStripRows, kTileColumns] += scales · (strip · panel).
[[gnu::always_inline]] inline void addTile(const int32_t* strip, const int32_t* panel, int64_t pairs,
                                           const float* rowScales, const Lanes (&scales)[kTileVectors], float* y) {
    Words sums[kStripRows][kTileVectors] = {};
#pragma GCC unroll 2
    for (int64_t pair = 0; pair < pairs; ++pair, strip += kStripRows, panel += kPanelColumns) {
        Words weights[kTileVectors];
#pragma GCC unroll 4
        for (int v = 0; v < kTileVectors; ++v) {
            weights[v] = loadWords(panel + v * kLanes);
        }
#pragma GCC unroll 12
        for (int row = 0; row < kStripRows; ++row) {
            const Words x = allWords(static_cast<uint32_t>(strip[row]));
#pragma GCC unroll 4
            for (int v = 0; v < kTileVectors; ++v) {
                sums[row][v] = addPairs(sums[row][v], weights[v], x);
            }
        }
    }
#pragma GCC unroll 12
    for (int row = 0; row < kStripRows; ++row) {
#pragma GCC unroll 4
        for (int v = 0; v < kTileVectors; ++v) {
            float* to = y + row * kPanelColumns + v * kLanes;
            store(load(to) + floatsOf(sums[row][v]) * (scales[v] * rowScales[row]), to);
        }
    }
}

template <int Bits>
void multiplyManyBy(const PackedManyProduct& p) {
    constexpr int kFields = 16 / Bits;
    const int64_t pairs = p.weight.words * kFields;
    const int64_t stripPairs = p.weight.sections * pairs * kStripRows;
    const int64_t columns = p.blocks * kPackedColumns;
    for (int64_t i = 0; i < p.strips * kStripRows * kPanelColumns; ++i) {
        p.y[i] = 0.0F;
    }
    for (int64_t section = 0; section < p.weight.sections; ++section) {
        alignas(64) float scales[kPanelColumns] = {};
        for (int64_t block = 0; block < p.blocks; ++block) {
            const Section w = sectionOf(p.weight, p.first + block, section);
            unpackSection<Bits>(w, p.weight.words, p.panel + block * kPackedColumns);
            for (int v = 0; v < kVectors; ++v) {
                store(loadHalves(w.scales + v * kLanes * 2), scales + block * kPackedColumns + v * kLanes);
            }
        }
        for (int64_t strip = 0; strip < p.strips; ++strip) {
            const int32_t* x = p.pairs + strip * stripPairs + section * pairs * kStripRows;
            const float* rowScales = p.scales + (strip * p.weight.sections + section) * kStripRows;
            float* y = p.y + strip * kStripRows * kPanelColumns;
            // With one block the second half of a wide tile multiplies what is left in the panel by scales of 0.
            for (int64_t column = 0; column < columns; column += kTileColumns) {
                Lanes tileScales[kTileVectors];
                for (int v = 0; v < kTileVectors; ++v) {
                    tileScales[v] = load(scales + column + v * kLanes);
                }
                addTile(x, p.panel + column, pairs, rowScales, tileScales, y + column);
            }
        }
    }
}

template <int Bits>
void multiplyFewOf(const PackedFewProduct& p) {
    constexpr void (*kByTokens[kPackedTokens])(const PackedFewProduct&) = {
        multiplyFewBy<Bits, 1>, multiplyFewBy<Bits, 2>, multiplyFewBy<Bits, 3>, multiplyFewBy<Bits, 4>};
    kByTokens[p.tokens - 1](p);
}

void multiplyFew(const PackedFewProduct& p) {
    switch (p.weight.bits) {
    case 2:
        return multiplyFewOf<2>(p);
    case 3:
        return multiplyFewOf<3>(p);
    case 4:
        return multiplyFewOf<4>(p);
    default:
        return multiplyFewOf<8>(p);
    }
}

void multiplyMany(const PackedManyProduct& p) {
    switch (p.weight.bits) {
    case 2:
        return multiplyManyBy<2>(p);
    case 3:
        return multiplyManyBy<3>(p);
    case 4:
        return multiplyManyBy<4>(p);
    default:
        return multiplyManyBy<8>(p);
    }
}

} // namespace

PackedProductKernels packedProductKernels() {
    return {kStripRows, quantizeRow, multiplyFew, multiplyMany};
}

} // namespace salient::SALIENT_ISA_NAMESPACE
