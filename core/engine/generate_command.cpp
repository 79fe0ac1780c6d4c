// SPDX-License-Identifier: Apache-2.0
#include "core/chat/generate.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/engine/loaded_model.h"
#include "core/engine/precision_names.h"
#include "core/templates/chat_rendering.h"
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
                      jsonField("seed", &A::seed),
                      jsonField("precision", &A::precision),
                      jsonField("device", &A::device)};
}

void checkSampling(const GenerateArguments& given) {
    if (given.maxTokens < 1 || given.topK < 0) {
        throw usageError("generate.count", fmt::format("Expected at least 1 new token and a top-k of at least 0, found "
                                                       "{} and {}.",
                                                       given.maxTokens, given.topK));
    }
    // Written so that NaN is refused too.
    if (!(given.temperature > 0.0) || !(given.topP > 0.0 && given.topP <= 1.0)) {
        throw usageError("generate.sampling", fmt::format("Expected a temperature above 0 and a top-p in 0 … 1, found "
                                                          "{} and {}; greedy needs neither.",
                                                          given.temperature, given.topP));
    }
}

std::vector<int32_t> chatPrompt(const GenerateArguments& given, const Tokenizer& tokenizer, const RunContext& context) {
    const FolderTemplates templates = readFolderTemplates(given.model, context);
    const Json messages = Json::array({{{"role", "user"}, {"content", given.prompt}}});
    const Json noTools;
    return encodeSegments(tokenizer, renderChat(templates, {.messages = messages, .tools = noTools}));
}

} // namespace

std::string generateCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<GenerateArguments>("generate", arguments);
    requireArgument("generate", "model", !given.model.empty());
    given.model = resolveModelFolder(given.model.string());
    checkSampling(given);
    LoadedModel model(given.model, given.device, given.precision, given.adapter);
    context.checkCancelled();
    const Tokenizer tokenizer = Tokenizer::load(given.model);
    const std::vector<int32_t> prompt =
        given.chat ? chatPrompt(given, tokenizer, context) : tokenizer.encode(given.prompt);

    // The decoder sees the prompt too, so that the first new piece keeps the space that begins it.
    StreamingDecoder decoder(tokenizer);
    for (const int32_t id : prompt) {
        decoder.push(id);
    }
    const SamplingOptions options{.maxTokens = given.maxTokens,
                                  .greedy = given.greedy,
                                  .temperature = given.temperature,
                                  .topK = given.topK,
                                  .topP = given.topP,
                                  .seed = given.seed,
                                  .stopAtEos = true};
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
