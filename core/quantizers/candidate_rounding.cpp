// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/candidate_rounding.h"

#include <algorithm>

namespace salient {

namespace {

TensorView viewOf(std::span<const float> scales) {
    return {reinterpret_cast<const std::byte*>(scales.data()), DType::F32, {static_cast<int64_t>(scales.size())}};
}

} // namespace

// The factor of diag(s)⁻¹ G diag(s)⁻¹, kept for all weights of a candidate.
const FeedbackFactor* CandidateRounding::factorFor(std::span<const float> scales, const QuantSpec& spec) {
    if (m_inverse.empty() || !std::ranges::equal(m_scales, scales)) {
        m_scales.assign(scales.begin(), scales.end());
        m_inverse = Tensor(viewOf(scales).shape, DType::F32);
        std::ranges::transform(scales, m_inverse.floats().begin(), [](float s) { return 1.0F / s; });
        Tensor gram(m_gram.shape, DType::F32);
        convert(m_gram, gram);
        m_backend.scaleMatrix(gram, m_inverse, m_inverse);
        m_factor = feedbackFactor(m_backend, gram, spec.groupFor(gram.rows()), *m_feedback);
    }
    return m_factor ? &*m_factor : nullptr;
}

void CandidateRounding::rounded(const TensorView& weight, std::span<const float> scales, const QuantSpec& spec,
                                const TensorSpan& out) {
    const FeedbackFactor* factor = m_feedback ? factorFor(scales, spec) : nullptr;
    if (factor == nullptr) {
        m_backend.fakeQuantize(weight, viewOf(scales), spec, out);
        return;
    }
    if (m_scaled.shape() != weight.shape) {
        m_scaled = Tensor(weight.shape, DType::F32);
    }
    convert(weight, m_scaled);
    m_backend.scaleMatrix(m_scaled, {}, viewOf(scales));
    m_backend.dequantize(roundWithFeedback(m_backend, m_scaled, *factor, *m_feedback, spec).packed, out);
    m_backend.scaleMatrix(out, {}, m_inverse);
}

void CandidateRounding::error(const TensorView& weight, std::span<const float> scales, const QuantSpec& spec,
                              const TensorSpan& out) {
    if (!m_feedback) {
        m_backend.roundingError(weight, viewOf(scales), spec, out);
        return;
    }
    rounded(weight, scales, spec, out);
    const std::span<float> error = out.floats();
    std::ranges::transform(weight.floats(), error, error.begin(), [](float w, float q) { return w - q; });
}

} // namespace salient
