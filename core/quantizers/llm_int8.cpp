// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/llm_int8.h"

namespace salient {

void toLlmInt8(Backend& backend, Linear& linear) {
    constexpr TokenRounding kPerRow{8, 0.0F}; // a row of weights is rounded as a token is
    Tensor& weight = linear.dense().owned();
    backend.roundTokens(weight, kPerRow, weight);
    linear.inputRounding = TokenRounding{8, kLlmInt8Outlier};
}

int64_t llmInt8Bytes(int64_t out, int64_t in) {
    return out * in + out * static_cast<int64_t>(sizeof(float));
}

} // namespace salient
