// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/conversation.h"

#include <algorithm>

namespace salient {

static std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const size_t begin = text.find_first_not_of(kSpace);
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

std::vector<TextSpan> promptSpans(std::string_view text, const std::vector<ChatMessage>& messages) {
    if (std::all_of(messages.begin(), messages.end(), [](const ChatMessage& m) { return m.role.empty(); })) {
        return {};
    }
    std::vector<TextSpan> prompts;
    size_t searched = 0;
    int64_t promptBegin = 0;
    for (const ChatMessage& message : messages) {
        // Templates trim what they are given.
        const std::string_view content = trimmed(message.content);
        const size_t found = text.find(content, searched);
        if (found == std::string_view::npos) {
            return {};
        }
        searched = found + content.size();
        if (message.role == "assistant" || message.role.empty()) {
            prompts.push_back({promptBegin, static_cast<int64_t>(found)});
            promptBegin = static_cast<int64_t>(searched);
        }
    }
    prompts.push_back({promptBegin, static_cast<int64_t>(text.size())});
    std::erase_if(prompts, [](const TextSpan& span) { return span.begin == span.end; });
    return prompts;
}

CalibrationText calibrationText(const TextRecord& record, const ChatRenderer& chatTemplate) {
    CalibrationText text;
    text.text = record.isChat && chatTemplate ? chatTemplate(record.messages) : record.text;
    text.prompts = promptSpans(text.text, record.messages);
    return text;
}

} // namespace salient
