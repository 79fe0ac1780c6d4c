// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_tensors.h"

#include "core/model/expected_tensors.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

namespace {

bool isPacked(const Checkpoint& checkpoint, const PackedReader* packed, const std::string& name) {
    return packed != nullptr && packed->holds(checkpoint, name);
}

void checkLinear(const Checkpoint& checkpoint, const PackedReader* packed, const ExpectedLinear& linear) {
    if (isPacked(checkpoint, packed, linear.name)) {
        packed->check(checkpoint, linear.name, linear.matrix);
    } else {
        floatTensor(checkpoint, linear.weight.name, linear.weight.shape);
    }
    if (linear.bias) {
        floatTensor(checkpoint, linear.bias->name, linear.bias->shape);
    }
}

/// Embedding and output head stay in 16 bit in what is read here; GPTQ's `lm_head: true` packs the head.
void checkOutsideTensor(const Checkpoint& checkpoint, const PackedReader* packed, const ExpectedTensor& tensor) {
    const std::string module = tensor.name.substr(0, tensor.name.rfind('.'));
    if (!checkpoint.contains(tensor.name) && isPacked(checkpoint, packed, module)) {
        throw inputError("quantization.packed_head",
                         fmt::format("{}: {} is packed by {}; only the linears inside the blocks can be: take a model "
                                     "that has {} in 16 bit.",
                                     checkpoint.folder().string(), module, packed->format(), module));
    }
    floatTensor(checkpoint, tensor.name, tensor.shape);
}

} // namespace

Tensor transposed(const TensorView& matrix) {
    const Tensor floats = toFloat32(matrix);
    Tensor result({matrix.columns(), matrix.rows()}, DType::F32);
    const auto from = floats.floats();
    const auto to = result.floats();
    const auto rows = static_cast<size_t>(matrix.rows());
    const auto columns = static_cast<size_t>(matrix.columns());
    for (size_t row = 0; row < rows; ++row) {
        for (size_t column = 0; column < columns; ++column) {
            to[column * rows + row] = from[row * columns + column];
        }
    }
    return result;
}

TensorView floatTensor(const Checkpoint& checkpoint, const std::string& name, const Shape& shape) {
    TensorView view = checkpoint.view(name, shape);
    if (!isFloating(view.dtype) || view.dtype == DType::F64) {
        throw inputError("tensor.wrong_type",
                         fmt::format("{}: tensor {} should be F32, F16 or BF16, found {}.",
                                     checkpoint.info(name).file.string(), name, dtypeName(view.dtype)));
    }
    return view;
}

Norm readNorm(const Checkpoint& checkpoint, const std::string& name, const NormShape& shape) {
    Norm norm{name, shape.spec, Tensor({shape.features}, DType::F32), {}, shape.headDim, shape.modules};
    for (const NormPart& part : normParts(name, shape)) {
        if (part.bias) {
            norm.bias = Tensor({shape.features}, DType::F32);
        }
        const TensorSpan whole = part.bias ? norm.bias.span() : norm.weight.span();
        auto* begin = whole.data + part.first * static_cast<int64_t>(sizeof(float));
        convert(floatTensor(checkpoint, part.name, part.shape), {begin, DType::F32, part.shape});
    }
    return norm;
}

Linear readLinear(const LinearSource& source, const std::string& block, const LinearShape& shape, bool conv1d) {
    const Checkpoint& checkpoint = source.checkpoint;
    const ExpectedLinear expected = expectedLinear(block, shape, conv1d);
    Linear linear;
    linear.name = expected.name;
    linear.out = shape.out;
    linear.in = shape.in;
    linear.role = shape.role;
    linear.expert = shape.expert;
    linear.transposed = conv1d;
    if (isPacked(checkpoint, source.packed, linear.name)) {
        auto kept = source.lookup ? source.lookup(linear.name, shape.out, shape.in) : nullptr;
        if (kept != nullptr) {
            linear.weight = std::move(kept);
            linear.inputRounding = source.packed->spec(linear.name).inputs;
        } else {
            linear.weight = source.packed->read(checkpoint, linear.name, {shape.out, shape.in});
        }
    } else {
        const TensorView stored = floatTensor(checkpoint, expected.weight.name, expected.weight.shape);
        linear.weight = conv1d ? WeightTensor(transposed(stored)) : WeightTensor(stored);
    }
    if (expected.bias) {
        linear.bias = WeightTensor(toFloat32(floatTensor(checkpoint, expected.bias->name, expected.bias->shape)));
    }
    return linear;
}

void checkTensors(const Checkpoint& checkpoint, const ModelConfig& config, const PackedReader* packed) {
    for (const ExpectedTensor& tensor : outsideTensors(config)) {
        checkOutsideTensor(checkpoint, packed, tensor);
    }
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        for (const ExpectedTensor& tensor : besideLinears(config, layer)) {
            floatTensor(checkpoint, tensor.name, tensor.shape);
        }
        for (const LinearShape& shape : blockLinears(config, layer)) {
            checkLinear(checkpoint, packed, expectedLinear(config.blockName(layer), shape, config.names.transposed));
        }
    }
    const std::string last = config.blockName(config.layerCount()) + "." + blockNorms(config).front().name + ".weight";
    if (checkpoint.contains(last)) {
        throw inputError("config.contradicts_tensors",
                         fmt::format("{}: config.json says there are {} layers, but the files hold a block {}.",
                                     checkpoint.folder().string(), config.layerCount(),
                                     config.blockName(config.layerCount())));
    }
}

} // namespace salient
