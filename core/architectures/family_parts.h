// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/architectures/config_reader.h"

#include <string>

// What several families have in common beyond readCommonConfig().
namespace salient {

/// Norms that take the mean away, as before RMSNorm.
void useLayerNorm(ModelConfig& config, bool bias);

/// The same answer for q, k, v and for the output projection.
void useAttentionBias(ModelConfig& config, bool bias);

/// down(act(up(x))) without a gate.
void usePlainMlp(ModelConfig& config, const std::string& up, const std::string& down, bool bias);

/// Attention and MLP side by side behind one norm.
void useOneNormForBoth(ModelConfig& config);

/// Positions come from elsewhere: ALiBi or a learned table.
void useNoRotation(ModelConfig& config);

/// `sliding_window` for every layer; absent or null: none.
void slideEveryLayer(const ConfigReader& reader, ModelConfig& config);

} // namespace salient
