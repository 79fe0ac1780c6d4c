// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block_forward.h"

#include <string>
#include <vector>

namespace salient {

/// A scale that was chosen for one scaling group of one block.
struct GroupScale {
    const ScalingGroup* group = nullptr;
    Tensor scales; ///< [in of the consumers]
};

/// Moves s from the consumers into the producer: columns of the consumers *= s, norm weight (and bias) or the last rows
/// of the producing linear /= s. The block keeps its function (algorithms-and-formats.md 1.5). All weights are owned
/// F32.
void applyScale(Backend& backend, const ModelConfig& config, Block& block, const GroupScale& scale);

/// The factor by which row r of a linear was divided when `scale` went into it, 1 for rows that give no scaled channel.
/// [out of the producer]
Tensor producerDivisor(const ModelConfig& config, const ScalingGroup& group, const TensorView& scales,
                       int64_t producerOut);

/// A copy of a block with owned F32 weights.
Block cloneBlock(const Block& block);

/// Applies random scales in [0.5, 2] for every group to a copy and runs both on `hidden` [T, hidden]; throws Error
/// (internal) naming the group when the output moves by more than 1e-4 of its norm. Guards every mapping, also new
/// ones.
void checkFunctionPreservation(BlockRunner& runner, const ModelConfig& config, const Block& block,
                               const TensorView& hidden);

} // namespace salient
