// SPDX-License-Identifier: Apache-2.0
#include "core/chat/chat_prompt.h"

#include "core/templates/chat_rendering.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

using Json = nlohmann::ordered_json;

static void checkMessages(const Json& messages) {
    const auto isMessage = [](const Json& message) {
        return message.is_object() && message.contains("role") && message["role"].is_string() &&
               message.contains("content") && message["content"].is_string();
    };
    if (!messages.is_array() || messages.empty()) {
        throw inputError("chat.messages", "Expected a list of at least one message with \"role\" and \"content\".");
    }
    const auto wrong = std::find_if_not(messages.begin(), messages.end(), isMessage);
    if (wrong != messages.end()) {
        throw inputError("chat.messages",
                         fmt::format("Expected texts as \"role\" and \"content\" of message {}, found something else.",
                                     wrong - messages.begin() + 1));
    }
}

/// The contents as one text. A line ends before what a person adds, so that two texts do not become one word.
static std::string plainContinuation(const Json& messages) {
    std::string text;
    for (const Json& message : messages) {
        const bool isReply = message["role"] == "assistant";
        text += (text.empty() || isReply ? "" : "\n") + message["content"].get<std::string>();
    }
    return text;
}

ChatPrompt chatPrompt(const std::filesystem::path& folder, const Tokenizer& tokenizer, const Json& messages) {
    checkMessages(messages);
    const FolderTemplates templates = readFolderTemplates(folder);
    if (chooseTemplate(templates, false).source != plainTemplate()) {
        const Json noTools;
        return {encodeSegments(tokenizer, renderChat(templates, {.messages = messages, .tools = noTools})),
                templates.issues};
    }
    ChatPrompt prompt;
    prompt.issues.push_back({Severity::Warning, "chat.plain_continuation",
                             fmt::format("{} has no chat template, so it was not trained to chat: it continues the "
                                         "text as it stands, without roles.",
                                         folder.string())});
    prompt.ids = tokenizer.encode(plainContinuation(messages), {.parseSpecialTokens = false});
    return prompt;
}

} // namespace salient
