// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/text_record.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// Bytes [begin, end) of a text.
struct TextSpan {
    int64_t begin = 0;
    int64_t end = 0;
};

/// A text for the tokenizer, and which parts of it a loss may leave out.
struct CalibrationText {
    std::string text;
    std::vector<TextSpan> prompts; ///< ascending: prompts and what a template adds; empty: all counts
};

/// The text of a record that has no token ids: through the template when it is a conversation and there is one, else
/// its parts with blank lines between them. Throws what the template throws.
CalibrationText calibrationText(const TextRecord& record, const ChatRenderer& chatTemplate);

/// The bytes of `text` that are no answer of the assistant, whose messages are looked for in their order; a text
/// without roles has no prompts. A conversation that the template has changed beyond recognition counts as a whole.
std::vector<TextSpan> promptSpans(std::string_view text, const std::vector<ChatMessage>& messages);

} // namespace salient
