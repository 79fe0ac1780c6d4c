// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace salient {

/// Copies what belongs to a model besides weights and config.json: tokenizer, chat template, generation settings,
/// licence. Returns the names copied.
std::vector<std::string> copyCompanionFiles(const std::filesystem::path& from, const std::filesystem::path& to);

/// config.json for an exported folder: the original's keys in their order, `quantization_config` (JSON text) added or
/// replaced, `torch_dtype` or `dtype` (as the original spells it) set to float16.
std::string exportedConfig(const std::string& originalConfig, const std::string& quantizationConfig);

/// Writes a small text file and syncs it. Throws Error (resource).
void writeTextFile(const std::filesystem::path& file, const std::string& text);

} // namespace salient
