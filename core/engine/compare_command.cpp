// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration_data.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/evaluation/comparison.h"
#include "core/tokenizer/tokenizer.h"

namespace salient {

namespace {

struct CompareArguments {
    std::filesystem::path model;
    std::filesystem::path other;
    std::filesystem::path text;
    int64_t context = 2048;
    int64_t windows = 0;
    std::string device = "auto";
};
constexpr auto jsonFields(const CompareArguments*) {
    using A = CompareArguments;
    return std::tuple{jsonField("model", &A::model),     jsonField("other", &A::other),
                      jsonField("text", &A::text),       jsonField("context", &A::context),
                      jsonField("windows", &A::windows), jsonField("device", &A::device)};
}

Json perplexityJson(const std::filesystem::path& folder, const PerplexityResult& result) {
    return {{"model", folder.string()},
            {"perplexity", jsonNumber(result.perplexity)},
            {"standard_error", jsonNumber(result.standardError)}};
}

} // namespace

std::string compareCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<CompareArguments>("compare", arguments);
    requireArgument("compare", "model", !given.model.empty());
    requireArgument("compare", "other", !given.other.empty());
    requireArgument("compare", "text", !given.text.empty());
    given.model = resolveModelFolder(given.model.string());
    given.other = resolveModelFolder(given.other.string());
    const std::vector<int32_t> ids = Tokenizer::load(given.model).encode(readTextFile(given.text));
    const auto backend = makeBackend(parseDevice(given.device));
    const ModelSource first = ModelSource::open(given.model);
    const ModelSource other = ModelSource::open(given.other);
    const ComparisonResult r =
        compareOnText(*backend, first, other, ids, {.context = given.context, .windows = given.windows}, context);
    return jsonToText({{"first", perplexityJson(given.model, r.first)},
                       {"other", perplexityJson(given.other, r.other)},
                       {"perplexity_ratio", jsonNumber(r.other.perplexity / r.first.perplexity)},
                       {"log_ratio_error", jsonNumber(r.ratioError)},
                       {"kl",
                        {{"mean", jsonNumber(r.meanKl)},
                         {"standard_error", jsonNumber(r.meanKlError)},
                         {"median", jsonNumber(r.medianKl)},
                         {"p90", jsonNumber(r.kl90)},
                         {"p95", jsonNumber(r.kl95)},
                         {"p99", jsonNumber(r.kl99)},
                         {"p99_9", jsonNumber(r.kl999)},
                         {"max", jsonNumber(r.largestKl)}}},
                       {"same_top_token", jsonNumber(r.sameTopToken)},
                       {"rms_delta_p", jsonNumber(r.rmsDeltaP)},
                       {"mean_delta_p", jsonNumber(r.meanDeltaP)},
                       {"tokens", r.tokens},
                       {"windows", r.first.windows},
                       {"context", given.context},
                       {"first_from_cache", r.cached}});
}

} // namespace salient
