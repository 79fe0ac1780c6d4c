// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block.h"

#include <string>

namespace salient {

/// Which linears of a layer inference programs join into one and therefore want with the same bits: q, k and v; gate
/// and up; the two ways down of latent attention; all experts of a layer. A name that these share, as
/// "model.layers.3.self_attn.qkv"; empty for a linear that stands alone. Source: vLLM `packed_modules_mapping` and
/// `FusedMoE`.
std::string fusedSet(const ModelConfig& config, int64_t layer, const LinearShape& shape);

} // namespace salient
