// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

// Qwen 2 and 2.5, transformers `models/qwen2/modeling_qwen2.py`: biases on q, k and v only.
ModelConfig readQwen2(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(reader);
    config.qkvBias = true;
    if (reader.flag("use_sliding_window", false)) {
        applyWindows(reader, static_cast<int64_t>(reader.number("sliding_window", 4096.0)),
                     static_cast<int64_t>(reader.number("max_window_layers", 28.0)), config);
    }
    return config;
}

} // namespace salient
