// SPDX-License-Identifier: Apache-2.0
#include "core/chat/emitted_text.h"

namespace salient {

EmittedText::EmittedText(const Tokenizer& tokenizer, std::span<const int32_t> prompt, const RunContext& context)
    : m_context(context), m_decoder(tokenizer) {
    for (const int32_t id : prompt) {
        m_decoder.push(id);
    }
}

void EmittedText::finish() {
    if (const std::string rest = m_decoder.finish(); !rest.empty()) {
        emit(m_last, rest);
    }
}

void EmittedText::emit(int32_t token, const std::string& piece) {
    m_last = token;
    m_text += piece;
    m_context.emit(TextGenerated{token, piece});
}

} // namespace salient
