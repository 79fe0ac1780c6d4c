// SPDX-License-Identifier: Apache-2.0
#include "core/bench/timing.h"
#include "core/chat/chat_session.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/engine/kept_model.h"
#include "core/engine/sampling_fields.h"

#include <chrono>
#include <random>

namespace salient {

namespace {

struct ChatMessageArgument {
    std::string role;
    std::string content;
};
constexpr auto jsonFields(const ChatMessageArgument*) {
    using M = ChatMessageArgument;
    return std::tuple{jsonField("role", &M::role), jsonField("content", &M::content)};
}

struct ChatArguments : ModelArguments, SamplingOptions {
    ChatArguments() {
        maxTokens = 512;
        seed = std::random_device()() % 1'000'000; // short enough to be typed again
    }
    std::vector<ChatMessageArgument> messages;
};
constexpr auto jsonFields(const ChatArguments*) {
    using A = ChatArguments;
    return std::tuple_cat(modelFields(), std::tuple{jsonField("messages", &A::messages)}, samplingFields());
}

/// The first token comes with the prompt, so it does not count for the speed of the others.
Json resultOf(const ChatReply& reply, int64_t context) {
    const GenerateResult& made = reply.generated;
    const auto tokens = static_cast<int64_t>(made.tokens.size());
    return {{"text", reply.text},
            {"tokens", tokens},
            {"prompt_tokens", reply.promptTokens},
            {"reused_tokens", made.reusedTokens},
            {"stopped_by", tokens == 0         ? Json()
                           : made.stoppedByEos ? Json("eos")
                                               : Json("length")},
            {"time_to_first_token", made.secondsToFirstToken},
            {"prompt_seconds", made.promptSeconds},
            {"decode_seconds", made.decodeSeconds},
            {"tokens_per_second", perSecond(tokens - 1, made.decodeSeconds)},
            {"prompt_tokens_per_second", perSecond(reply.promptTokens - made.reusedTokens, made.promptSeconds)},
            {"context", context},
            {"context_full", reply.atContextEnd}};
}

} // namespace

std::string chatCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<ChatArguments>("chat", arguments);
    resolveModelArguments("chat", given);
    const SamplingOptions& options = given;
    Sampler{options}; // refuses what is out of range before anything is loaded
    KeptModel ofThisCommand;
    KeptModel& kept = context.keptModel == nullptr ? ofThisCommand : *context.keptModel;
    const auto start = std::chrono::steady_clock::now();
    ChatModel& chat = kept.get(given, context);
    const double loadSeconds = secondsSince(start);
    context.checkCancelled();
    ChatReply reply;
    if (!given.messages.empty()) {
        reply = replyTo(toJson(given.messages), chat.sequence, chat.tokenizer, options, context);
    }
    Json result = resultOf(reply, chat.model.transformer.config().maxPositions);
    result["load_seconds"] = loadSeconds;
    result["seed"] = given.seed;
    return jsonToText(result);
}

} // namespace salient
