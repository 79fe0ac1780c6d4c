// SPDX-License-Identifier: Apache-2.0
#include "core/tracked_sequences.h"

#include "core/model/top_token.h"

#include <algorithm>
#include <cmath>

namespace salient {

namespace {

constexpr int64_t kLogitRows = 256; // tokens whose logits are held at once, for each model

} // namespace

TrackedSequences::TrackedSequences(Backend& backend, const ModelSource& source,
                                   std::vector<std::vector<int32_t>> sequences)
    : m_backend(backend), m_sequences(std::move(sequences)) {
    int64_t tokens = 0;
    for (const auto& sequence : m_sequences) {
        m_lengths.push_back(static_cast<int64_t>(sequence.size()));
        tokens += m_lengths.back();
    }
    m_dense = Tensor({tokens, source.config().hidden}, DType::F32);
    m_quantized = Tensor(m_dense.shape(), DType::F32);
    const ModelEntry stored(source);
    const ModelEntry rounded(source, EndPrecision::Half);
    int64_t begin = 0;
    for (const auto& sequence : m_sequences) {
        const int64_t end = begin + static_cast<int64_t>(sequence.size());
        stored.forward(backend, sequence, 0, m_dense.slice(begin, end));
        rounded.forward(backend, sequence, 0, m_quantized.slice(begin, end));
        begin = end;
    }
}

void TrackedSequences::forwardDense(BlockRunner& runner, const Block& block, const InputObserver& observer) {
    runner.forward(block, m_dense, m_lengths, observer);
}

void TrackedSequences::forwardQuantized(BlockRunner& runner, const Block& block) {
    runner.forward(block, m_quantized, m_lengths);
}

double TrackedSequences::relativeError() {
    double energy = 0.0;
    for (const float value : m_dense.floats()) {
        energy += static_cast<double>(value) * static_cast<double>(value);
    }
    return m_backend.squaredDistance(m_quantized, m_dense) / std::max(energy, 1e-30);
}

void TrackedSequences::finish(const ModelExit& dense, const ModelExit& quantized) {
    dense.normalize(m_backend, m_dense);
    quantized.normalize(m_backend, m_quantized);
}

TensorView TrackedSequences::quantizedHidden(size_t sequence) const {
    int64_t begin = 0;
    for (size_t i = 0; i < sequence; ++i) {
        begin += m_lengths[i];
    }
    return m_quantized.slice(begin, begin + m_lengths[sequence]);
}

HoldoutQuality TrackedSequences::score(const ModelExit& dense, const ModelExit& quantized, int64_t vocabulary) {
    HoldoutQuality quality;
    double lossBefore = 0.0;
    double lossAfter = 0.0;
    double divergence = 0.0;
    int64_t same = 0;
    int64_t first = 0; // row of the sequence's first token
    for (const auto& sequence : m_sequences) {
        const auto scored = static_cast<int64_t>(sequence.size()) - 1;
        for (int64_t begin = 0; begin < scored; begin += kLogitRows) {
            const int64_t rows = std::min(kLogitRows, scored - begin);
            Tensor before({rows, vocabulary}, DType::F32);
            Tensor after({rows, vocabulary}, DType::F32);
            dense.logits(m_backend, m_dense.slice(first + begin, first + begin + rows), before);
            quantized.logits(m_backend, m_quantized.slice(first + begin, first + begin + rows), after);
            const auto targets = std::span(sequence).subspan(static_cast<size_t>(begin) + 1, static_cast<size_t>(rows));
            std::vector<double> a(static_cast<size_t>(rows)), b(a), kl(a);
            m_backend.crossEntropy(before, targets, a);
            m_backend.crossEntropy(after, targets, b);
            m_backend.divergence(before, after, kl);
            for (int64_t t = 0; t < rows; ++t) {
                lossBefore += a[static_cast<size_t>(t)];
                lossAfter += b[static_cast<size_t>(t)];
                divergence += kl[static_cast<size_t>(t)];
                same += topToken(TensorView(before.slice(t, t + 1)).floats()) ==
                        topToken(TensorView(after.slice(t, t + 1)).floats());
            }
        }
        quality.tokens += scored;
        first += static_cast<int64_t>(sequence.size());
    }
    const auto tokens = static_cast<double>(std::max<int64_t>(quality.tokens, 1));
    quality.perplexityBefore = std::exp(lossBefore / tokens);
    quality.perplexityAfter = std::exp(lossAfter / tokens);
    quality.meanKl = divergence / tokens;
    quality.sameTopToken = static_cast<double>(same) / tokens;
    return quality;
}

} // namespace salient
