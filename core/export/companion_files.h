// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace salient {

/// Copies what belongs to a model besides weights and config.json: tokenizer, chat template, generation settings,
/// licence. Where transformers would refuse the generation settings (temperature and such without do_sample), do_sample
/// becomes true, as AutoAWQ does. Returns the names copied. Throws Error: file.missing, file.unreadable, json.*
/// (input), output.* (resource).
std::vector<std::string> copyCompanionFiles(const std::filesystem::path& from, const std::filesystem::path& to);

/// config.json for an exported folder: the original's keys in their order, `quantization_config` (JSON text) added or
/// replaced, `torch_dtype` or `dtype` (as the original spells it) set to float16. Throws Error (input) json.*.
std::string exportedConfig(const std::string& originalConfig, const std::string& quantizationConfig);

/// Writes a small text file, replacing an older one in one step, and syncs it. Throws Error (resource).
void writeTextFile(const std::filesystem::path& file, const std::string& text);

} // namespace salient
