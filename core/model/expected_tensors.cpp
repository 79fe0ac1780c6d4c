// SPDX-License-Identifier: Apache-2.0
#include "core/model/expected_tensors.h"

namespace salient {

namespace {

void addNorm(const std::string& name, const NormShape& shape, std::vector<ExpectedTensor>& tensors) {
    for (NormPart& part : normParts(name, shape)) {
        tensors.push_back({std::move(part.name), std::move(part.shape)});
    }
}

} // namespace

std::vector<ExpectedTensor> outsideTensors(const ModelConfig& config) {
    const EmbeddingSpec& e = config.embedding;
    const HeadSpec& h = config.head;
    std::vector<ExpectedTensor> tensors;
    const auto add = [&](const std::string& name, const Shape& shape) {
        if (!name.empty()) {
            tensors.push_back({name, shape});
        }
    };
    add(e.tokens, {config.vocabulary, e.width});
    add(e.positions, {config.maxPositions + e.positionOffset, config.hidden});
    add(e.projectIn, {config.hidden, e.width});
    if (!e.norm.empty()) {
        addNorm(e.norm, {e.norm, e.normSpec, config.hidden}, tensors);
    }
    if (!h.norm.empty()) {
        addNorm(h.norm, {h.norm, config.norm, config.hidden}, tensors);
    }
    add(h.projectOut, {e.width, config.hidden});
    if (!h.tied) {
        add(h.weight, {config.vocabulary, e.width});
    }
    add(h.bias, {config.vocabulary});
    return tensors;
}

std::vector<ExpectedTensor> besideLinears(const ModelConfig& config, int64_t layer) {
    const std::string prefix = config.blockName(layer) + ".";
    std::vector<ExpectedTensor> tensors;
    for (const NormShape& shape : blockNorms(config)) {
        addNorm(prefix + shape.name, shape, tensors);
    }
    if (config.experts.correction && config.layers[static_cast<size_t>(layer)].experts) {
        tensors.push_back({prefix + config.names.mlp + "." + config.names.correction, {config.experts.count}});
    }
    return tensors;
}

ExpectedLinear expectedLinear(const std::string& block, const LinearShape& shape, bool conv1d) {
    ExpectedLinear linear;
    linear.name = block + "." + shape.name;
    linear.matrix = {shape.out, shape.in};
    linear.weight = {linear.name + ".weight", conv1d ? Shape{shape.in, shape.out} : linear.matrix};
    if (shape.bias) {
        linear.bias = ExpectedTensor{linear.name + ".bias", {shape.out}};
    }
    return linear;
}

} // namespace salient
