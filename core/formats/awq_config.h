// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/issue.h"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// AutoAWQ's layouts that can be read.
inline constexpr std::array<std::string_view, 3> kAwqVersions{"gemm", "gemv", "gemv_fast"};

/// `quantization_config` of an AutoAWQ folder (transformers `AwqConfig`).
struct AwqConfig {
    int bits = 4;
    int64_t groupSize = 128; ///< 0: the whole row (−1 in the file)
    bool zeroPoint = true;
    std::string version = "gemm";                 ///< of kAwqVersions
    std::vector<std::string> modulesToNotConvert; ///< substrings of module paths
};

/// Reads one section in either spelling (`bits`/`w_bit`, `group_size`/`q_group_size`). `place` begins the messages.
/// Throws Error (input): quantization.unsupported_method, quantization.unsupported_version,
/// quantization.unsupported_bits, quantization.bad_config.
AwqConfig awqConfigFromJson(const nlohmann::ordered_json& section, const std::string& place);

/// The section as transformers, vLLM and SGLang read it.
nlohmann::ordered_json awqConfigToJson(const AwqConfig& config);

/// Whether the loaders leave this module in 16 bit: some entry is part of its path (AutoAWQ, vLLM, SGLang).
bool isLeftUnconverted(const AwqConfig& config, std::string_view modulePath);

/// A packed module that an entry meant for another one would also cover ("mlp.gate" is part of "mlp.gate_proj"), so
/// that loaders would look for its `.weight`; nothing when the list says what the files hold.
std::optional<Issue> checkModulesToNotConvert(const AwqConfig& config, const std::vector<std::string>& packedModules);

} // namespace salient
