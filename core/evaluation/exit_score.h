// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_ends.h"
#include "core/run_context.h"

#include <cstdint>
#include <span>
#include <vector>

namespace salient {

/// What one window's final hidden states are worth, means per scored token; losses in nats.
struct WindowScore {
    double loss = 0.0;    ///< negative log-likelihood of the next tokens
    double kl = 0.0;      ///< KL(original ‖ these)
    double sameTop = 0.0; ///< share of tokens whose most likely next token is the original's
};

/// Scores final hidden states against those of the original model, with the original's head. With a head that is
/// linear in them, KL(p ‖ q) = (LSE' − LSE) − E_p[w] · (h' − h), so that the original's part is one vector and one
/// number per token and only the changed model's logits are computed; equal states give exactly 0. Heads with a soft
/// cap or a projection compute both.
class ExitScore {
public:
    /// `windows` are the token ids, each scored from its second token on.
    ExitScore(Backend& backend, const ModelSource& original, std::vector<std::vector<int32_t>> windows);

    /// Learns window `index` of the original from its states behind the last block [tokens, hidden]; returns its loss.
    double learn(size_t index, const TensorView& states, const RunContext& context);
    WindowScore score(size_t index, const TensorView& states, const RunContext& context);

private:
    struct Reference {
        Tensor hidden;              ///< [tokens, hidden], normalised
        Tensor expected;            ///< [tokens − 1, hidden]: Σ_v p_v ∂z_v/∂h; empty when the head is not linear
        std::vector<double> logSum; ///< [tokens − 1]
        std::vector<int64_t> top;   ///< [tokens − 1] most likely next tokens
    };
    Tensor normalized(const TensorView& states) const;
    void expectedHead(const TensorSpan& probabilities, const TensorSpan& expected);

    Backend& m_backend;
    const ModelSource& m_source;
    ModelExit m_exit;
    std::vector<std::vector<int32_t>> m_windows;
    std::vector<Reference> m_references;
    bool m_linear;
};

} // namespace salient
