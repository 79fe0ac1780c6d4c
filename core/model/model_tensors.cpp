// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_tensors.h"

#include "core/checkpoint/awq_gemm.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>

namespace salient {

namespace {

bool isPacked(const Checkpoint& checkpoint, const std::optional<AwqConfig>& awq, const std::string& name) {
    return awq && checkpoint.contains(name + ".qweight");
}

Shape storedShape(const LinearShape& shape, bool transposed) {
    return transposed ? Shape{shape.in, shape.out} : Shape{shape.out, shape.in};
}

class TensorCheck {
public:
    TensorCheck(const Checkpoint& checkpoint, const ModelConfig& config, const std::optional<AwqConfig>& awq)
        : m_checkpoint(checkpoint), m_config(config), m_awq(awq) {}

    void outside() const {
        const EmbeddingSpec& e = m_config.embedding;
        const HeadSpec& h = m_config.head;
        floatTensor(m_checkpoint, e.tokens, {m_config.vocabulary, e.width});
        optional(e.positions, {m_config.maxPositions + e.positionOffset, m_config.hidden});
        optional(e.projectIn, {m_config.hidden, e.width});
        norm(e.norm, {e.norm, e.normSpec, m_config.hidden});
        norm(h.norm, {h.norm, m_config.norm, m_config.hidden});
        optional(h.projectOut, {e.width, m_config.hidden});
        if (!h.tied) {
            floatTensor(m_checkpoint, h.weight, {m_config.vocabulary, e.width});
        }
        optional(h.bias, {m_config.vocabulary});
    }

    void block(int64_t layer) const {
        const std::string prefix = m_config.blockName(layer) + ".";
        for (const NormShape& shape : blockNorms(m_config)) {
            norm(prefix + shape.name, shape);
        }
        for (const LinearShape& shape : blockLinears(m_config, layer)) {
            linear(prefix + shape.name, shape);
        }
        if (m_config.experts.correction && m_config.layers[static_cast<size_t>(layer)].experts) {
            floatTensor(m_checkpoint, prefix + m_config.names.mlp + "." + m_config.names.correction,
                        {m_config.experts.count});
        }
    }

private:
    void optional(const std::string& name, const Shape& shape) const {
        if (!name.empty()) {
            floatTensor(m_checkpoint, name, shape);
        }
    }

    void norm(const std::string& name, const NormShape& shape) const {
        if (!name.empty()) {
            readNorm(m_checkpoint, name, shape); // small: reading is the check
        }
    }

    void linear(const std::string& name, const LinearShape& shape) const {
        if (isPacked(m_checkpoint, m_awq, name)) {
            checkAwqGemm(m_checkpoint, name, {shape.out, shape.in}, *m_awq);
        } else {
            floatTensor(m_checkpoint, name + ".weight", storedShape(shape, m_config.names.transposed));
        }
        if (shape.bias) {
            floatTensor(m_checkpoint, name + ".bias", {shape.out});
        }
    }

    const Checkpoint& m_checkpoint;
    const ModelConfig& m_config;
    const std::optional<AwqConfig>& m_awq;
};

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
    Norm norm{name, shape.spec, {}, {}, shape.headDim, shape.modules};
    if (shape.modules) {
        norm.weight = Tensor({shape.features}, DType::F32);
        for (StoredTensor& part : storedTensors(norm)) {
            const TensorView stored = floatTensor(checkpoint, part.name, part.value.shape);
            const auto at = part.value.data - norm.weight.view().data;
            convert(stored, {norm.weight.span().data + at, DType::F32, part.value.shape});
        }
        return norm;
    }
    const Shape stored =
        shape.headDim > 0 ? Shape{shape.features / shape.headDim, shape.headDim} : Shape{shape.features};
    const Tensor weight = toFloat32(floatTensor(checkpoint, name + ".weight", stored));
    norm.weight = Tensor({shape.features}, DType::F32);
    std::ranges::copy(weight.floats(), norm.weight.floats().begin());
    if (shape.spec.bias) {
        norm.bias = toFloat32(floatTensor(checkpoint, name + ".bias", {shape.features}));
    }
    return norm;
}

Linear readLinear(const Checkpoint& checkpoint, const std::optional<AwqConfig>& awq, const std::string& block,
                  const LinearShape& shape, bool conv1d) {
    Linear linear;
    linear.name = block + "." + shape.name;
    linear.out = shape.out;
    linear.in = shape.in;
    linear.role = shape.role;
    linear.expert = shape.expert;
    linear.transposed = conv1d;
    if (isPacked(checkpoint, awq, linear.name)) {
        linear.weight = readAwqGemm(checkpoint, linear.name, {shape.out, shape.in}, *awq);
    } else {
        const TensorView stored = floatTensor(checkpoint, linear.name + ".weight", storedShape(shape, conv1d));
        linear.weight = conv1d ? WeightTensor(transposed(stored)) : WeightTensor(stored);
    }
    if (shape.bias) {
        linear.bias = WeightTensor(toFloat32(floatTensor(checkpoint, linear.name + ".bias", {shape.out})));
    }
    return linear;
}

void checkTensors(const Checkpoint& checkpoint, const ModelConfig& config, const std::optional<AwqConfig>& awq) {
    const TensorCheck check(checkpoint, config, awq);
    check.outside();
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        check.block(layer);
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
