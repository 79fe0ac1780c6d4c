// SPDX-License-Identifier: Apache-2.0
#include "core/chat/chat_prompt.h"
#include "core/chat/emitted_text.h"
#include "core/chat/generate.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/engine/loaded_model.h"
#include "core/engine/sampling_fields.h"
#include "core/tokenizer/tokenizer.h"

namespace salient {

namespace {

struct GenerateArguments : ModelArguments, SamplingOptions {
    std::string prompt;
    bool chat = false; ///< the prompt is a user's message, put into the chat template
};
constexpr auto jsonFields(const GenerateArguments*) {
    using A = GenerateArguments;
    return std::tuple_cat(modelFields(), std::tuple{jsonField("prompt", &A::prompt), jsonField("chat", &A::chat)},
                          samplingFields());
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
    resolveModelArguments("generate", given);
    const SamplingOptions& options = given;
    Sampler{options}; // refuses what is out of range before anything is loaded
    LoadedModel model(given, context);
    context.checkCancelled();
    const Tokenizer tokenizer = Tokenizer::load(given.model);
    const std::vector<int32_t> prompt =
        given.chat ? messagePrompt(given, tokenizer, context) : tokenizer.encode(given.prompt);

    EmittedText text(tokenizer, prompt, context);
    const GenerateResult result = generate(model.transformer, prompt, options, context, [&](int32_t token) {
        text.add(token);
        return true;
    });
    text.finish();
    model.finishCache(context);
    return jsonToText({{"text", text.text()},
                       {"tokens", result.tokens},
                       {"prompt_tokens", prompt},
                       {"stopped_by_eos", result.stoppedByEos},
                       {"prompt_seconds", result.promptSeconds},
                       {"decode_seconds", result.decodeSeconds}});
}

} // namespace salient
