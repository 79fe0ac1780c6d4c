// SPDX-License-Identifier: Apache-2.0
#include "core/chat/chat_session.h"

#include "core/chat/chat_prompt.h"
#include "core/chat/emitted_text.h"
#include "core/chat/end_tokens.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient {

static void refuseTooLong(const std::vector<int32_t>& prompt, const ModelSource& source) {
    const auto length = static_cast<int64_t>(prompt.size());
    if (length >= source.config().maxPositions) {
        throw inputError("chat.too_long",
                         fmt::format("The conversation has {} tokens and {} takes {}, its answer included; shorten it "
                                     "or begin a new one.",
                                     length, source.folder().string(), source.config().maxPositions));
    }
}

ChatReply replyTo(const nlohmann::ordered_json& messages, CachedSequence& sequence, const Tokenizer& tokenizer,
                  const SamplingOptions& given, const RunContext& context) {
    const ModelSource& source = sequence.model().source();
    const ChatPrompt prompt = chatPrompt(source.folder(), tokenizer, messages);
    for (const Issue& issue : prompt.issues) {
        context.emit(IssueFound{issue});
    }
    refuseTooLong(prompt.ids, source);
    SamplingOptions options = given;
    options.endIds = endTokens(source.folder(), tokenizer);
    const int64_t room = source.config().maxPositions - static_cast<int64_t>(prompt.ids.size());
    options.maxTokens = std::min(given.maxTokens, room);

    EmittedText text(tokenizer, prompt.ids, context);
    ChatReply reply;
    reply.promptTokens = static_cast<int64_t>(prompt.ids.size());
    reply.generated = generate(sequence, prompt.ids, options, context, [&](int32_t token) {
        if (endsText(token, sequence.model(), options)) {
            text.addUnspelled(token);
        } else {
            text.add(token);
        }
        return true;
    });
    text.finish();
    reply.text = text.text();
    reply.atContextEnd = static_cast<int64_t>(reply.generated.tokens.size()) == room;
    return reply;
}

} // namespace salient
