// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"

#include <vector>

namespace salient {

/// The tokens that an expert sees, in order, and the weights of its output.
struct ExpertTokens {
    std::vector<int64_t> rows;
    std::vector<float> weights;
};

/// Which experts each token goes to, from the router's outputs scores[T, experts]; one entry per expert. `correction`
/// [experts] may be empty. Rules: transformers' routers of Mixtral, Qwen2-MoE and DeepSeek-V2 and V3; ties go to the
/// expert with the smaller number.
std::vector<ExpertTokens> chooseExperts(const ExpertsSpec& spec, const TensorView& scores,
                                        const TensorView& correction);

} // namespace salient
