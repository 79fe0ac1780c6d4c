// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration_data.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/tokenizer/tokenizer.h"

#include <optional>

namespace salient {

namespace {

struct TokenizeArguments {
    std::filesystem::path model;
    std::string text;
    std::filesystem::path file;
    bool specialTokens = true; ///< those that the post-processor adds, as transformers does by default
};
constexpr auto jsonFields(const TokenizeArguments*) {
    using A = TokenizeArguments;
    return std::tuple{jsonField("model", &A::model), jsonField("text", &A::text), jsonField("file", &A::file),
                      jsonField("special_tokens", &A::specialTokens)};
}

struct DetokenizeArguments {
    std::filesystem::path model;
    std::vector<int32_t> tokens;
    bool specialTokens = true; ///< shown; otherwise left out
};
constexpr auto jsonFields(const DetokenizeArguments*) {
    using A = DetokenizeArguments;
    return std::tuple{jsonField("model", &A::model), jsonField("tokens", &A::tokens),
                      jsonField("special_tokens", &A::specialTokens)};
}

} // namespace

std::string tokenizeCommand(const std::string& arguments, const RunContext&) {
    const auto given = readArguments<TokenizeArguments>("tokenize", arguments);
    requireArgument("tokenize", "model", !given.model.empty());
    if (!given.text.empty() && !given.file.empty()) {
        throw usageError("arguments.exclusive", "\"tokenize\" expects \"text\" or \"file\", found both.");
    }
    const Tokenizer tokenizer = Tokenizer::load(resolveModelFolder(given.model.string()));
    const std::string text = given.file.empty() ? given.text : readTextFile(given.file);
    const std::vector<int32_t> ids = tokenizer.encode(text, {.addSpecialTokens = given.specialTokens});
    Json tokens = Json::array();
    for (const int32_t id : ids) {
        tokens.push_back(tokenizer.piece(id));
    }
    return jsonToText({{"ids", ids}, {"tokens", tokens}});
}

std::string detokenizeCommand(const std::string& arguments, const RunContext&) {
    const auto given = readArguments<DetokenizeArguments>("detokenize", arguments);
    requireArgument("detokenize", "model", !given.model.empty());
    const Tokenizer tokenizer = Tokenizer::load(resolveModelFolder(given.model.string()));
    return jsonToText({{"text", tokenizer.decode(given.tokens, !given.specialTokens)}});
}

} // namespace salient
