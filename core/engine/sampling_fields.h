// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/chat/sampler.h"
#include "core/json_fields.h"

#include <tuple>

namespace salient {

/// The keys of the sampling options, for arguments that derive from them.
constexpr auto samplingFields() {
    using S = SamplingOptions;
    return std::tuple{jsonField("max_tokens", &S::maxTokens),
                      jsonField("greedy", &S::greedy),
                      jsonField("temperature", &S::temperature),
                      jsonField("top_k", &S::topK),
                      jsonField("top_p", &S::topP),
                      jsonField("min_p", &S::minP),
                      jsonField("repetition_penalty", &S::repetitionPenalty),
                      jsonField("seed", &S::seed)};
}

} // namespace salient
