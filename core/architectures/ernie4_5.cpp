// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// transformers `models/ernie4_5/modeling_ernie4_5.py`: Llama that rotates neighbouring channels.
ModelConfig readErnie45(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config =
        readLlamaLike(reader, {.theta = 5e5, .layout = RotaryLayout::Interleaved}, {.defaultEpsilon = 1e-5});
    useAttentionBias(config, reader.flag("use_bias", false));
    config.mlp.bias = config.attention.qkvBias;
    config.head.tied = reader.flag("tie_word_embeddings", true);
    return config;
}

} // namespace salient
