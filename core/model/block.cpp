// SPDX-License-Identifier: Apache-2.0
#include "core/model/block.h"

#include <cassert>

namespace salient {

std::vector<LinearShape> blockLinears(const ModelConfig& c) {
    const BlockNames& n = c.names;
    return {
        {n.q, c.qFeatures(), c.hidden, c.qkvBias},     {n.k, c.kvFeatures(), c.hidden, c.qkvBias},
        {n.v, c.kvFeatures(), c.hidden, c.qkvBias},    {n.o, c.hidden, c.qFeatures(), c.outputBias},
        {n.gate, c.intermediate, c.hidden, c.mlpBias}, {n.up, c.intermediate, c.hidden, c.mlpBias},
        {n.down, c.hidden, c.intermediate, c.mlpBias},
    };
}

void Norm::forward(Backend& backend, const TensorView& x, const TensorSpan& y) const {
    if (spec.kind == NormSpec::Kind::Rms) {
        backend.rmsNorm(x, weight, spec.weightOffset, spec.epsilon, y);
    } else {
        backend.layerNorm(x, weight, bias.view(), spec.epsilon, y);
    }
}

std::vector<Linear*> Block::linears() {
    return {&q, &k, &v, &o, &gate, &up, &down};
}

std::vector<const Linear*> Block::linears() const {
    return {&q, &k, &v, &o, &gate, &up, &down};
}

Linear& Block::linear(std::string_view relativeName) {
    const std::string full = name + "." + std::string(relativeName);
    for (Linear* candidate : linears()) {
        if (candidate->name == full) {
            return *candidate;
        }
    }
    assert(false && "a scaling group names a linear that the block does not have");
    return q;
}

const Linear& Block::linear(std::string_view relativeName) const {
    return const_cast<Block*>(this)->linear(relativeName);
}

Norm& Block::norm(std::string_view relativeName) {
    const std::string full = name + "." + std::string(relativeName);
    for (Norm* candidate : {&inputNorm, &mlpNorm, &qNorm, &kNorm}) {
        if (candidate->name == full) {
            return *candidate;
        }
    }
    assert(false && "a scaling group names a norm that the block does not have");
    return inputNorm;
}

LinearInput inputOf(const ModelConfig& config, std::string_view relativeName) {
    const BlockNames& n = config.names;
    if (relativeName == n.o) {
        return LinearInput::AttentionOutput;
    }
    if (relativeName == n.gate || relativeName == n.up) {
        return LinearInput::Mlp;
    }
    return relativeName == n.down ? LinearInput::MlpDown : LinearInput::Attention;
}

} // namespace salient
