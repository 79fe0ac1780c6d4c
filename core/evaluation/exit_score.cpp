// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/exit_score.h"

#include "core/model/model_tensors.h"
#include "core/model/top_token.h"
#include "kernels/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace salient {

namespace {

constexpr int64_t kLogitRows = 256;  // tokens whose logits are held at once
constexpr int64_t kHeadPanel = 8192; // rows of the head that are transposed at once

double dot(std::span<const float> a, std::span<const float> b, std::span<const float> c) {
    double sum = 0.0;
    for (size_t i = 0; i < a.size(); ++i) {
        sum += static_cast<double>(a[i]) * (static_cast<double>(b[i]) - static_cast<double>(c[i]));
    }
    return sum;
}

void refuseNonFinite(double value, size_t window) {
    if (!std::isfinite(value)) {
        throw numericError("evaluate.not_finite",
                           fmt::format("The logits of window {} are not finite: the model's weights or activations "
                                       "overflow.",
                                       window));
    }
}

} // namespace

ExitScore::ExitScore(Backend& backend, const ModelSource& original, std::vector<std::vector<int32_t>> windows)
    : m_backend(backend), m_source(original), m_exit(original), m_windows(std::move(windows)),
      m_references(m_windows.size()),
      m_linear(original.config().head.softcap == 0.0F && original.config().head.projectOut.empty()) {}

Tensor ExitScore::normalized(const TensorView& states) const {
    Tensor hidden = toFloat32(states);
    m_exit.normalize(m_backend, hidden);
    return hidden;
}

// expected[t] = multiplier · Σ_v p[t, v] · head[v]
void ExitScore::expectedHead(const TensorSpan& probabilities, const TensorSpan& expected) {
    const ModelConfig& config = m_source.config();
    const TensorView head = m_source.tensor(config.head.tied ? config.embedding.tokens : config.head.weight);
    const int64_t rows = probabilities.rows();
    Tensor part({rows, config.hidden}, DType::F32);
    std::ranges::fill(expected.floats(), 0.0F);
    for (int64_t begin = 0; begin < config.vocabulary; begin += kHeadPanel) {
        const int64_t width = std::min(kHeadPanel, config.vocabulary - begin);
        Tensor panel({rows, width}, DType::F32);
        const ColumnPiece piece[] = {{begin, 0, width}};
        m_backend.copyColumns(probabilities, piece, panel);
        m_backend.linear(panel, transposed(head.slice(begin, begin + width)), {}, part);
        m_backend.add(expected, part);
    }
    if (config.head.multiplier != 1.0F) {
        m_backend.scale(expected, config.head.multiplier);
    }
}

double ExitScore::learn(size_t index, const TensorView& states, const RunContext& context) {
    const std::vector<int32_t>& ids = m_windows[index];
    Reference& reference = m_references[index];
    reference.hidden = normalized(states);
    const auto scored = static_cast<int64_t>(ids.size()) - 1;
    const int64_t vocabulary = m_source.config().vocabulary;
    reference.logSum.resize(static_cast<size_t>(scored));
    reference.top.resize(static_cast<size_t>(scored));
    if (m_linear) {
        reference.expected = Tensor({scored, m_source.config().hidden}, DType::F32);
    }
    double loss = 0.0;
    for (int64_t begin = 0; begin < scored; begin += kLogitRows) {
        context.checkCancelled();
        const int64_t end = std::min(begin + kLogitRows, scored);
        const auto rows = static_cast<size_t>(end - begin);
        Tensor logits({end - begin, vocabulary}, DType::F32);
        m_exit.logits(m_backend, TensorView(reference.hidden).slice(begin, end), logits);
        const auto targets = std::span(ids).subspan(static_cast<size_t>(begin) + 1, rows);
        std::vector<double> losses(rows);
        m_backend.crossEntropy(logits, targets, losses);
        const auto values = logits.floats();
        for (size_t t = 0; t < rows; ++t) {
            const auto row = values.subspan(t * static_cast<size_t>(vocabulary), static_cast<size_t>(vocabulary));
            const double logSum = losses[t] + static_cast<double>(row[static_cast<size_t>(targets[t])]);
            reference.logSum[static_cast<size_t>(begin) + t] = logSum;
            reference.top[static_cast<size_t>(begin) + t] = topToken(row);
            loss += losses[t];
            if (m_linear) {
                for (float& value : row) {
                    value = std::exp(value - static_cast<float>(logSum));
                }
            }
        }
        if (m_linear) {
            expectedHead(logits, reference.expected.slice(begin, end));
        }
    }
    refuseNonFinite(loss, index);
    return loss / static_cast<double>(scored);
}

WindowScore ExitScore::score(size_t index, const TensorView& states, const RunContext& context) {
    const std::vector<int32_t>& ids = m_windows[index];
    const Reference& reference = m_references[index];
    const Tensor hidden = normalized(states);
    const auto scored = static_cast<int64_t>(ids.size()) - 1;
    const int64_t vocabulary = m_source.config().vocabulary;
    const auto width = static_cast<size_t>(m_source.config().hidden);
    WindowScore sum;
    int64_t same = 0;
    for (int64_t begin = 0; begin < scored; begin += kLogitRows) {
        context.checkCancelled();
        const int64_t end = std::min(begin + kLogitRows, scored);
        const auto rows = static_cast<size_t>(end - begin);
        Tensor logits({end - begin, vocabulary}, DType::F32);
        m_exit.logits(m_backend, TensorView(hidden).slice(begin, end), logits);
        const auto targets = std::span(ids).subspan(static_cast<size_t>(begin) + 1, rows);
        std::vector<double> losses(rows);
        m_backend.crossEntropy(logits, targets, losses);
        std::vector<double> kl(rows);
        if (!m_linear) {
            Tensor original({end - begin, vocabulary}, DType::F32);
            m_exit.logits(m_backend, TensorView(reference.hidden).slice(begin, end), original);
            m_backend.divergence(original, logits, kl);
        }
        for (size_t t = 0; t < rows; ++t) {
            const size_t token = static_cast<size_t>(begin) + t;
            const auto row = std::as_const(logits).floats().subspan(t * static_cast<size_t>(vocabulary),
                                                                    static_cast<size_t>(vocabulary));
            same += topToken(row) == reference.top[token];
            if (m_linear) {
                const double logSum = losses[t] + static_cast<double>(row[static_cast<size_t>(targets[t])]);
                kl[t] = logSum - reference.logSum[token] -
                        dot(reference.expected.view().floats().subspan(token * width, width),
                            hidden.view().floats().subspan(token * width, width),
                            reference.hidden.view().floats().subspan(token * width, width));
            }
            sum.loss += losses[t];
            sum.kl += kl[t];
        }
    }
    refuseNonFinite(sum.loss + sum.kl, index);
    const auto tokens = static_cast<double>(scored);
    return {sum.loss / tokens, sum.kl / tokens, static_cast<double>(same) / tokens};
}

} // namespace salient
