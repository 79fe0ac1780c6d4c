// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/run_context.h"
#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <span>
#include <string>

namespace salient {

/// Tokens that come one by one as text: an event for each, and the whole.
class EmittedText {
public:
    /// The decoder sees `prompt` too, so that the first new piece keeps the space that begins it. `tokenizer` and
    /// `context` outlive the object.
    EmittedText(const Tokenizer& tokenizer, std::span<const int32_t> prompt, const RunContext& context);

    void add(int32_t token) { emit(token, m_decoder.push(token)); }
    /// A token that is no part of the text.
    void addUnspelled(int32_t token) { emit(token, ""); }
    /// Gives out what waited for the rest of a character, as a piece of the token that came last.
    void finish();
    const std::string& text() const { return m_text; }

private:
    void emit(int32_t token, const std::string& piece);

    const RunContext& m_context;
    StreamingDecoder m_decoder;
    std::string m_text;
    int32_t m_last = 0;
};

} // namespace salient
