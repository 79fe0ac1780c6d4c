// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/task_encoder.h"

#include "core/templates/characters.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient {

/// The special tokens that the tokenizer puts before a text.
static std::vector<int32_t> tokensBefore(const Tokenizer& tokenizer) {
    std::vector<int32_t> ids = tokenizer.encode("a");
    const auto isText = [&](int32_t id) { return !tokenizer.isSpecial(id); };
    ids.erase(std::find_if(ids.begin(), ids.end(), isText), ids.end());
    return ids;
}

TaskEncoder::TaskEncoder(const Tokenizer& tokenizer, bool beginText)
    : m_tokenizer(tokenizer), m_begin(beginText ? tokensBefore(tokenizer) : std::vector<int32_t>()) {}

std::vector<int32_t> TaskEncoder::encode(std::string_view text) const {
    std::vector<int32_t> ids = m_begin;
    const std::vector<int32_t> words = m_tokenizer.encode(text, {.addSpecialTokens = false});
    ids.insert(ids.end(), words.begin(), words.end());
    return ids;
}

TokenPair TaskEncoder::encodePair(const std::string& context, const std::string& continuation,
                                  const std::string& origin) const {
    TokenPair pair;
    if (context.empty()) {
        const std::optional<int32_t> begin = m_tokenizer.bosId() ? m_tokenizer.bosId() : m_tokenizer.eosId();
        if (!begin) {
            throw inputError("tasks.no_tokens", fmt::format("{}: the context is empty, and the tokenizer has neither a "
                                                            "BOS nor an EOS token to stand for it.",
                                                            origin));
        }
        pair = {{*begin}, m_tokenizer.encode(continuation, {.addSpecialTokens = false})};
    } else {
        const size_t end = templates::strippedRange(context, templates::StripSide::Right).end;
        const std::vector<int32_t> whole = encode(context + continuation);
        pair.context = encode(std::string_view(context).substr(0, end));
        pair.continuation.assign(
            whole.begin() + static_cast<std::ptrdiff_t>(std::min(pair.context.size(), whole.size())), whole.end());
    }
    if (pair.continuation.empty() || pair.context.empty()) {
        throw inputError("tasks.no_tokens",
                         fmt::format("{}: expected a context and a choice with tokens of their own, found none for {}.",
                                     origin, pair.context.empty() ? "the context" : "a choice"));
    }
    return pair;
}

} // namespace salient
