// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/issue.h"
#include "core/tokenizer/tokenizer.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace salient {

/// A conversation as the model is to continue it.
struct ChatPrompt {
    std::vector<int32_t> ids;
    std::vector<Issue> issues;
};

/// Writes `messages` (a list of objects with "role" and "content") with the chat template of the model folder; special
/// tokens that are typed in them stay text. A model that neither has a template nor is of a family with a common one is
/// no chat model: the contents stand one after the other without roles, a reply directly behind what it answers, and an
/// issue says so. Throws Error (input) for messages of another form and whatever the template says.
ChatPrompt chatPrompt(const std::filesystem::path& folder, const Tokenizer& tokenizer,
                      const nlohmann::ordered_json& messages);

} // namespace salient
