// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/choice_scoring.h"

#include "core/model/top_token.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace salient {

namespace {

constexpr int64_t kLogitRows = 256; // tokens whose logits are held at once: 256 × 128k × 4 bytes = 128 MiB

/// The first of the largest.
size_t largest(const std::vector<double>& values) {
    return static_cast<size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

/// What the model reads: the end of both that fits its window, without the last token, behind which nothing is scored.
std::vector<int32_t> readTokens(const TokenPair& pair, size_t window) {
    std::vector<int32_t> ids = pair.context;
    ids.insert(ids.end(), pair.continuation.begin(), pair.continuation.end());
    ids.erase(ids.begin(), ids.end() - static_cast<std::ptrdiff_t>(std::min(ids.size(), window + 1)));
    ids.pop_back();
    return ids;
}

} // namespace

const Tensor& ChoiceScorer::hiddenStates(std::span<const int32_t> ids) {
    if (m_ids.empty() || !std::equal(ids.begin(), ids.end(), m_ids.begin(), m_ids.end())) {
        m_hidden = m_model.hiddenStates(ids);
        m_ids.assign(ids.begin(), ids.end());
    }
    return m_hidden;
}

ScoredOption ChoiceScorer::scoreOption(const TokenPair& pair, const std::string& origin, const RunContext& context) {
    const auto window = static_cast<size_t>(m_model.config().maxPositions);
    if (pair.continuation.size() > window) {
        throw inputError("tasks.too_long",
                         fmt::format("{}: a choice has {} tokens, more than the {} that {} takes.", origin,
                                     pair.continuation.size(), window, m_model.source().folder().string()));
    }
    const Tensor& hidden = hiddenStates(readTokens(pair, window));
    const auto scored = static_cast<int64_t>(pair.continuation.size());
    const int64_t first = hidden.rows() - scored; // predicts the continuation's first token
    ScoredOption option{.logLikelihood = 0.0, .tokens = scored, .mostLikely = true};
    for (int64_t begin = 0; begin < scored; begin += kLogitRows) {
        context.checkCancelled();
        const int64_t end = std::min(begin + kLogitRows, scored);
        const Tensor logits = m_model.logits(hidden.slice(first + begin, first + end));
        const auto rows = static_cast<size_t>(end - begin);
        const auto targets = std::span(pair.continuation).subspan(static_cast<size_t>(begin), rows);
        std::vector<double> losses(rows);
        m_model.backend().crossEntropy(logits, targets, losses);
        for (size_t row = 0; row < rows; ++row) {
            const auto at = static_cast<int64_t>(row);
            option.logLikelihood -= losses[row];
            option.mostLikely = option.mostLikely && topToken(logits.slice(at, at + 1).floats()) == targets[row];
        }
    }
    if (!std::isfinite(option.logLikelihood)) {
        throw numericError(
            "tasks.not_finite",
            fmt::format("{}: the logits are not finite: the model's weights or activations overflow.", origin));
    }
    return option;
}

ScoredItem ChoiceScorer::score(const ChoiceItem& item, const std::string& origin, const RunContext& context) {
    ScoredItem result;
    result.gold = item.gold;
    std::vector<double> whole;
    std::vector<double> perCharacter;
    for (const ChoiceOption& choice : item.options) {
        context.checkCancelled();
        const TokenPair pair = m_encoder.encodePair(choice.context, choice.continuation, origin);
        const auto tokens = static_cast<int64_t>(pair.context.size() + pair.continuation.size());
        result.cut = result.cut || tokens > m_model.config().maxPositions + 1;
        const ScoredOption option = scoreOption(pair, origin, context);
        whole.push_back(option.logLikelihood);
        perCharacter.push_back(option.logLikelihood / static_cast<double>(choice.characters));
        result.options.push_back(option);
    }
    result.chosen = largest(whole);
    result.chosenPerCharacter = largest(perCharacter);
    return result;
}

} // namespace salient
