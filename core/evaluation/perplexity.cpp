// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/perplexity.h"

#include "kernels/error.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace salient {

namespace {

constexpr int64_t kLogitRows = 256; // tokens whose logits are held at once: 256 × 128k × 4 bytes = 128 MiB

double windowLoss(Transformer& model, std::span<const int32_t> ids, const RunContext& context) {
    const Tensor hidden = model.hiddenStates(ids);
    const auto scored = static_cast<int64_t>(ids.size()) - 1;
    std::vector<double> losses(static_cast<size_t>(scored));
    for (int64_t begin = 0; begin < scored; begin += kLogitRows) {
        context.checkCancelled();
        const int64_t end = std::min(begin + kLogitRows, scored);
        const Tensor logits = model.logits(hidden.slice(begin, end));
        const auto rows = static_cast<size_t>(end - begin);
        model.backend().crossEntropy(logits, ids.subspan(static_cast<size_t>(begin) + 1, rows),
                                     std::span(losses).subspan(static_cast<size_t>(begin), rows));
    }
    double sum = 0.0;
    for (const double loss : losses) {
        sum += loss;
    }
    return sum / static_cast<double>(scored);
}

// Delta method: the error of exp(mean) is exp(mean) times the standard error of the mean.
void summarize(const std::vector<double>& windowLosses, PerplexityResult& result) {
    double mean = 0.0;
    for (const double loss : windowLosses) {
        mean += loss / static_cast<double>(windowLosses.size());
    }
    double squares = 0.0;
    for (const double loss : windowLosses) {
        squares += (loss - mean) * (loss - mean);
    }
    const auto n = static_cast<double>(windowLosses.size());
    result.perplexity = std::exp(mean);
    result.standardError = n > 1.0 ? result.perplexity * std::sqrt(squares / (n - 1.0) / n) : 0.0;
    result.windows = static_cast<int64_t>(windowLosses.size());
    result.tokens = result.windows * (result.context - 1);
}

} // namespace

PerplexityResult evaluatePerplexity(Transformer& model, std::span<const int32_t> ids, const PerplexityOptions& options,
                                    const RunContext& context) {
    if (options.context < 2) {
        throw usageError("evaluate.context",
                         fmt::format("A context of {} tokens scores nothing; at least 2 are needed.", options.context));
    }
    const int64_t available = static_cast<int64_t>(ids.size()) / options.context;
    const int64_t windows = options.windows == 0 ? available : std::min(options.windows, available);
    if (windows < 1) {
        throw inputError(
            "evaluate.too_short",
            fmt::format(
                "The text has {} tokens, less than one window of {}; give a longer text or a smaller --context.",
                ids.size(), options.context));
    }
    const auto start = std::chrono::steady_clock::now();
    PerplexityResult result;
    result.context = options.context;
    result.protocol =
        fmt::format("{} non-overlapping windows of {} tokens from the start of the text, tokenised as a whole, "
                    "every token but the first of a window scored",
                    windows, options.context);
    std::vector<double> losses;
    for (int64_t window = 0; window < windows; ++window) {
        const auto begin = static_cast<size_t>(window * options.context);
        const double loss = windowLoss(model, ids.subspan(begin, static_cast<size_t>(options.context)), context);
        if (!std::isfinite(loss)) {
            throw numericError("evaluate.not_finite",
                               fmt::format("The logits of window {} are not finite: the model's weights or activations "
                                           "overflow.",
                                           window));
        }
        losses.push_back(loss);
        summarize(losses, result);
        context.emit(PerplexityUpdate{window + 1, windows, result.perplexity, result.standardError});
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace salient
