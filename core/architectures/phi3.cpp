// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// Phi 3, 3.5 and 4, transformers `models/phi3/modeling_phi3.py`: Llama with joined projections.
ModelConfig readPhi3(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader, {}, {.defaultEpsilon = 1e-5});
    config.attention.rows = QkvRows::Joined;
    config.mlp.joined = true;
    slideEveryLayer(reader, config);
    return config;
}

} // namespace salient
