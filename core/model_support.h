// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/model_folder.h"
#include "core/model/model_config.h"

#include <string>
#include <vector>

namespace salient {

/// How far a readable model folder is understood, and why no further.
struct ModelSupport {
    enum class Level {
        Full,   ///< every command
        Partly, ///< close to a known family
        None    ///< tensors, shapes and sizes can be shown
    };
    Level level = Level::Full;
    std::string family;               ///< known or nearest, "llama"; empty: none is near
    std::vector<std::string> reasons; ///< a sentence each; empty for Full
    std::string works;                ///< what can be done with the model, a sentence
};

/// "full", "partly" or "none".
std::string levelName(ModelSupport::Level level);

/// Of a model that opens: Partly when blocks hold tensors that its family does not read.
ModelSupport describeOpened(const Checkpoint& checkpoint, const ModelConfig& config);

/// Of a model whose opening ended with the sentence `refusal`: which class, which setting of config.json and which
/// tensors are not known, and which family is nearest by the names of its tensors.
ModelSupport describeRefused(const ModelFolder& folder, const std::string& refusal);

} // namespace salient
