// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/chat/generate.h"
#include "core/tokenizer/tokenizer.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace salient {

/// What a model answered.
struct ChatReply {
    std::string text;
    int64_t promptTokens = 0;
    bool atContextEnd = false; ///< the model takes no more tokens
    GenerateResult generated;
};

/// Answers a conversation (see chatPrompt()), emitting findings once and the text as TextGenerated while it grows.
/// `sequence` may hold an earlier turn of it. Throws Error: chat.too_long for a conversation that leaves no room for an
/// answer, what chatPrompt() and generate() throw, and cancelled.
ChatReply replyTo(const nlohmann::ordered_json& messages, CachedSequence& sequence, const Tokenizer& tokenizer,
                  const SamplingOptions& options, const RunContext& context);

} // namespace salient
