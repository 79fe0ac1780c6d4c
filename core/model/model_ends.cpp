// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_ends.h"

#include "core/model/packed_head.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <numeric>
#include <vector>

namespace salient {

namespace {

void roundToHalf(const TensorSpan& x) {
    for (float& value : x.floats()) {
        value = roundToFloat16(value);
    }
}

Tensor halfCopy(const TensorView& x) {
    Tensor half(x.shape, DType::F16);
    convert(x, half);
    return half;
}

} // namespace

void checkIds(std::span<const int32_t> ids, int64_t vocabulary) {
    for (size_t i = 0; i < ids.size(); ++i) {
        if (ids[i] < 0 || ids[i] >= vocabulary) {
            throw inputError("tokens.out_of_range",
                             fmt::format("Token {} of the input is {}; the model's vocabulary has ids 0 to {}.", i,
                                         ids[i], vocabulary - 1));
        }
    }
}

ModelEntry::ModelEntry(const ModelSource& source, EndPrecision precision)
    : m_source(source), m_half(precision == EndPrecision::Half),
      m_norm(
          source.loadNorm(source.config().embedding.norm, source.config().embedding.normSpec, source.config().hidden)) {
    const std::string& projection = source.config().embedding.projectIn;
    if (m_half && !projection.empty()) {
        m_projectIn = halfCopy(source.tensor(projection));
    }
    if (m_half && !m_norm.empty()) {
        roundToHalf(m_norm.weight);
        if (!m_norm.bias.empty()) {
            roundToHalf(m_norm.bias);
        }
    }
}

void ModelEntry::forward(Backend& backend, std::span<const int32_t> ids, int64_t firstPosition,
                         const TensorSpan& out) const {
    const ModelConfig& config = m_source.config();
    const EmbeddingSpec& spec = config.embedding;
    checkIds(ids, config.vocabulary);
    const auto tokens = static_cast<int64_t>(ids.size());
    const auto embed = [&](const std::string& table, std::span<const int32_t> rows, const TensorSpan& target) {
        backend.embed(m_source.tensor(table), rows, target);
        if (m_half) {
            roundToHalf(target);
        }
    };
    if (spec.projectIn.empty()) {
        embed(spec.tokens, ids, out);
    } else {
        Tensor narrow({tokens, spec.width}, DType::F32);
        embed(spec.tokens, ids, narrow);
        backend.linear(narrow, m_projectIn.empty() ? m_source.tensor(spec.projectIn) : m_projectIn.view(), {}, out);
    }
    if (spec.multiplier != 1.0F) {
        backend.scale(out, spec.multiplier);
    }
    if (!spec.positions.empty()) {
        if (firstPosition + tokens > config.maxPositions) {
            throw inputError(
                "tokens.too_many",
                fmt::format("The model has learned {} positions and {} were asked for; give a shorter text.",
                            config.maxPositions, firstPosition + tokens));
        }
        std::vector<int32_t> rows(ids.size());
        std::iota(rows.begin(), rows.end(), static_cast<int32_t>(firstPosition + spec.positionOffset));
        Tensor positions({tokens, config.hidden}, DType::F32);
        embed(spec.positions, rows, positions);
        backend.add(out, positions);
    }
    if (!m_norm.empty()) {
        m_norm.forward(backend, out, out);
    }
}

ModelExit::ModelExit(const ModelSource& source)
    : m_source(source),
      m_norm(source.loadNorm(source.config().head.norm, source.config().norm, source.config().hidden)) {
    if (!source.config().head.bias.empty()) {
        m_bias = toFloat32(source.tensor(source.config().head.bias));
    }
}

TensorView ModelExit::head() const {
    const ModelConfig& config = m_source.config();
    return m_source.tensor(config.head.tied ? config.embedding.tokens : config.head.weight);
}

void ModelExit::packHead(Backend& backend, const PackedLookup& lookup) {
    const TensorView stored = head();
    m_packedHead = lookup ? lookup(kPackedHeadName, stored.rows(), stored.columns()) : nullptr;
    if (m_packedHead == nullptr) {
        m_packedHead = salient::packHead(backend, stored);
    }
}

void ModelExit::multiplyHead(Backend& backend, const TensorView& x, const TensorSpan& out) const {
    if (m_packedHead == nullptr) {
        backend.linear(x, head(), m_bias.view(), out);
        return;
    }
    const PackedProduct product{*m_packedHead, m_bias.view(), out};
    backend.linear(x, {&product, 1});
}

void ModelExit::normalize(Backend& backend, const TensorSpan& x) const {
    if (!m_norm.empty()) {
        m_norm.forward(backend, x, x);
    }
}

void ModelExit::logits(Backend& backend, const TensorView& x, const TensorSpan& out) const {
    const ModelConfig& config = m_source.config();
    const HeadSpec& spec = config.head;
    if (spec.projectOut.empty()) {
        multiplyHead(backend, x, out);
    } else {
        Tensor narrow({x.rows(), config.embedding.width}, DType::F32);
        backend.linear(x, m_source.tensor(spec.projectOut), {}, narrow);
        multiplyHead(backend, narrow, out);
    }
    if (spec.multiplier != 1.0F) {
        backend.scale(out, spec.multiplier);
    }
    if (spec.softcap > 0.0F) {
        backend.softcap(out, spec.softcap);
    }
}

} // namespace salient
