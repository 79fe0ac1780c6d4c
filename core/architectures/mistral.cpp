// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

// transformers `models/mistral/modeling_mistral.py`: Llama without biases; one window for all layers when it is set.
ModelConfig readMistral(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader);
    // Absent means 4096 in transformers' configuration class; null means none.
    const int64_t window =
        json.contains("sliding_window") ? static_cast<int64_t>(reader.number("sliding_window", 0.0)) : 4096;
    applyWindows(reader, window, config, [](int64_t) { return true; });
    return config;
}

} // namespace salient
