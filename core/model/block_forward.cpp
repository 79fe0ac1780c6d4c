// SPDX-License-Identifier: Apache-2.0
#include "core/model/block_forward.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace salient {

namespace {

int64_t largestIntermediate(const ModelConfig& c) {
    return std::max({c.mlp.intermediate, c.experts.intermediate, c.experts.sharedIntermediate});
}

} // namespace

BlockRunner::BlockRunner(Backend& backend, const ModelConfig& config)
    : m_backend(backend), m_config(config), m_pieces(qkvPieces(config.attention)), m_ropes(config.ropes.size()) {}

int64_t BlockRunner::scratchBytes(const ModelConfig& c, int64_t tokens) {
    const AttentionSpec& a = c.attention;
    const bool joinedMlp = c.mlp.joined;
    int64_t perToken = 2 * c.hidden + 2 * a.qFeatures() + 2 * a.kvFeatures();
    perToken += (joinedMlp ? 4 : 2) * largestIntermediate(c);
    perToken += a.rows == QkvRows::Separate ? 0 : qkvFeatures(a);
    perToken += a.latent ? 2 * (a.qRank + a.kvRank) + a.outputFeatures() : 0;
    perToken += c.experts.count > 0 ? 3 * c.hidden + c.experts.count : 0;
    return tokens * perToken * static_cast<int64_t>(sizeof(float));
}

TensorSpan BlockRunner::scratch(Tensor& storage, int64_t rows, int64_t columns) {
    if (storage.elements() < rows * columns) {
        storage = Tensor(); // free before asking again
        storage = Tensor({rows, columns}, DType::F32);
    }
    return {storage.span().data, DType::F32, {rows, columns}};
}

void BlockRunner::denseMlp(const MlpLinears& mlp, int64_t expert, const TensorView& x, const TensorSpan& out,
                           const InputObserver& observer) {
    const int64_t width = mlp.down.in;
    const TensorSpan gate = scratch(m_gate, x.rows(), width);
    if (!mlp.gateUp.empty()) {
        const TensorSpan both = scratch(m_gateUp, x.rows(), 2 * width);
        const TensorSpan up = scratch(m_up, x.rows(), width);
        mlp.gateUp.forward(m_backend, x, both);
        const ColumnPiece first{0, 0, width};
        const ColumnPiece second{width, 0, width};
        m_backend.copyColumns(both, {&first, 1}, gate);
        m_backend.copyColumns(both, {&second, 1}, up);
        m_backend.gatedActivation(gate, up, m_config.mlp.activation, gate);
    } else if (!mlp.gate.empty()) {
        const TensorSpan up = scratch(m_up, x.rows(), width);
        const LinearOutput outputs[] = {{mlp.gate, gate}, {mlp.up, up}};
        forwardTogether(m_backend, x, outputs);
        m_backend.gatedActivation(gate, up, m_config.mlp.activation, gate);
    } else {
        mlp.up.forward(m_backend, x, gate);
        m_backend.activate(gate, m_config.mlp.activation);
    }
    if (observer) {
        observer({LinearInput::Kind::MlpDown, expert}, gate);
    }
    mlp.down.forward(m_backend, gate, out);
}

void BlockRunner::mlp(const Block& block, const TensorView& x, const TensorSpan& out, const InputObserver& observer) {
    const LinearInput input = inputOf(m_config, LinearRole::Up, kDenseMlp);
    if (observer && input.kind == LinearInput::Kind::Mlp) {
        observer(input, x);
    }
    if (block.router.empty()) {
        denseMlp(block.mlp, kDenseMlp, x, out, observer);
    } else {
        experts(block, x, out, observer);
    }
}

// hidden (or what the norm made of it) + multiplier · outNorm(out).
void BlockRunner::addToResidual(const TensorSpan& hidden, const TensorView& normed, const Norm& outNorm,
                                const TensorSpan& out) {
    const ResidualSpec& residual = m_config.residual;
    if (!outNorm.empty()) {
        outNorm.forward(m_backend, out, out);
    }
    if (residual.multiplier != 1.0F) {
        m_backend.scale(out, residual.multiplier);
    }
    if (residual.fromNorm) {
        convert(normed, hidden);
    }
    m_backend.add(hidden, out);
}

void BlockRunner::run(const Block& block, const TensorSpan& hidden, const InputObserver& observer,
                      const AttentionStep& attend) {
    const ResidualSpec& residual = m_config.residual;
    const TensorSpan normed = scratch(m_normed, hidden.rows(), m_config.hidden);
    const TensorSpan out = scratch(m_moduleOut, hidden.rows(), m_config.hidden);
    const auto normalize = [&](const Norm& norm) {
        if (norm.empty() || residual.normAfterSum) {
            convert(hidden, normed);
        } else {
            norm.forward(m_backend, hidden, normed);
        }
    };
    normalize(block.inputNorm);
    attend(normed, out);
    if (residual.order == ResidualSpec::Order::Parallel) {
        if (!residual.sharedNorm) {
            normalize(block.mlpNorm);
        }
        const TensorSpan mlpOut = scratch(m_mlpOut, hidden.rows(), m_config.hidden);
        mlp(block, normed, mlpOut, observer);
        addToResidual(hidden, normed, block.attentionOutNorm, out);
        addToResidual(hidden, normed, block.mlpOutNorm, mlpOut);
        return;
    }
    addToResidual(hidden, normed, block.attentionOutNorm, out);
    if (residual.normAfterSum) {
        block.inputNorm.forward(m_backend, hidden, hidden);
    }
    normalize(block.mlpNorm);
    mlp(block, normed, out, observer);
    addToResidual(hidden, normed, block.mlpOutNorm, out);
    if (residual.normAfterSum) {
        block.mlpNorm.forward(m_backend, hidden, hidden);
    }
}

void BlockRunner::forward(const Block& block, const TensorSpan& hidden, std::span<const int64_t> lengths,
                          const InputObserver& observer) {
    run(block, hidden, observer,
        [&](const TensorView& x, const TensorSpan& out) { attention(block, x, lengths, out, observer); });
}

} // namespace salient
