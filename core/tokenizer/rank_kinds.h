// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/implied_parts.h"

#include <array>
#include <string>
#include <vector>

namespace salient::tokenization {

/// What a file of ranks is used with, which it does not say itself.
struct RankKind {
    std::string words;               ///< the splitting expression; empty: GPT-2's
    bool composesCharacters = false; ///< NFC before all else
    std::vector<NamedId> specialTokens;
    std::string beginToken; ///< put in front of a text; empty: none
    std::string endToken;
};

/// Goes by the name of the file, then by the number of ranks, then by tokenizer_class. Throws Error (input,
/// "tokenizer.unknown_ranks") when none of them is known.
RankKind rankKindOf(const std::string& file, const std::string& tokenizerClass, size_t ranks);

/// The special tokens of a tekken.json that lists none (mistral-common, tekken.py).
inline constexpr std::array<const char*, 20> kTekkenSpecialTokens{"<unk>",
                                                                  "<s>",
                                                                  "</s>",
                                                                  "[INST]",
                                                                  "[/INST]",
                                                                  "[AVAILABLE_TOOLS]",
                                                                  "[/AVAILABLE_TOOLS]",
                                                                  "[TOOL_RESULTS]",
                                                                  "[/TOOL_RESULTS]",
                                                                  "[TOOL_CALLS]",
                                                                  "[IMG]",
                                                                  "<pad>",
                                                                  "[IMG_BREAK]",
                                                                  "[IMG_END]",
                                                                  "[PREFIX]",
                                                                  "[MIDDLE]",
                                                                  "[SUFFIX]",
                                                                  "[SYSTEM_PROMPT]",
                                                                  "[/SYSTEM_PROMPT]",
                                                                  "[TOOL_CONTENT]"};

} // namespace salient::tokenization
