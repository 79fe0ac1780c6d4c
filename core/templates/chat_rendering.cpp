// SPDX-License-Identifier: Apache-2.0
#include "core/templates/chat_rendering.h"

#include "core/tokenizer/tokenizer.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

static bool isListOfObjects(const nlohmann::ordered_json& json) {
    return json.is_array() && std::all_of(json.begin(), json.end(), [](const auto& item) { return item.is_object(); });
}

std::vector<TemplateSegment> renderChat(const FolderTemplates& templates, const ChatRequest& request,
                                        const RenderOptions& options) {
    if (!isListOfObjects(request.messages) || request.messages.empty()) {
        throw inputError("chat.messages",
                         fmt::format("Expected a list of at least one message with \"role\" and "
                                     "\"content\", found {}.",
                                     request.messages.empty() ? "none" : request.messages.type_name()));
    }
    if (!request.tools.is_null() && !isListOfObjects(request.tools)) {
        throw inputError("chat.tools",
                         fmt::format("Expected tools as a list of objects, found {}.", request.tools.type_name()));
    }
    nlohmann::ordered_json context = {{"messages", request.messages},
                                      {"tools", request.tools},
                                      {"documents", nullptr},
                                      {"add_generation_prompt", request.addGenerationPrompt}};
    for (const auto& [name, text] : templates.specialTokens) {
        context[name] = text;
    }
    const NamedTemplate& chosen = chooseTemplate(templates, !request.tools.is_null());
    return ChatTemplate::parse(chosen.source, chosen.origin).render(context, options);
}

std::vector<int32_t> encodeSegments(const Tokenizer& tokenizer, const std::vector<TemplateSegment>& segments) {
    // Encoded as a whole: cut at the borders of segments, words that span them would get other tokens.
    std::vector<TextRange> literal;
    int64_t at = 0;
    for (const TemplateSegment& segment : segments) {
        const auto end = at + static_cast<int64_t>(segment.text.size());
        if (segment.fromUser) {
            literal.push_back({at, end});
        }
        at = end;
    }
    EncodeOptions options;
    options.addSpecialTokens = false;
    options.literalRanges = literal;
    return tokenizer.encode(textOf(segments), options);
}

} // namespace salient
