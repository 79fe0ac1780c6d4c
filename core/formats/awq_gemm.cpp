// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemm.h"

#include "core/checkpoint/json_file.h"
#include "core/formats/nibble_block.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace salient {

namespace {

static_assert(std::endian::native == std::endian::little, "files and words are little-endian");

constexpr int64_t kWordChannels = 8;
/// Nibble n of a word holds channel kOrder[n] of its eight.
constexpr std::array<int64_t, 8> kOrder{0, 2, 4, 6, 1, 3, 5, 7};

// Tiles that keep both sides in the first cache: 128 rows of 64 bytes of codes, 128 rows of 64 bytes of words.
constexpr int64_t kTileInputs = 128;
constexpr int64_t kTileWords = 16;

/// One word from eight codes in the order of the channels.
uint32_t wordOf(const std::array<uint8_t, 8>& codes) {
    uint32_t word = 0;
    for (size_t nibble = 0; nibble < kOrder.size(); ++nibble) {
        word |= static_cast<uint32_t>(codes[static_cast<size_t>(kOrder[nibble])]) << (4 * nibble);
    }
    return word;
}

/// Codes [out, in], two per byte, to words [in, out / 8].
void packCodes(const PackedLinear& weight, std::byte* words) {
    const int64_t in = weight.inFeatures();
    const int64_t rowWords = weight.outFeatures() / kWordChannels;
    const uint8_t* codes = weight.codes().data();
    for (int64_t tileInput = 0; tileInput < in; tileInput += kTileInputs) {
        const int64_t endInput = std::min(in, tileInput + kTileInputs);
        for (int64_t tileWord = 0; tileWord < rowWords; tileWord += kTileWords) {
            const int64_t endWord = std::min(rowWords, tileWord + kTileWords);
            for (int64_t input = tileInput; input < endInput; input += 8) {
                const int64_t inputs = std::min<int64_t>(8, in - input);
                for (int64_t word = tileWord; word < endWord; ++word) {
                    NibbleBlock block{};
                    for (size_t nibble = 0; nibble < 8; ++nibble) {
                        const int64_t row = word * kWordChannels + kOrder[nibble];
                        std::memcpy(&block[nibble], codes + row * weight.rowBytes() + input / 2,
                                    static_cast<size_t>((inputs + 1) / 2));
                    }
                    transpose(block);
                    for (int64_t i = 0; i < inputs; ++i) {
                        std::memcpy(words + ((input + i) * rowWords + word) * 4, &block[static_cast<size_t>(i)], 4);
                    }
                }
            }
        }
    }
}

/// One word or two neighbouring ones of up to eight inputs, from `input` on, to codes of their channels.
template <typename Word>
void unpackBlock(const TensorView& words, int64_t input, int64_t word, PackedLinear& weight) {
    const int64_t rowWords = words.columns();
    const int64_t inputs = std::min<int64_t>(8, words.rows() - input);
    std::array<Word, 8> block{};
    for (int64_t i = 0; i < inputs; ++i) {
        std::memcpy(&block[static_cast<size_t>(i)], words.data + ((input + i) * rowWords + word) * 4, sizeof(Word));
    }
    transpose(block);
    const auto bytes = static_cast<size_t>((inputs + 1) / 2);
    for (size_t half = 0; half < sizeof(Word) / 4; ++half) {
        uint8_t* codes =
            weight.codes().data() + (word + static_cast<int64_t>(half)) * kWordChannels * weight.rowBytes() + input / 2;
        for (size_t nibble = 0; nibble < 8; ++nibble) {
            const auto eight = static_cast<uint32_t>(block[nibble] >> (32 * half));
            if (inputs == 8) {
                std::memcpy(codes + kOrder[nibble] * weight.rowBytes(), &eight, sizeof(eight));
            } else {
                std::memcpy(codes + kOrder[nibble] * weight.rowBytes(), &eight, bytes);
            }
        }
    }
}

/// Words [in, out / 8] to codes [out, in], two per byte.
void unpackCodes(const TensorView& words, PackedLinear& weight) {
    const int64_t rowWords = words.columns();
    for (int64_t tileWord = 0; tileWord < rowWords; tileWord += kTileWords) {
        const int64_t endWord = std::min(rowWords, tileWord + kTileWords);
        for (int64_t input = 0; input < words.rows(); input += 8) {
            int64_t word = tileWord;
            for (; word + 1 < endWord; word += 2) {
                unpackBlock<uint64_t>(words, input, word, weight);
            }
            if (word < endWord) {
                unpackBlock<uint32_t>(words, input, word, weight);
            }
        }
    }
}

void packGroups(const PackedLinear& weight, const TensorSpan& qzeros, const TensorSpan& scales) {
    const int64_t out = weight.outFeatures();
    const int64_t groups = weight.groups();
    const auto zeros = weight.zeros();
    const auto words = qzeros.as<uint32_t>();
    const auto halves = scales.as<Float16>();
    for (int64_t group = 0; group < groups; ++group) {
        for (int64_t row = 0; row < out; row += kWordChannels) {
            std::array<uint8_t, 8> codes{};
            for (int64_t i = 0; i < kWordChannels; ++i) {
                const auto from = static_cast<size_t>((row + i) * groups + group);
                codes[static_cast<size_t>(i)] = zeros[from];
                halves[static_cast<size_t>(group * out + row + i)] = weight.scales()[from];
            }
            words[static_cast<size_t>((group * out + row) / kWordChannels)] = wordOf(codes);
        }
    }
}

void unpackGroups(const AwqViews& tensors, PackedLinear& weight) {
    const int64_t out = weight.outFeatures();
    const int64_t groups = weight.groups();
    for (int64_t group = 0; group < groups; ++group) {
        for (int64_t row = 0; row < out; row += kWordChannels) {
            uint32_t word = 0;
            std::memcpy(&word, tensors.qzeros.data + (group * out + row) / kWordChannels * 4, 4);
            for (size_t nibble = 0; nibble < kOrder.size(); ++nibble) {
                const auto to = static_cast<size_t>((row + kOrder[nibble]) * groups + group);
                weight.zeros()[to] = static_cast<uint8_t>(word >> (4 * nibble) & 0xFU);
                std::memcpy(&weight.scales()[to], tensors.scales.data + (group * out + row + kOrder[nibble]) * 2, 2);
            }
        }
    }
}

} // namespace

std::vector<PlannedTensor> planAwqGemm(const std::string& module, int64_t out, int64_t in, int64_t groupSize) {
    const int64_t groups = in / awqGroup(groupSize, in);
    return {{module + ".qweight", DType::I32, {in, out / kWordChannels}},
            {module + ".qzeros", DType::I32, {groups, out / kWordChannels}},
            {module + ".scales", DType::F16, {groups, out}}};
}

std::vector<PlannedTensor> checkedAwqGemmPlan(const std::string& module, const Shape& outIn, int64_t groupSize) {
    const int64_t out = outIn.at(0);
    const int64_t in = outIn.at(1);
    const int64_t group = awqGroup(groupSize, in);
    if (out % kWordChannels != 0 || group < 1 || in % group != 0) {
        throw inputError("awq.shape",
                         fmt::format("{} [{}, {}] cannot be packed by AWQ with group size {}: the outputs must be a "
                                     "multiple of 8 and the inputs a multiple of the group size.",
                                     inQuotes(module), out, in, group));
    }
    return planAwqGemm(module, out, in, groupSize);
}

AwqTensors packAwqGemm(const PackedLinear& weight) {
    const int64_t out = weight.outFeatures();
    if (weight.bits() > 4 || out % kWordChannels != 0) {
        throw inputError("awq.shape",
                         fmt::format("A linear of {} outputs with {} bits cannot be packed by AWQ: at most "
                                     "4 bits and a multiple of 8 outputs are possible.",
                                     out, weight.bits()));
    }
    const auto plan = planAwqGemm("", out, weight.inFeatures(), weight.groupSize());
    AwqTensors tensors{Tensor(plan[0].shape, DType::I32), Tensor(plan[1].shape, DType::I32),
                       Tensor(plan[2].shape, DType::F16)};
    packCodes(weight, tensors.qweight.span().data);
    packGroups(weight, tensors.qzeros, tensors.scales);
    return tensors;
}

PackedLinear unpackAwqGemm(const std::string& module, const AwqViews& tensors, const Shape& outIn, int64_t groupSize) {
    const auto plan = checkedAwqGemmPlan(module, outIn, groupSize);
    checkAwqViews(tensors, plan);
    const int64_t in = outIn[1];
    PackedLinear weight(outIn[0], in, 4, awqGroup(groupSize, in));
    unpackCodes(tensors.qweight, weight);
    unpackGroups(tensors, weight);
    return weight;
}

} // namespace salient
