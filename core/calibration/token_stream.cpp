// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/token_stream.h"

#include "core/calibration/text_source.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace salient {

void appendTokens(const CalibrationText& text, const Tokenizer& tokenizer, TokenStream& stream) {
    const std::optional<int32_t> separator = tokenizer.eosId();
    if (separator && !stream.ids.empty() && stream.ids.back() != *separator) {
        stream.ids.push_back(*separator);
        stream.scored.push_back(1);
    }
    const EncodeOptions options{.addSpecialTokens = false, .parseSpecialTokens = true};
    if (text.prompts.empty()) {
        const std::vector<int32_t> ids = tokenizer.encode(text.text, options);
        stream.ids.insert(stream.ids.end(), ids.begin(), ids.end());
        stream.scored.resize(stream.ids.size(), 1);
        return;
    }
    auto prompt = text.prompts.begin();
    for (const TokenSpan& token : tokenizer.encodeWithOffsets(text.text, options)) {
        while (prompt != text.prompts.end() && prompt->end < token.end) {
            ++prompt;
        }
        // A token that reaches from a prompt into an answer belongs to the answer.
        const bool inPrompt = prompt != text.prompts.end() && prompt->begin < token.end;
        stream.ids.push_back(token.id);
        stream.scored.push_back(inPrompt ? 0 : 1);
    }
}

TokenStream readConversations(const std::filesystem::path& file, const Tokenizer& tokenizer,
                              const ChatRenderer& chatTemplate) {
    const std::string name = file.string();
    SeededRandom unused(0); // nothing is sampled: the budget is the whole file
    const TextSource source = readTextSource(name, {"", textSourceBytes(name, ""), chatTemplate}, unused);
    TokenStream stream;
    for (const CalibrationText& text : source.texts) {
        appendTokens(text, tokenizer, stream);
    }
    if (std::ranges::find(stream.scored, uint8_t{0}) == stream.scored.end()) {
        throw inputError(
            "conversations.none",
            fmt::format("Expected conversations or prompts with answers in {}, found none ({}).", name, source.note));
    }
    return stream;
}

} // namespace salient
