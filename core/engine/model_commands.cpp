// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration_data.h"
#include "core/calibration/template_renderer.h"
#include "core/calibration/token_stream.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/engine/loaded_model.h"
#include "core/engine/precision_names.h"
#include "core/evaluation/perplexity.h"
#include "core/evaluation/text_windows.h"
#include "core/inspect.h"
#include "core/tokenizer/tokenizer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace salient {

namespace {

struct InspectArguments {
    std::filesystem::path model;
    std::string dequantize; ///< name of a weight whose digest is wanted instead of the report
};
constexpr auto jsonFields(const InspectArguments*) {
    return std::tuple{jsonField("model", &InspectArguments::model),
                      jsonField("dequantize", &InspectArguments::dequantize)};
}

struct EvaluateArguments : ModelArguments {
    std::filesystem::path text; ///< a file
    int64_t context = 2048;
    int64_t windows = 0;         ///< 0: all
    bool completionOnly = false; ///< the file holds conversations, and only answers are scored
};
constexpr auto jsonFields(const EvaluateArguments*) {
    using A = EvaluateArguments;
    return std::tuple_cat(modelFields(), std::tuple{jsonField("text", &A::text), jsonField("context", &A::context),
                                                    jsonField("windows", &A::windows),
                                                    jsonField("completion_only", &A::completionOnly)});
}

struct LogitsArguments : ModelArguments {
    std::vector<int32_t> tokens;
    int64_t top = 10;
};
constexpr auto jsonFields(const LogitsArguments*) {
    using A = LogitsArguments;
    return std::tuple_cat(modelFields(), std::tuple{jsonField("tokens", &A::tokens), jsonField("top", &A::top)});
}

/// The tokens of the text, with marks where not all of them are scored.
TokenStream readEvaluated(const EvaluateArguments& given, const RunContext& context) {
    TokenStream stream;
    if (given.completionOnly) {
        stream = readConversations(given.text, Tokenizer::load(given.model), templateRenderer(given.model, context));
    } else {
        const std::string text = readTextFile(given.text);
        stream.ids = Tokenizer::load(given.model).encode(text);
    }
    return stream;
}

/// The `count` largest, with their share after softmax; tokens are spelled when the folder has a tokenizer.
Json topList(std::span<const float> logits, int64_t count, const std::optional<Tokenizer>& tokenizer) {
    std::vector<int32_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const auto kept = static_cast<std::ptrdiff_t>(std::min<int64_t>(count, static_cast<int64_t>(order.size())));
    std::partial_sort(order.begin(), order.begin() + kept, order.end(),
                      [&](int32_t a, int32_t b) { return logits[a] > logits[b] || (logits[a] == logits[b] && a < b); });
    double sum = 0.0;
    const double largest = logits[order.front()];
    for (const float logit : logits) {
        sum += std::exp(logit - largest);
    }
    Json top = Json::array();
    for (const int32_t id : std::span(order).first(static_cast<size_t>(kept))) {
        Json entry = {{"id", id}};
        if (tokenizer && id < tokenizer->vocabularySize()) {
            entry["token"] = tokenizer->piece(id);
        }
        entry["logit"] = jsonNumber(logits[id]);
        entry["probability"] = jsonNumber(std::exp(logits[id] - largest) / sum);
        top.push_back(entry);
    }
    return top;
}

} // namespace

std::string inspectCommand(const std::string& arguments, const RunContext&) {
    auto given = readArguments<InspectArguments>("inspect", arguments);
    requireArgument("inspect", "model", !given.model.empty());
    given.model = resolveModelFolder(given.model.string());
    return given.dequantize.empty() ? inspectModel(given.model) : weightDigest(given.model, given.dequantize);
}

std::string evaluateCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<EvaluateArguments>("evaluate", arguments);
    requireArgument("evaluate", "text", !given.text.empty());
    resolveModelArguments("evaluate", given);
    const TokenStream stream = readEvaluated(given, context);
    // Said before the model is loaded.
    windowCount(stream.ids.size(), {.length = given.context, .windows = given.windows, .text = given.text});
    LoadedModel model(given, context);
    context.checkCancelled();
    const PerplexityResult result =
        evaluatePerplexity(model.transformer, stream.ids,
                           {.context = given.context, .windows = given.windows, .scored = stream.scored}, context);
    model.finishCache(context);
    return jsonToText({{"model", given.model.string()},
                       {"text", given.text.string()},
                       {"perplexity", jsonNumber(result.perplexity)},
                       {"standard_error", jsonNumber(result.standardError)},
                       {"tokens", result.tokens},
                       {"windows", result.windows},
                       {"context", result.context},
                       {"protocol", result.protocol},
                       {"precision", toJson(given.precision)},
                       {"device", model.device.name()},
                       {"seconds", result.seconds}});
}

std::string logitsCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<LogitsArguments>("logits", arguments);
    requireArgument("logits", "tokens", !given.tokens.empty());
    resolveModelArguments("logits", given);
    if (given.top < 0) {
        throw usageError("logits.top", fmt::format("Expected a top list of at least 0 tokens, found {}.", given.top));
    }
    LoadedModel model(given, context);
    context.checkCancelled();
    // Not through a cache, whose keys and values are rounded: these logits are what others are compared with.
    const Tensor hidden = model.transformer.hiddenStates(given.tokens);
    const Tensor logits = model.transformer.logits(hidden.slice(hidden.rows() - 1, hidden.rows()));
    model.finishCache(context);
    const std::optional<Tokenizer> tokenizer = Tokenizer::loadIfPresent(given.model);
    Json list = Json::array();
    for (const float logit : logits.floats()) {
        list.push_back(jsonNumber(logit));
    }
    return jsonToText({{"logits", std::move(list)}, {"top", topList(logits.floats(), given.top, tokenizer)}});
}

} // namespace salient
