// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/perplexity.h"

#include "core/evaluation/text_windows.h"
#include "kernels/error.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace salient {

namespace {

constexpr int64_t kLogitRows = 256; // tokens whose logits are held at once: 256 × 128k × 4 bytes = 128 MiB

struct WindowLoss {
    double sum = 0.0;
    int64_t tokens = 0; // scored
};

/// `scored` belongs to `ids`; empty: all.
WindowLoss windowLoss(Transformer& model, std::span<const int32_t> ids, std::span<const uint8_t> scored,
                      const RunContext& context) {
    const Tensor hidden = model.hiddenStates(ids);
    const auto predicted = static_cast<int64_t>(ids.size()) - 1;
    std::vector<double> losses(static_cast<size_t>(predicted));
    for (int64_t begin = 0; begin < predicted; begin += kLogitRows) {
        context.checkCancelled();
        const int64_t end = std::min(begin + kLogitRows, predicted);
        const Tensor logits = model.logits(hidden.slice(begin, end));
        const auto rows = static_cast<size_t>(end - begin);
        model.backend().crossEntropy(logits, ids.subspan(static_cast<size_t>(begin) + 1, rows),
                                     std::span(losses).subspan(static_cast<size_t>(begin), rows));
    }
    WindowLoss window;
    for (size_t i = 0; i < losses.size(); ++i) {
        if (scored.empty() || scored[i + 1] != 0) {
            window.sum += losses[i];
            ++window.tokens;
        }
    }
    return window;
}

// The mean is a ratio of two sums over windows, and its error that of such a ratio (Cochran, Sampling Techniques,
// section 2.11); with windows of equal size both are those of the windows' means. Delta method: the error of exp(mean)
// is exp(mean) times the error of the mean.
void summarize(const std::vector<WindowLoss>& windows, PerplexityResult& result) {
    double sum = 0.0;
    result.tokens = 0;
    for (const WindowLoss& window : windows) {
        sum += window.sum;
        result.tokens += window.tokens;
    }
    const auto tokens = static_cast<double>(result.tokens);
    const double mean = sum / tokens;
    double squares = 0.0;
    for (const WindowLoss& window : windows) {
        const double residual = window.sum - mean * static_cast<double>(window.tokens);
        squares += residual * residual;
    }
    const auto n = static_cast<double>(windows.size());
    result.perplexity = std::exp(mean);
    result.standardError = n > 1.0 ? result.perplexity * std::sqrt(squares * n / (n - 1.0)) / tokens : 0.0;
    result.windows = static_cast<int64_t>(windows.size());
}

std::string protocolText(int64_t windows, const PerplexityOptions& options) {
    return fmt::format("{} non-overlapping windows of {} tokens from the start of the text, {}", windows,
                       options.context,
                       options.scored.empty() ? "tokenised as a whole, every token but the first of a window scored"
                                              : "conversations one after the other, only the tokens of answers scored");
}

} // namespace

PerplexityResult evaluatePerplexity(Transformer& model, std::span<const int32_t> ids, const PerplexityOptions& options,
                                    const RunContext& context) {
    const int64_t windows = windowCount(ids.size(), {.length = options.context, .windows = options.windows});
    const auto start = std::chrono::steady_clock::now();
    PerplexityResult result;
    result.context = options.context;
    result.protocol = protocolText(windows, options);
    std::vector<WindowLoss> losses;
    for (int64_t window = 0; window < windows; ++window) {
        const auto begin = static_cast<size_t>(window * options.context);
        const auto length = static_cast<size_t>(options.context);
        const auto scored = options.scored.empty() ? options.scored : options.scored.subspan(begin, length);
        const WindowLoss loss = windowLoss(model, ids.subspan(begin, length), scored, context);
        if (!std::isfinite(loss.sum)) {
            throw numericError("evaluate.not_finite",
                               fmt::format("The logits of window {} are not finite: the model's weights or activations "
                                           "overflow.",
                                           window));
        }
        losses.push_back(loss);
        summarize(losses, result);
        if (result.tokens > 0) {
            context.emit(PerplexityUpdate{window + 1, windows, result.perplexity, result.standardError});
        }
    }
    if (result.tokens == 0) {
        throw inputError("evaluate.nothing_scored",
                         fmt::format("None of the {} tokens in {} windows is part of an answer; give more windows or "
                                     "score the whole text.",
                                     windows * options.context, windows));
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace salient
