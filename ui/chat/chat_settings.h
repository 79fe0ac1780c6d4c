// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string>

namespace salient::ui {

class Conversation;

/// How a reply is drawn. The defaults are those of the command `chat`.
struct ChatSettings {
    QString system; ///< empty: no system message
    double temperature = 0.7;
    int topK = 50; ///< 0: all tokens
    double topP = 0.95;
    double minP = 0.0;
    double repetitionPenalty = 1.0;
    bool greedy = false;
    std::optional<uint64_t> seed; ///< nothing: drawn anew for each reply
    int maxTokens = 512;
};

/// Arguments of the command `chat` for a reply to the shown messages before `reply`.
std::string chatArguments(const QString& model, const ChatSettings& settings, const Conversation& conversation,
                          int reply);

} // namespace salient::ui
