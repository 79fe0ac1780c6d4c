// SPDX-License-Identifier: Apache-2.0
#include "core/fused_set.h"

namespace salient {

std::string fusedSet(const ModelConfig& config, int64_t layer, const LinearShape& shape) {
    if (!shape.packable()) {
        return {};
    }
    const std::string block = config.blockName(layer) + ".";
    if (shape.expert >= 0) {
        return block + config.names.mlp + "." + config.names.experts;
    }
    const std::string parent = block + shape.name.substr(0, shape.name.rfind('.'));
    switch (shape.role) {
    case LinearRole::Q:
        return config.attention.latent ? std::string() : parent + ".qkv";
    case LinearRole::K:
    case LinearRole::V:
        return parent + ".qkv";
    case LinearRole::QA:
    case LinearRole::KvA:
        return config.attention.qRank > 0 ? parent + ".qkv_a" : std::string();
    case LinearRole::Gate:
        return parent + ".gate_up";
    case LinearRole::Up:
        return config.mlp.gated ? parent + ".gate_up" : std::string();
    default:
        return {};
    }
}

} // namespace salient
