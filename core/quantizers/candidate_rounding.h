// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quantizers/feedback_rounding.h"
#include "kernels/backend.h"

#include <optional>
#include <span>
#include <vector>

namespace salient {

/// What weights become under a candidate of the scale search: Q(W · s) / s, rounded as the winner will be, to nearest
/// or with GPTQ's feedback.
class CandidateRounding {
public:
    /// `gram` [in, in] of the unscaled inputs, which must outlive this object; read with `feedback` only.
    CandidateRounding(Backend& backend, const TensorView& gram, const std::optional<FeedbackSettings>& feedback)
        : m_backend(backend), m_gram(gram), m_feedback(feedback) {}

    /// out[rows, in] = Q(w · s) / s; rounded to nearest where there is no factor for the feedback.
    void rounded(const TensorView& weight, std::span<const float> scales, const QuantSpec& spec, const TensorSpan& out);
    /// out[rows, in] = w − Q(w · s) / s.
    void error(const TensorView& weight, std::span<const float> scales, const QuantSpec& spec, const TensorSpan& out);

private:
    const FeedbackFactor* factorFor(std::span<const float> scales, const QuantSpec& spec);

    Backend& m_backend;
    TensorView m_gram;
    std::optional<FeedbackSettings> m_feedback;
    std::vector<float> m_scales; // of the factor
    std::optional<FeedbackFactor> m_factor;
    Tensor m_scaled;  // [rows, in]
    Tensor m_inverse; // [in]
};

} // namespace salient
