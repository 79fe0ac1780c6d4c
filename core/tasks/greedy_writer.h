// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/chat/cached_sequence.h"
#include "core/run_context.h"
#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace salient {

/// When a text ends, besides the model's end tokens.
struct WritingLimits {
    int64_t maxTokens = 256;
    std::vector<std::string> stops = {}; ///< the text is cut before the first of them
};

struct WrittenText {
    std::string text;
    int64_t tokens = 0;      ///< that were computed, what was cut off included
    bool unfinished = false; ///< maxTokens or the model's window ended it
};

/// Continues token by token with the most likely one. What a prompt has in common with the one before is computed once.
class GreedyWriter {
public:
    /// Both outlive the object. Throws Error (input) for a broken generation_config.json.
    GreedyWriter(Transformer& model, const Tokenizer& tokenizer);

    /// Continues a prompt of at least one token and fewer than the model's window. Throws what generate() throws.
    WrittenText write(std::span<const int32_t> prompt, const WritingLimits& limits, const RunContext& context);

    /// The end of `prompt` that leaves room for `maxTokens` in the model's window, for half of it at most.
    std::span<const int32_t> fit(std::span<const int32_t> prompt, int64_t maxTokens) const;
    /// Tokens that the model takes.
    int64_t window() const { return m_window; }

private:
    CachedSequence m_sequence;
    const Tokenizer& m_tokenizer;
    std::vector<int32_t> m_endIds;
    int64_t m_window = 0;
};

/// `text` before the first place where one of `stops` begins.
std::string textBefore(const std::string& text, std::span<const std::string> stops);

} // namespace salient
