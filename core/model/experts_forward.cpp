// SPDX-License-Identifier: Apache-2.0
#include "core/model/block_forward.h"
#include "core/model/expert_choice.h"

#include <algorithm>
#include <cmath>

namespace salient {

// Every expert runs on its own tokens, in the order of the experts, so that sums do not depend on threads.
void BlockRunner::experts(const Block& block, const TensorView& x, const TensorSpan& out,
                          const InputObserver& observer) {
    const TensorSpan scores = scratch(m_scores, x.rows(), m_config.experts.count);
    block.router.forward(m_backend, x, scores);
    const std::vector<ExpertTokens> chosen = chooseExperts(m_config.experts, scores, block.correction);
    if (block.shared.down.empty()) {
        std::ranges::fill(out.floats(), 0.0F);
    } else {
        denseMlp(block.shared, kSharedExpert, x, out, observer);
    }
    if (!block.sharedGate.empty()) {
        const TensorSpan gate = scratch(m_expertOut, x.rows(), 1);
        block.sharedGate.forward(m_backend, x, gate);
        for (float& value : gate.floats()) {
            value = 1.0F / (1.0F + std::exp(-value));
        }
        m_backend.scaleMatrix(out, gate, {});
    }
    for (size_t expert = 0; expert < chosen.size(); ++expert) {
        const ExpertTokens& tokens = chosen[expert];
        const auto count = static_cast<int64_t>(tokens.rows.size());
        if (count == 0) {
            continue;
        }
        const TensorSpan input = scratch(m_routed, count, m_config.hidden);
        const TensorSpan result = scratch(m_expertOut, count, m_config.hidden);
        m_backend.gatherRows(x, tokens.rows, input);
        denseMlp(block.experts[expert], static_cast<int64_t>(expert), input, result, observer);
        m_backend.addRows(result, tokens.rows, tokens.weights, out);
    }
}

} // namespace salient
