// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/isa/rounding_kernels.h"

namespace salient {

/// Ranges that are tried side by side, one per lane.
inline constexpr int kFeedbackLanes = 16;

/// Neighbouring columns of one row on their way through rounding with error feedback. Column k is rounded as
/// c_k = w_k + s_k / R_kk, where s_k = Σ_{j<k} (w_j − q_j) · R_jk collects the errors of the columns before it. This is
/// GPTQ (Frantar et al. 2022, algorithm 1) written with R Rᵀ = H instead of the inverse's factor, as in QuIP
/// (Chee et al. 2023, LDLQ).
struct FeedbackColumns {
    const float* weight = nullptr;          ///< w [count]
    const float* carried = nullptr;         ///< [count] the part of s from columns before these
    const float* factor = nullptr;          ///< R of these columns [count, count] from its upper left corner
    int64_t factorStride = 0;               ///< between rows of R
    const float* diagonal = nullptr;        ///< R_kk [count]
    const float* inverseDiagonal = nullptr; ///< 1 / R_kk [count]
    int64_t count = 0;
};

/// Loops of CpuBackend::quantizeWithFeedback, with the same bits on every instruction set. Grids are those of
/// RangeRule::IncludeZero.
struct FeedbackKernels {
    /// The grids of kFeedbackLanes ranges.
    void (*gridsOf)(const QuantSpec& spec, const GroupRange* ranges, GroupGrid* grids);
    /// targets[count]: what the columns should become after the errors carried to them, if they could: c_k with
    /// q_j = c_j for the columns among these. `sums` has room for count.
    void (*targetsOf)(const FeedbackColumns& columns, float* sums, float* targets);
    /// losses[lane] = Σ_k ((c_k − q_k) · R_kk)² with all columns on the lane's grid and errors fed back among them.
    /// `sums` has room for count · kFeedbackLanes.
    void (*lossesOf)(const QuantSpec& spec, const FeedbackColumns& columns, const GroupGrid* grids, float* sums,
                     float* losses);
    /// losses[lane] = Σ_k ((t_k − Q(t_k)) · R_kk)² for such targets, without feedback: for groups too long for it.
    void (*plainLossesOf)(const QuantSpec& spec, const FeedbackColumns& columns, const float* targets,
                          const GroupGrid* grids, float* losses);
    /// Rounds the columns, column k on grids[k]: codes [count], errors w_k − q_k [count]. `sums` has room for count.
    /// Returns Σ_k ((c_k − q_k) · R_kk)².
    double (*round)(const QuantSpec& spec, const FeedbackColumns& columns, const GroupGrid* grids, float* sums,
                    uint8_t* codes, float* errors);
};

} // namespace salient
