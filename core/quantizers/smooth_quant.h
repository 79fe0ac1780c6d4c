// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quantizers/apply_scale.h"
#include "core/quantizers/block_statistics.h"

#include <span>
#include <vector>

namespace salient {

// SmoothQuant (Xiao et al. 2023): part of the range of activations moves into the weights before both are rounded to 8
// bits. Source: mit-han-lab/smoothquant, smoothquant/smooth.py and smoothquant/fake_quant.py.

/// W8A8: weights [out, in] per output channel, symmetric; inputs per token.
constexpr QuantSpec kW8A8{8, 0, true, RangeRule::IncludeZero, TokenRounding{8, 0.0F}};

/// Whether a group takes a smoothing scale: those of the norm before the attention and of the norm before the MLP or
/// the experts.
bool isSmoothed(const ModelConfig& config, const ScalingGroup& group);

/// s_j = max(a_j^α / w_j^(1−α), 1e-5) [in] (equation 4) with a_j = max|x_j| and w_j = max|W_j| over the rows of all
/// weights F32 [out_i, in], at least 1e-5. α in [0, 1] is how much of the range moves: 0.5 suits most models.
Tensor smoothingScales(std::span<const float> largestInput, const std::vector<TensorView>& weights, double alpha);

/// Folds the scales of all groups that isSmoothed() names into a block with owned F32 weights, whose function stays.
/// Returns them.
std::vector<GroupScale> smoothBlock(Backend& backend, const ModelConfig& config, Block& block,
                                    const BlockStatistics& statistics, double alpha);

} // namespace salient
