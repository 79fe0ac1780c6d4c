// SPDX-License-Identifier: Apache-2.0
#include "core/model/norm.h"

namespace salient {

void Norm::forward(Backend& backend, const TensorView& x, const TensorSpan& y) const {
    const auto apply = [&](const TensorView& in, const TensorView& scale, const TensorSpan& out) {
        if (spec.kind == NormSpec::Kind::Rms) {
            backend.rmsNorm(in, scale, spec.weightOffset, spec.epsilon, out);
        } else {
            backend.layerNorm(in, scale, bias.view(), spec.epsilon, out);
        }
    };
    if (headDim == 0) {
        apply(x, weight, y);
        return;
    }
    const int64_t heads = weight.elements() / headDim;
    const Shape perHead = {x.rows() * heads, headDim};
    Tensor ones({headDim}, DType::F32);
    for (float& value : ones.floats()) {
        value = 1.0F - spec.weightOffset;
    }
    apply({x.data, DType::F32, perHead}, ones, {y.data, DType::F32, perHead});
    backend.scaleMatrix({y.data, DType::F32, {x.rows(), weight.elements()}}, {}, weight);
}

Norm Norm::clone() const {
    return {name,    spec,   weight.empty() ? Tensor() : weight.clone(), bias.empty() ? Tensor() : bias.clone(),
            headDim, modules};
}

std::vector<StoredTensor> storedTensors(const Norm& norm) {
    std::vector<StoredTensor> stored;
    if (norm.modules) {
        for (int64_t head = 0; head < norm.weight.elements() / norm.headDim; ++head) {
            const auto* begin = norm.weight.view().data + head * norm.headDim * static_cast<int64_t>(sizeof(float));
            stored.push_back(
                {norm.name + ".norms." + std::to_string(head) + ".weight", {begin, DType::F32, {norm.headDim}}});
        }
        return stored;
    }
    TensorView weight = norm.weight.view();
    if (norm.headDim > 0) {
        weight.shape = {norm.weight.elements() / norm.headDim, norm.headDim};
    }
    stored.push_back({norm.name + ".weight", weight});
    if (!norm.bias.empty()) {
        stored.push_back({norm.name + ".bias", norm.bias.view()});
    }
    return stored;
}

} // namespace salient
