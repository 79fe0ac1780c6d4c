// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_settings.h"

#include "core/json_fields.h"
#include "ui/chat/conversation.h"

namespace salient::ui {

std::string chatArguments(const QString& model, const ChatSettings& settings, const Conversation& conversation,
                          int reply) {
    Json messages = Json::array();
    if (!settings.system.trimmed().isEmpty()) {
        messages.push_back({{"role", "system"}, {"content", settings.system.toStdString()}});
    }
    for (const int number : conversation.path()) {
        if (number == reply) {
            break;
        }
        // A reply stopped before its first word stays as an empty one: templates want the roles in turn.
        const Turn& turn = conversation.turn(number);
        messages.push_back({{"role", turn.fromUser ? "user" : "assistant"}, {"content", turn.text.toStdString()}});
    }
    Json arguments = {{"model", model.toStdString()},     {"messages", messages},
                      {"max_tokens", settings.maxTokens}, {"temperature", settings.temperature},
                      {"top_k", settings.topK},           {"top_p", settings.topP},
                      {"min_p", settings.minP},           {"repetition_penalty", settings.repetitionPenalty},
                      {"greedy", settings.greedy}};
    if (settings.seed) {
        arguments["seed"] = *settings.seed;
    }
    return jsonToText(arguments);
}

} // namespace salient::ui
