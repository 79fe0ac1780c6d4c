// SPDX-License-Identifier: Apache-2.0
#include "core/formats/gptq.h"

#include "core/checkpoint/json_file.h"
#include "core/formats/gptq_order.h"
#include "core/formats/stored_tensors.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace salient {

namespace {

static_assert(std::endian::native == std::endian::little, "files and words are little-endian");

constexpr int64_t kWordBits = 32;
constexpr int64_t kTileOutputs = 64; // columns of words that are followed downwards together

uint32_t wordAt(const std::byte* words, int64_t index) {
    uint32_t word = 0;
    std::memcpy(&word, words + index * 4, 4);
    return word;
}

/// Codes one after the other in words that lie `stride` apart.
struct Field {
    Field(int64_t index, int bits)
        : word(index * bits / kWordBits), shift(static_cast<unsigned>(index * bits % kWordBits)),
          mask((1U << static_cast<unsigned>(bits)) - 1), crosses(shift + static_cast<unsigned>(bits) > kWordBits) {}

    uint8_t read(const std::byte* words, int64_t stride) const {
        uint32_t value = wordAt(words, word * stride) >> shift;
        if (crosses) {
            value |= wordAt(words, (word + 1) * stride) << (kWordBits - shift);
        }
        return static_cast<uint8_t>(value & mask);
    }
    void add(uint32_t* words, int64_t stride, uint8_t code) const {
        words[word * stride] |= static_cast<uint32_t>(code) << shift;
        if (crosses) {
            words[(word + 1) * stride] |= static_cast<uint32_t>(code) >> (kWordBits - shift);
        }
    }

    int64_t word;
    unsigned shift;
    uint32_t mask;
    bool crosses;
};

/// Bits for which a word of the stream is, byte for byte, four bytes of PackedLinear's row.
bool sharesBytes(int bits) {
    return bits == 4 || bits == 8;
}

/// Calls visit(byte in the words, byte in the rows) for every word of codes.
template <typename Visit>
void forEachWord(int64_t out, int64_t rowBytes, const Visit& visit) {
    for (int64_t tile = 0; tile < out; tile += kTileOutputs) {
        const int64_t end = std::min(out, tile + kTileOutputs);
        for (int64_t word = 0; word < rowBytes / 4; ++word) {
            for (int64_t row = tile; row < end; ++row) {
                visit((word * out + row) * 4, row * rowBytes + word * 4);
            }
        }
    }
}

void packCodes(const PackedLinear& weight, std::span<uint32_t> words) {
    const int64_t out = weight.outFeatures();
    if (sharesBytes(weight.bits())) {
        auto* bytes = reinterpret_cast<std::byte*>(words.data());
        forEachWord(out, weight.rowBytes(),
                    [&](int64_t to, int64_t from) { std::memcpy(bytes + to, weight.codes().data() + from, 4); });
        return;
    }
    std::vector<uint8_t> codes(static_cast<size_t>(weight.inFeatures()));
    for (int64_t row = 0; row < out; ++row) {
        weight.unpackRow(row, codes);
        for (int64_t i = 0; i < weight.inFeatures(); ++i) {
            Field(i, weight.bits()).add(words.data() + row, out, codes[static_cast<size_t>(i)]);
        }
    }
}

void unpackCodes(const TensorView& qweight, PackedLinear& weight) {
    const int64_t out = weight.outFeatures();
    const int64_t in = weight.inFeatures();
    if (sharesBytes(weight.bits())) {
        forEachWord(out, weight.rowBytes(),
                    [&](int64_t from, int64_t to) { std::memcpy(weight.codes().data() + to, qweight.data + from, 4); });
        return;
    }
    std::vector<uint8_t> codes(static_cast<size_t>(kTileOutputs * in));
    for (int64_t tile = 0; tile < out; tile += kTileOutputs) {
        const int64_t rows = std::min(kTileOutputs, out - tile);
        for (int64_t begin = 0; begin < in; begin += kWordBits) { // that many codes fill `bits` words
            const int64_t end = std::min(in, begin + kWordBits);
            for (int64_t row = 0; row < rows; ++row) {
                for (int64_t i = begin; i < end; ++i) {
                    codes[static_cast<size_t>(row * in + i)] =
                        Field(i, weight.bits()).read(qweight.data + (tile + row) * 4, out);
                }
            }
        }
        for (int64_t row = 0; row < rows; ++row) {
            weight.packRow(tile + row,
                           std::span(codes).subspan(static_cast<size_t>(row * in), static_cast<size_t>(in)));
        }
    }
}

/// A 1 in every field of a word whose fields end with it; 0 for 3 bits, see gptq.h.
uint32_t onesOf(int bits) {
    return bits == 2 ? 0x55555555U : bits == 4 ? 0x11111111U : bits == 8 ? 0x01010101U : 0U;
}

void packZeros(const PackedLinear& weight, GptqVersion version, const TensorSpan& qzeros) {
    const int64_t groups = weight.groups();
    const int64_t rowWords = qzeros.columns();
    const bool fieldByField = version == GptqVersion::V1 && onesOf(weight.bits()) == 0;
    const auto words = qzeros.as<uint32_t>();
    for (int64_t group = 0; group < groups; ++group) {
        for (int64_t row = 0; row < weight.outFeatures(); ++row) {
            const Field field(row, weight.bits());
            const unsigned zero = weight.zeros()[static_cast<size_t>(row * groups + group)];
            const unsigned stored = fieldByField ? (zero - 1U) & field.mask : zero;
            field.add(words.data() + group * rowWords, 1, static_cast<uint8_t>(stored));
        }
    }
    if (version == GptqVersion::V1) {
        for (uint32_t& word : words) {
            word -= onesOf(weight.bits());
        }
    }
}

void unpackZeros(const TensorView& qzeros, GptqVersion version, PackedLinear& weight) {
    const int64_t groups = weight.groups();
    const bool fieldByField = version == GptqVersion::V1 && onesOf(weight.bits()) == 0;
    std::vector<uint32_t> words(static_cast<size_t>(qzeros.columns()));
    for (int64_t group = 0; group < groups; ++group) {
        std::memcpy(words.data(), qzeros.data + group * qzeros.columns() * 4, words.size() * 4);
        if (version == GptqVersion::V1) {
            for (uint32_t& word : words) {
                word += onesOf(weight.bits());
            }
        }
        for (int64_t row = 0; row < weight.outFeatures(); ++row) {
            const Field field(row, weight.bits());
            const unsigned stored = field.read(reinterpret_cast<const std::byte*>(words.data()), 1);
            weight.zeros()[static_cast<size_t>(row * groups + group)] =
                static_cast<uint8_t>(fieldByField ? (stored + 1U) & field.mask : stored);
        }
    }
}

void checkSymmetry(const std::string& module, const PackedLinear& weight, GptqVersion version) {
    const int middle = 1 << (weight.bits() - 1);
    const auto other =
        std::find_if(weight.zeros().begin(), weight.zeros().end(), [&](uint8_t zero) { return zero != middle; });
    if (other != weight.zeros().end()) {
        throw inputError("gptq.zero_point",
                         fmt::format("{}.qzeros holds the zero point {} as {} reads it, but the configuration says "
                                     "\"sym\": true, which makes all of them {}: \"sym\" or \"checkpoint_format\" is "
                                     "wrong.",
                                     inQuotes(module), *other, version == GptqVersion::V1 ? "gptq" : "gptq_v2",
                                     middle));
    }
}

void unpackScales(const std::string& module, const TensorView& scales, PackedLinear& weight) {
    const Tensor floats = toFloat32(scales);
    const int64_t groups = weight.groups();
    for (int64_t group = 0; group < groups; ++group) {
        for (int64_t row = 0; row < weight.outFeatures(); ++row) {
            const float scale = floats.floats()[static_cast<size_t>(group * weight.outFeatures() + row)];
            const Float16 half = toFloat16(scale);
            if (scales.dtype != DType::F16 && toFloat(half) != scale) {
                throw inputError("gptq.scale",
                                 fmt::format("{}.scales holds {} in {}, which fp16 cannot hold exactly; only such "
                                             "scales can be read.",
                                             inQuotes(module), scale, dtypeName(scales.dtype)));
            }
            weight.scales()[static_cast<size_t>(row * groups + group)] = half;
        }
    }
}

} // namespace

bool fillsGptqWords(int64_t count, int bits) {
    return count * bits % kWordBits == 0;
}

std::vector<PlannedTensor> planGptq(const std::string& module, const Shape& outIn, int bits, int64_t groupSize) {
    const int64_t out = outIn.at(0);
    const int64_t in = outIn.at(1);
    const int64_t group = groupSize == 0 ? in : groupSize;
    if (!fillsGptqWords(out, bits) || !fillsGptqWords(in, bits) || group < 1 || in % group != 0) {
        throw inputError("gptq.shape",
                         fmt::format("{} [{}, {}] cannot be packed by GPTQ with {} bits and group size {}: outputs and "
                                     "inputs must fill whole words of 32 bits, and the inputs whole groups.",
                                     inQuotes(module), out, in, bits, group));
    }
    return {{module + ".qweight", DType::I32, {in * bits / kWordBits, out}},
            {module + ".qzeros", DType::I32, {in / group, out * bits / kWordBits}},
            {module + ".scales", DType::F16, {in / group, out}},
            {module + ".g_idx", DType::I32, {in}}};
}

GptqTensors packGptq(const PackedLinear& weight, GptqVersion version) {
    const int bits = weight.bits();
    if (onesOf(bits) == 0 && bits != 3) {
        throw inputError("gptq.shape", fmt::format("GPTQ has 2, 3, 4 and 8 bits per weight, not {}.", bits));
    }
    const auto plan = planGptq("a linear", {weight.outFeatures(), weight.inFeatures()}, bits, weight.groupSize());
    GptqTensors tensors{Tensor::zeros(plan[0].shape, DType::I32), Tensor::zeros(plan[1].shape, DType::I32),
                        Tensor(plan[2].shape, DType::F16), Tensor(plan[3].shape, DType::I32)};
    packCodes(weight.inputOrder().empty() ? weight : storedByInput(weight), tensors.qweight.span().as<uint32_t>());
    packZeros(weight, version, tensors.qzeros);
    const auto scales = tensors.scales.span().as<Float16>();
    for (int64_t group = 0; group < weight.groups(); ++group) {
        for (int64_t row = 0; row < weight.outFeatures(); ++row) {
            scales[static_cast<size_t>(group * weight.outFeatures() + row)] =
                weight.scales()[static_cast<size_t>(row * weight.groups() + group)];
        }
    }
    const auto groupOf = tensors.gIdx.span().as<int32_t>();
    for (int64_t position = 0; position < weight.inFeatures(); ++position) {
        const int64_t input = weight.inputOrder().empty() ? position : weight.inputOrder()[position];
        groupOf[static_cast<size_t>(input)] = static_cast<int32_t>(position / weight.groupSize());
    }
    return tensors;
}

PackedLinear unpackGptq(const std::string& module, const GptqViews& tensors, const Shape& outIn,
                        const GptqSettings& settings, GptqVersion version) {
    auto plan = planGptq(module, outIn, settings.bits, settings.groupSize);
    checkStored("gptq", plan[0].name, tensors.qweight, plan[0]);
    checkStored("gptq", plan[1].name, tensors.qzeros, plan[1]);
    if (tensors.scales.dtype == DType::BF16 || tensors.scales.dtype == DType::F32) {
        plan[2].dtype = tensors.scales.dtype;
    }
    checkStored("gptq", plan[2].name, tensors.scales, plan[2]);
    PackedLinear weight(outIn[0], outIn[1], settings.bits, settings.groupSize == 0 ? outIn[1] : settings.groupSize);
    unpackCodes(tensors.qweight, weight);
    unpackZeros(tensors.qzeros, version, weight);
    if (settings.symmetric) {
        checkSymmetry(module, weight, version);
    }
    unpackScales(module, tensors.scales, weight);
    if (!tensors.gIdx.empty()) {
        checkStored("gptq", plan[3].name, tensors.gIdx, plan[3]);
        if (settings.actOrder || !isUnset(tensors.gIdx)) {
            sortByGroup(module, tensors.gIdx, weight);
        }
    }
    return weight;
}

} // namespace salient
