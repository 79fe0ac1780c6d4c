// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/comparison.h"

#include "core/calibration/sha256.h"
#include "core/evaluation/hidden_cache.h"
#include "core/evaluation/text_windows.h"
#include "core/model/top_token.h"
#include "kernels/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace salient {

namespace {

constexpr int64_t kLogitRows = 256; // tokens whose logits are held at once, for each model

/// What final hidden states depend on besides the tokens: the device and the model's files by name, size and age.
std::string identityOf(const Backend& backend, const ModelSource& source) {
    std::string key = backend.description() + "\n" + source.configText() + "\n";
    std::filesystem::path last;
    for (const TensorInfo& tensor : source.checkpoint().tensors()) {
        if (tensor.file != last) {
            last = tensor.file;
            key += fmt::format("{} {} {}\n", std::filesystem::weakly_canonical(last).string(),
                               std::filesystem::file_size(last),
                               std::filesystem::last_write_time(last).time_since_epoch().count());
        }
    }
    return key;
}

double percentile(const std::vector<double>& sorted, double share) {
    const auto at = static_cast<size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5);
    return sorted[at];
}

/// Sums of one window.
struct Window {
    double first = 0.0; ///< losses
    double other = 0.0;
    double kl = 0.0;
};

class Comparison {
public:
    Comparison(Backend& backend, const ModelSource& first, const ModelSource& other)
        : m_backend(backend), m_hidden(first.config().hidden), m_firstIdentity(identityOf(backend, first)),
          m_first(backend, first), m_other(backend, other) {}

    /// The window's sums; `hidden` of the first model.
    Window add(std::span<const int32_t> ids, const TensorView& hidden, const RunContext& context);
    Tensor firstHidden(std::span<const int32_t> ids, bool& cached);
    void finish(const std::vector<Window>& windows, int64_t perWindow, ComparisonResult& result);

private:
    Backend& m_backend;
    int64_t m_hidden;
    std::string m_firstIdentity;
    Transformer m_first;
    Transformer m_other;
    std::vector<double> m_kl;
    double m_deltaP = 0.0;
    double m_deltaP2 = 0.0;
    int64_t m_same = 0;
};

Tensor Comparison::firstHidden(std::span<const int32_t> ids, bool& cached) {
    const HiddenCache cache(m_firstIdentity + sha256OfTokens(ids));
    const Shape shape = {static_cast<int64_t>(ids.size()), m_hidden};
    if (std::optional<Tensor> known = cache.load(shape)) {
        return std::move(*known);
    }
    cached = false;
    Tensor hidden = m_first.hiddenStates(ids);
    cache.store(hidden);
    return hidden;
}

Window Comparison::add(std::span<const int32_t> ids, const TensorView& hidden, const RunContext& context) {
    const Tensor otherHidden = m_other.hiddenStates(ids);
    const auto scored = static_cast<int64_t>(ids.size()) - 1;
    Window window;
    for (int64_t begin = 0; begin < scored; begin += kLogitRows) {
        context.checkCancelled();
        const int64_t end = std::min(begin + kLogitRows, scored);
        const auto rows = static_cast<size_t>(end - begin);
        const Tensor p = m_first.logits(hidden.slice(begin, end));
        const Tensor q = m_other.logits(otherHidden.view().slice(begin, end));
        const auto targets = ids.subspan(static_cast<size_t>(begin) + 1, rows);
        std::vector<double> first(rows), other(rows), kl(rows);
        m_backend.crossEntropy(p, targets, first);
        m_backend.crossEntropy(q, targets, other);
        m_backend.divergence(p, q, kl);
        for (size_t t = 0; t < rows; ++t) {
            const auto a = p.view().slice(static_cast<int64_t>(t), static_cast<int64_t>(t) + 1).floats();
            const auto b = q.view().slice(static_cast<int64_t>(t), static_cast<int64_t>(t) + 1).floats();
            m_same += topToken(a) == topToken(b);
            const double delta = std::exp(-other[t]) - std::exp(-first[t]);
            m_deltaP += delta;
            m_deltaP2 += delta * delta;
            window.first += first[t];
            window.other += other[t];
            window.kl += kl[t];
            m_kl.push_back(kl[t]);
        }
    }
    if (!std::isfinite(window.first + window.other + window.kl)) {
        throw numericError("compare.not_finite", "The logits of one of the models are not finite: its weights or "
                                                 "activations overflow.");
    }
    return window;
}

/// Mean per token and the standard error of it from the spread between windows of equal size.
std::pair<double, double> meanAndError(const std::vector<Window>& windows, int64_t perWindow,
                                       double (*value)(const Window&)) {
    const auto n = static_cast<double>(windows.size());
    double sum = 0.0;
    for (const Window& window : windows) {
        sum += value(window) / static_cast<double>(perWindow);
    }
    const double mean = sum / n;
    double squares = 0.0;
    for (const Window& window : windows) {
        const double residual = value(window) / static_cast<double>(perWindow) - mean;
        squares += residual * residual;
    }
    return {mean, n > 1.0 ? std::sqrt(squares / (n - 1.0) / n) : 0.0};
}

void Comparison::finish(const std::vector<Window>& windows, int64_t perWindow, ComparisonResult& result) {
    const auto tokens = static_cast<double>(m_kl.size());
    result.tokens = static_cast<int64_t>(m_kl.size());
    const auto fill = [&](PerplexityResult& one, double (*value)(const Window&)) {
        const auto [mean, error] = meanAndError(windows, perWindow, value);
        one.perplexity = std::exp(mean);
        one.standardError = one.perplexity * error;
        one.tokens = result.tokens;
        one.windows = static_cast<int64_t>(windows.size());
    };
    fill(result.first, [](const Window& w) { return w.first; });
    fill(result.other, [](const Window& w) { return w.other; });
    std::tie(result.meanKl, result.meanKlError) =
        meanAndError(windows, perWindow, [](const Window& w) { return w.kl; });
    result.ratioError = meanAndError(windows, perWindow, [](const Window& w) { return w.other - w.first; }).second;
    std::sort(m_kl.begin(), m_kl.end());
    result.medianKl = percentile(m_kl, 0.5);
    result.kl90 = percentile(m_kl, 0.9);
    result.kl95 = percentile(m_kl, 0.95);
    result.kl99 = percentile(m_kl, 0.99);
    result.kl999 = percentile(m_kl, 0.999);
    result.largestKl = m_kl.back();
    result.sameTopToken = static_cast<double>(m_same) / tokens;
    result.meanDeltaP = m_deltaP / tokens;
    result.rmsDeltaP = std::sqrt(m_deltaP2 / tokens);
}

} // namespace

ComparisonResult compareOnText(Backend& backend, const ModelSource& first, const ModelSource& other,
                               std::span<const int32_t> ids, const PerplexityOptions& options,
                               const RunContext& context) {
    if (first.config().vocabulary != other.config().vocabulary) {
        throw inputError("compare.different_vocabularies",
                         fmt::format("{} has {} tokens in its vocabulary and {} has {}: their predictions cannot be "
                                     "compared.",
                                     first.folder().string(), first.config().vocabulary, other.folder().string(),
                                     other.config().vocabulary));
    }
    const int64_t count = windowCount(ids.size(), {.length = options.context, .windows = options.windows});
    ComparisonResult result;
    result.cached = true;
    Comparison comparison(backend, first, other);
    std::vector<Window> windows;
    double loss = 0.0;
    for (int64_t i = 0; i < count; ++i) {
        context.checkCancelled();
        const auto window = ids.subspan(static_cast<size_t>(i * options.context), static_cast<size_t>(options.context));
        windows.push_back(comparison.add(window, comparison.firstHidden(window, result.cached), context));
        loss += windows.back().other;
        const auto tokens = static_cast<double>((i + 1) * (options.context - 1));
        const double error = meanAndError(windows, options.context - 1, [](const Window& w) { return w.other; }).second;
        context.emit(PerplexityUpdate{i + 1, count, std::exp(loss / tokens), std::exp(loss / tokens) * error});
    }
    comparison.finish(windows, options.context - 1, result);
    result.first.context = result.other.context = options.context;
    return result;
}

} // namespace salient
