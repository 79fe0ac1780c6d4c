// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/greedy_writer.h"

#include "core/chat/end_tokens.h"
#include "core/chat/generate.h"

#include <algorithm>

namespace salient {

/// Where the first of the stops begins at or after `from`; npos without one.
static size_t findStop(const std::string& text, std::span<const std::string> stops, size_t from) {
    size_t first = std::string::npos;
    for (const std::string& stop : stops) {
        first = std::min(first, text.find(stop, from));
    }
    return first;
}

std::string textBefore(const std::string& text, std::span<const std::string> stops) {
    return text.substr(0, findStop(text, stops, 0));
}

GreedyWriter::GreedyWriter(Transformer& model, const Tokenizer& tokenizer)
    : m_sequence(model), m_tokenizer(tokenizer), m_endIds(endTokens(model.source().folder(), tokenizer)),
      m_window(model.config().maxPositions) {}

std::span<const int32_t> GreedyWriter::fit(std::span<const int32_t> prompt, int64_t maxTokens) const {
    const int64_t room = m_window - std::min(maxTokens, m_window / 2);
    return prompt.last(std::min(prompt.size(), static_cast<size_t>(room)));
}

WrittenText GreedyWriter::write(std::span<const int32_t> prompt, const WritingLimits& limits,
                                const RunContext& context) {
    SamplingOptions options;
    options.greedy = true;
    options.endIds = m_endIds;
    options.maxTokens = std::min(limits.maxTokens, m_window - static_cast<int64_t>(prompt.size()));
    size_t longestStop = 0;
    for (const std::string& stop : limits.stops) {
        longestStop = std::max(longestStop, stop.size());
    }
    StreamingDecoder decoder(m_tokenizer);
    for (const int32_t id : prompt) {
        decoder.push(id); // so that the first new piece keeps the space that begins it
    }
    std::string text;
    bool stopped = false;
    const auto take = [&](int32_t token) {
        if (endsText(token, m_sequence.model(), options)) {
            return false;
        }
        const size_t before = text.size();
        text += decoder.push(token);
        stopped = findStop(text, limits.stops, before - std::min(before, longestStop)) != std::string::npos;
        return !stopped;
    };
    const GenerateResult made = generate(m_sequence, prompt, options, context, take);
    text += decoder.finish();
    return {textBefore(text, limits.stops), static_cast<int64_t>(made.tokens.size()), !made.stoppedByEos && !stopped};
}

} // namespace salient
