// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace salient {

/// Ids that end a reply besides those of config.json: "eos_token_id" of generation_config.json, where chat models list
/// the end of a turn, and the tokenizer's end token. Throws Error (input) for a broken file.
std::vector<int32_t> endTokens(const std::filesystem::path& folder, const Tokenizer& tokenizer);

} // namespace salient
