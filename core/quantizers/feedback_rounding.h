// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/method.h"
#include "kernels/backend.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace salient {

/// How GPTQ goes about the linears of a block.
struct FeedbackSettings {
    ColumnOrder order = ColumnOrder::GroupAware;
    double damping = 0.05; ///< share of H's mean diagonal that is added to it
    FeedbackRange range = FeedbackRange::Searched;
};

/// Channels in the order in which they are rounded [in], largest diagonal first. GroupAware: groups by their largest
/// diagonal, channels within a group by theirs (GPTQModel's "group-aware reordering"); equal ones stay as they lie.
/// Empty for AsIs. `diagonal` [in] of H; `group` divides in.
std::vector<int32_t> columnOrder(std::span<const float> diagonal, int64_t group, ColumnOrder order);

/// The factor of one linear input's H, in the order in which its channels are rounded.
struct FeedbackFactor {
    std::vector<int32_t> order; ///< as columnOrder()
    Tensor factor;              ///< R [in, in], R Rᵀ = H + damping · I
    double damping = 0.0;       ///< share that it took: the asked one, doubled until the factor existed
    double added = 0.0;         ///< what that is on H's diagonal
};

/// Factors `gram` [in, in], complete. While H + damping · I is not positive definite in fp32, the damping is doubled,
/// up to a share of 10; nothing when that does not help either (values that are not finite, or all zero).
std::optional<FeedbackFactor> feedbackFactor(Backend& backend, const TensorView& gram, int64_t group,
                                             const FeedbackSettings& settings);

/// Rounds with such a factor; see Backend::quantizeWithFeedback().
FeedbackResult roundWithFeedback(Backend& backend, const TensorView& weight, const FeedbackFactor& factor,
                                 const FeedbackSettings& settings, const QuantSpec& spec);

} // namespace salient
