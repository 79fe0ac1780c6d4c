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

std::vector<NormPart> normParts(const std::string& name, const NormShape& shape) {
    std::vector<NormPart> parts;
    if (shape.modules) {
        for (int64_t head = 0; head < shape.features / shape.headDim; ++head) {
            parts.push_back(
                {name + ".norms." + std::to_string(head) + ".weight", {shape.headDim}, false, head * shape.headDim});
        }
        return parts;
    }
    const bool own = shape.headDim > 0;
    parts.push_back({name + ".weight",
                     own ? Shape{shape.features / shape.headDim, shape.headDim} : Shape{shape.features}, false, 0});
    if (shape.spec.bias) {
        parts.push_back({name + ".bias", {shape.features}, true, 0});
    }
    return parts;
}

std::vector<StoredTensor> storedTensors(const Norm& norm) {
    std::vector<StoredTensor> stored;
    for (NormPart& part : normParts(norm.name, {"", norm.spec, norm.weight.elements(), norm.headDim, norm.modules})) {
        const TensorView whole = part.bias ? norm.bias.view() : norm.weight.view();
        const auto* begin = whole.data + part.first * static_cast<int64_t>(sizeof(float));
        stored.push_back({std::move(part.name), {begin, DType::F32, std::move(part.shape)}});
    }
    return stored;
}

} // namespace salient
