// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/module_pattern.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// How zero points are stored; the value of `checkpoint_format`.
enum class GptqVersion {
    V1, ///< "gptq": one less
    V2, ///< "gptq_v2": as they are
};

/// What a linear is packed with.
struct GptqSettings {
    int bits = 4;            ///< 2, 3, 4 or 8
    int64_t groupSize = 128; ///< 0: the whole row (−1 in the file)
    bool symmetric = true;   ///< zero point 2^(bits−1) throughout
    bool actOrder = false;   ///< `desc_act`: g_idx gives every input its group
};

/// An entry of `dynamic`.
struct GptqRule {
    std::string key; ///< as it stands there: "-:REGEX" leaves modules in 16 bit, "+:REGEX" and "REGEX" give settings
    PathExpression pattern;
    std::optional<GptqSettings>
        settings; ///< with those of the whole section where the entry is silent; nothing: 16 bit
};

/// `quantization_config` of a GPTQ folder, or its quantize_config.json (AutoGPTQ, GPTQModel, transformers
/// `GPTQConfig`).
struct GptqConfig {
    GptqVersion version = GptqVersion::V1;
    GptqSettings settings;
    std::vector<GptqRule> dynamic; ///< the first that matches decides

    /// The rule for a module (full path), null when the section's own settings hold.
    const GptqRule* ruleFor(std::string_view module) const;
};

/// Throws Error (input): quantization.unsupported_version (`checkpoint_format`), quantization.unsupported_bits,
/// quantization.bad_config.
GptqConfig gptqConfigFromJson(const nlohmann::ordered_json& section, const std::string& place);

} // namespace salient
