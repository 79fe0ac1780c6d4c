// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/linear.h"

namespace salient {

// LLM.int8() (Dettmers et al. 2022, section 3): vector-wise int8 products, input channels with outliers beside them in
// 16 bit, as bitsandbytes computes them (bitsandbytes/autograd/_functions.py, MatMul8bitLt).

constexpr float kLlmInt8Outlier = 6.0F; ///< magnitude of an input from which on its column leaves the int8 product

/// Rounds the owned F32 weight [out, in] to 8 bits per output channel, w̃ = round(w / step) · step with
/// step = max|w| / 127 in fp32, and has inputs rounded to 8 bits per token but for their outlier columns. Those are
/// multiplied with the same w̃, as bitsandbytes does in inference: the original weight is not kept for them. Unlike
/// there, weights are not rounded to fp16 before, and outlier columns and sums are in fp32.
void toLlmInt8(Backend& backend, Linear& linear);

/// Bytes of the codes [out, in] and the fp32 steps [out].
int64_t llmInt8Bytes(int64_t out, int64_t in);

} // namespace salient
