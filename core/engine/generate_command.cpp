// SPDX-License-Identifier: Apache-2.0
#include "core/chat/chat_prompt.h"
#include "core/chat/generate.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/engine/loaded_model.h"
#include "core/engine/precision_names.h"
#include "core/tokenizer/tokenizer.h"

namespace salient {

namespace {

struct GenerateArguments {
    std::filesystem::path model;
    std::filesystem::path adapter;
    std::string prompt;
    bool chat = false; ///< the prompt is a user's message, put into the chat template
    int64_t maxTokens = 128;
    bool greedy = false;
    double temperature = 0.7;
    int64_t topK = 50; ///< 0: all
    double topP = 0.95;
    double minP = 0.0;
    double repetitionPenalty = 1.0;
    uint64_t seed = 0;
    Precision precision = Precision::Fp32;
    std::string device = "auto";
};
constexpr auto jsonFields(const GenerateArguments*) {
    using A = GenerateArguments;
    return std::tuple{jsonField("model", &A::model),
                      jsonField("adapter", &A::adapter),
                      jsonField("prompt", &A::prompt),
                      jsonField("chat", &A::chat),
                      jsonField("max_tokens", &A::maxTokens),
                      jsonField("greedy", &A::greedy),
                      jsonField("temperature", &A::temperature),
                      jsonField("top_k", &A::topK),
                      jsonField("top_p", &A::topP),
                      jsonField("min_p", &A::minP),
                      jsonField("repetition_penalty", &A::repetitionPenalty),
                      jsonField("seed", &A::seed),
                      jsonField("precision", &A::precision),
                      jsonField("device", &A::device)};
}

SamplingOptions samplingOf(const GenerateArguments& given) {
    SamplingOptions options;
    options.maxTokens = given.maxTokens;
    options.greedy = given.greedy;
    options.temperature = given.temperature;
    options.topK = given.topK;
    options.topP = given.topP;
    options.minP = given.minP;
    options.repetitionPenalty = given.repetitionPenalty;
    options.seed = given.seed;
    return options;
}

std::vector<int32_t> messagePrompt(const GenerateArguments& given, const Tokenizer& tokenizer,
                                   const RunContext& context) {
    const ChatPrompt prompt =
        chatPrompt(given.model, tokenizer, Json::array({{{"role", "user"}, {"content", given.prompt}}}));
    for (const Issue& issue : prompt.issues) {
        context.emit(IssueFound{issue});
    }
    return prompt.ids;
}

} // namespace

std::string generateCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<GenerateArguments>("generate", arguments);
    requireArgument("generate", "model", !given.model.empty());
    given.model = resolveModelFolder(given.model.string());
    const SamplingOptions options = samplingOf(given);
    Sampler{options}; // refuses what is out of range before anything is loaded
    LoadedModel model(given.model, given.device, given.precision, given.adapter);
    context.checkCancelled();
    const Tokenizer tokenizer = Tokenizer::load(given.model);
    const std::vector<int32_t> prompt =
        given.chat ? messagePrompt(given, tokenizer, context) : tokenizer.encode(given.prompt);

    // The decoder sees the prompt too, so that the first new piece keeps the space that begins it.
    StreamingDecoder decoder(tokenizer);
    for (const int32_t id : prompt) {
        decoder.push(id);
    }
    std::string text;
    const auto give = [&](int32_t token, const std::string& piece) {
        text += piece;
        context.emit(TextGenerated{token, piece});
        return true;
    };
    const GenerateResult result = generate(model.transformer, prompt, options, context,
                                           [&](int32_t token) { return give(token, decoder.push(token)); });
    if (const std::string rest = decoder.finish(); !rest.empty()) {
        give(result.tokens.back(), rest);
    }
    return jsonToText({{"text", text},
                       {"tokens", result.tokens},
                       {"prompt_tokens", prompt},
                       {"stopped_by_eos", result.stoppedByEos},
                       {"prompt_seconds", result.promptSeconds},
                       {"decode_seconds", result.decodeSeconds}});
}

} // namespace salient
