// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/conversation.h"
#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace salient {

/// Tokens one after the other, and which of them a loss counts.
struct TokenStream {
    std::vector<int32_t> ids;
    std::vector<uint8_t> scored; ///< [ids]: 0 for tokens of a prompt or of a chat template's own text, 1 otherwise
    double weight = 1.0;         ///< share of the samples, relative to the other streams
};

/// Adds a text without special tokens around it, behind the tokenizer's end-of-sequence token when there is one and
/// something stands before it.
void appendTokens(const CalibrationText& text, const Tokenizer& tokenizer, TokenStream& stream);

/// All texts of a file in their order, read as calibration reads them (text_source.h). Throws Error (input) as
/// readTextSource() does, and "conversations.none" when no part of it is a prompt.
TokenStream readConversations(const std::filesystem::path& file, const Tokenizer& tokenizer,
                              const ChatRenderer& chatTemplate);

} // namespace salient
