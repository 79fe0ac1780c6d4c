// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/json_file.h"
#include "core/formats/bit_stream.h"
#include "core/formats/compressed_tensors.h"
#include "core/formats/gptq_order.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace salient {

namespace {

enum class ZeroLayout { None, Dense, WholePerWord, Single };

/// What the shapes of the tensors say about one linear.
struct CtLayout {
    BitLayout codes = BitLayout::Dense;
    ZeroLayout zeros = ZeroLayout::None;
};

std::string placeOf(const TensorInfo& info) {
    return fmt::format("{}: tensor {}", info.file.string(), inQuotes(info.name));
}

Error wrongShape(const TensorInfo& info, const Shape& expected) {
    return inputError("ct.shape", fmt::format("{} should have the shape {} by config.json, found {}.", placeOf(info),
                                              shapeText(expected), shapeText(info.shape)));
}

void checkType(const TensorInfo& info, std::initializer_list<DType> allowed) {
    if (std::find(allowed.begin(), allowed.end(), info.dtype) == allowed.end()) {
        std::string names;
        for (const DType type : allowed) {
            names += (names.empty() ? "" : " or ") + std::string(dtypeName(type));
        }
        throw inputError("ct.type", fmt::format("{} should have the type {}, found {}.", placeOf(info), names,
                                                dtypeName(info.dtype)));
    }
}

BitLayout checkCodes(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn,
                     const CtScheme& scheme) {
    if (scheme.codes == CtScheme::Codes::Bytes) {
        const TensorInfo& info = checkpoint.info(module + ".weight");
        checkType(info, {DType::I8});
        if (info.shape != outIn) {
            throw wrongShape(info, outIn);
        }
        return BitLayout::Dense;
    }
    const TensorInfo& info = checkpoint.info(module + ".weight_packed");
    checkType(info, {DType::I32});
    for (const BitLayout layout : {BitLayout::Dense, BitLayout::WholePerWord}) {
        if (info.shape == Shape{outIn[0], wordsFor(layout, outIn[1], scheme.spec.bits)}) {
            return layout;
        }
    }
    throw wrongShape(info, {outIn[0], wordsFor(BitLayout::Dense, outIn[1], scheme.spec.bits)});
}

bool isOne(const Shape& shape) {
    return elementCount(shape) == 1 && shape.size() <= 2;
}

/// [out, groups]; one value for the whole tensor may have fewer axes, one per row too.
bool fitsScales(const Shape& shape, const Shape& outIn, const CtScheme& scheme) {
    switch (scheme.scales) {
    case CtScheme::Scales::Tensor:
        return isOne(shape);
    case CtScheme::Scales::Channel:
        return shape == Shape{outIn[0], 1} || shape == Shape{outIn[0]};
    case CtScheme::Scales::Group:
        break;
    }
    return shape == Shape{outIn[0], scheme.spec.groupsFor(outIn[1])};
}

void checkScales(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn, const CtScheme& scheme) {
    const TensorInfo& info = checkpoint.info(module + ".weight_scale");
    checkType(info, {DType::F16, DType::BF16, DType::F32});
    if (!fitsScales(info.shape, outIn, scheme)) {
        throw wrongShape(info, {outIn[0], scheme.spec.groupsFor(outIn[1])});
    }
}

ZeroLayout checkZeros(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn,
                      const CtScheme& scheme) {
    const std::string name = module + ".weight_zero_point";
    if (scheme.spec.symmetric && !checkpoint.contains(name)) {
        return ZeroLayout::None;
    }
    const TensorInfo& info = checkpoint.info(name);
    checkType(info, {DType::I32, DType::I8});
    const int64_t groups = scheme.spec.groupsFor(outIn[1]);
    const Shape dense{wordsFor(BitLayout::Dense, outIn[0], scheme.spec.bits), groups};
    if (info.dtype == DType::I32 && scheme.codes == CtScheme::Codes::Packed) {
        if (info.shape == dense) {
            return ZeroLayout::Dense;
        }
        if (info.shape == Shape{wordsFor(BitLayout::WholePerWord, outIn[0], scheme.spec.bits), groups}) {
            return ZeroLayout::WholePerWord;
        }
    }
    if (!fitsScales(info.shape, outIn, scheme)) {
        throw wrongShape(info, info.dtype == DType::I32 ? dense : Shape{outIn[0], groups});
    }
    return ZeroLayout::Single;
}

CtLayout layoutOf(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn, const CtScheme& scheme) {
    if (!scheme.spec.fits(outIn[1])) {
        throw inputError("ct.shape",
                         fmt::format("{}: {} has {} inputs, which are no multiple of the group size {}.",
                                     checkpoint.folder().string(), inQuotes(module), outIn[1], scheme.spec.groupSize));
    }
    if (const std::string order = module + ".weight_g_idx"; scheme.ordered || checkpoint.contains(order)) {
        const TensorInfo& info = checkpoint.info(order);
        checkType(info, {DType::I32});
        if (info.shape != Shape{outIn[1]}) {
            throw wrongShape(info, {outIn[1]});
        }
    }
    CtLayout layout;
    layout.codes = checkCodes(checkpoint, module, outIn, scheme);
    checkScales(checkpoint, module, outIn, scheme);
    layout.zeros = checkZeros(checkpoint, module, outIn, scheme);
    const std::string shape = module + ".weight_shape";
    if (scheme.codes == CtScheme::Codes::Packed) {
        const TensorInfo& info = checkpoint.info(shape);
        checkType(info, {DType::I64, DType::I32});
        if (info.shape != Shape{2}) {
            throw wrongShape(info, {2});
        }
    }
    return layout;
}

template <typename T>
T valueAt(const TensorView& view, int64_t index) {
    T value{};
    std::memcpy(&value, view.data + index * static_cast<int64_t>(sizeof(T)), sizeof(T));
    return value;
}

int64_t integerAt(const TensorView& view, int64_t index) {
    switch (view.dtype) {
    case DType::I64:
        return valueAt<int64_t>(view, index);
    case DType::I32:
        return valueAt<int32_t>(view, index);
    default:
        return valueAt<int8_t>(view, index);
    }
}

void checkStoredShape(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn) {
    const TensorView view = checkpoint.view(module + ".weight_shape");
    const Shape stored{integerAt(view, 0), integerAt(view, 1)};
    if (stored != outIn) {
        throw inputError("ct.value",
                         fmt::format("{} should say {}, found {}.", placeOf(checkpoint.info(module + ".weight_shape")),
                                     shapeText(outIn), shapeText(stored)));
    }
}

/// A signed value of the file as the code that is stored here.
uint8_t codeOf(int64_t value, int bits, const TensorInfo& info, int64_t index) {
    const int64_t half = int64_t{1} << (bits - 1);
    if (value < -half || value >= half) {
        throw inputError("ct.value", fmt::format("{} has {} as its value {}, which {} bits do not hold.", placeOf(info),
                                                 value, index, bits));
    }
    return static_cast<uint8_t>(value + half);
}

void readCodes(const Checkpoint& checkpoint, const std::string& module, const CtScheme& scheme, BitLayout layout,
               PackedLinear& weight) {
    const bool bytes = scheme.codes == CtScheme::Codes::Bytes;
    const std::string name = module + (bytes ? ".weight" : ".weight_packed");
    const TensorView view = checkpoint.view(name);
    const TensorInfo& info = checkpoint.info(name);
    const int64_t in = weight.inFeatures();
    const int64_t rowBytes = view.columns() * dtypeBytes(view.dtype);
    std::vector<uint8_t> codes(static_cast<size_t>(in));
    for (int64_t row = 0; row < weight.outFeatures(); ++row) {
        if (bytes) {
            for (int64_t i = 0; i < in; ++i) {
                const int64_t at = row * in + i;
                codes[static_cast<size_t>(i)] = codeOf(valueAt<int8_t>(view, at), weight.bits(), info, at);
            }
        } else {
            unpackCodes(view.data + row * rowBytes, layout, weight.bits(), codes);
        }
        weight.packRow(row, codes);
    }
}

void readScales(const Checkpoint& checkpoint, const std::string& module, PackedLinear& weight) {
    const TensorView view = checkpoint.view(module + ".weight_scale");
    const Tensor floats = toFloat32(view);
    const auto values = floats.floats();
    const auto scales = weight.scales();
    for (size_t i = 0; i < scales.size(); ++i) {
        const float value = values[values.size() == 1 ? 0 : i];
        scales[i] = toFloat16(value);
        if (!std::isfinite(toFloat(scales[i]))) {
            throw inputError("ct.value", fmt::format("{} has the scale {} as its value {}, which fp16 does not hold.",
                                                     placeOf(checkpoint.info(module + ".weight_scale")), value, i));
        }
    }
}

void readPackedZeros(const TensorView& view, BitLayout layout, PackedLinear& weight) {
    const auto groups = static_cast<size_t>(weight.groups());
    const auto rows = static_cast<size_t>(view.rows());
    std::vector<uint32_t> words(rows);
    std::vector<uint8_t> column(static_cast<size_t>(weight.outFeatures()));
    for (size_t group = 0; group < groups; ++group) {
        for (size_t row = 0; row < rows; ++row) {
            words[row] = valueAt<uint32_t>(view, static_cast<int64_t>(row * groups + group));
        }
        unpackCodes(reinterpret_cast<const std::byte*>(words.data()), layout, weight.bits(), column);
        for (size_t row = 0; row < column.size(); ++row) {
            weight.zeros()[row * groups + group] = column[row];
        }
    }
}

void readZeros(const Checkpoint& checkpoint, const std::string& module, ZeroLayout layout, PackedLinear& weight) {
    const auto zeros = weight.zeros();
    if (layout == ZeroLayout::None) {
        std::fill(zeros.begin(), zeros.end(), static_cast<uint8_t>(1U << static_cast<unsigned>(weight.bits() - 1)));
        return;
    }
    const TensorView view = checkpoint.view(module + ".weight_zero_point");
    if (layout != ZeroLayout::Single) {
        readPackedZeros(view, layout == ZeroLayout::Dense ? BitLayout::Dense : BitLayout::WholePerWord, weight);
        return;
    }
    const TensorInfo& info = checkpoint.info(module + ".weight_zero_point");
    for (size_t i = 0; i < zeros.size(); ++i) {
        const int64_t at = view.elements() == 1 ? 0 : static_cast<int64_t>(i);
        zeros[i] = codeOf(integerAt(view, at), weight.bits(), info, at);
    }
}

/// compressed-tensors fills g_idx with −1 where there is no order.
void readOrder(const Checkpoint& checkpoint, const std::string& module, PackedLinear& weight) {
    const std::string name = module + ".weight_g_idx";
    if (!checkpoint.contains(name)) {
        return;
    }
    const TensorView view = checkpoint.view(name);
    bool unset = true;
    for (int64_t i = 0; i < view.elements(); ++i) {
        unset = unset && valueAt<int32_t>(view, i) == -1;
    }
    if (!unset) {
        sortByGroup(module, view, weight);
    }
}

} // namespace

void checkCompressedTensors(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn,
                            const CtScheme& scheme) {
    layoutOf(checkpoint, module, outIn, scheme);
}

PackedLinear readCompressedTensors(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn,
                                   const CtScheme& scheme) {
    const CtLayout layout = layoutOf(checkpoint, module, outIn, scheme);
    if (scheme.codes == CtScheme::Codes::Packed) {
        checkStoredShape(checkpoint, module, outIn);
    }
    PackedLinear weight(outIn[0], outIn[1], scheme.spec.bits, scheme.spec.groupFor(outIn[1]));
    readCodes(checkpoint, module, scheme, layout.codes, weight);
    readScales(checkpoint, module, weight);
    readZeros(checkpoint, module, layout.zeros, weight);
    readOrder(checkpoint, module, weight);
    weight.setInputRounding(scheme.spec.inputs);
    return weight;
}

} // namespace salient
