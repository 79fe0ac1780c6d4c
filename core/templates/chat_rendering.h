// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/chat_template.h"
#include "core/templates/template_source.h"

#include <cstdint>
#include <vector>

namespace salient {

class Tokenizer;

/// A conversation as transformers' apply_chat_template takes it.
struct ChatRequest {
    const nlohmann::ordered_json& messages; ///< list of objects with "role" and "content"
    const nlohmann::ordered_json& tools;    ///< list of JSON schemas, or null
    bool addGenerationPrompt = true;
};

/// Throws Error (input): chat.messages or chat.tools when they are of the wrong type or there is no message, and
/// whatever ChatTemplate throws.
std::vector<TemplateSegment> renderChat(const FolderTemplates& templates, const ChatRequest& request,
                                        const RenderOptions& options = {});

/// The ids of the whole text, as if it were encoded at once, but without special tokens in what comes from the user.
/// Nothing is put around it: templates write their own BOS.
std::vector<int32_t> encodeSegments(const Tokenizer& tokenizer, const std::vector<TemplateSegment>& segments);

} // namespace salient
