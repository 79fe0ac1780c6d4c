// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/quant_spec.h"
#include "kernels/tensor.h"

#include <cstdint>
#include <span>
#include <vector>

namespace salient::testing {

/// One group rounded step by step in double, after AutoAWQ's `pseudo_quantize_tensor` and the rules of quant_spec.h.
/// The scale is what the rule defines (fp16 or fp32); AutoAwqHalf rounds every step to fp16.
struct ReferenceGroup {
    double scale = 0.0;
    double zero = 0.0;
    std::vector<double> codes;
    std::vector<double> values; ///< (code − zero) · scale
};
ReferenceGroup referenceGroup(std::span<const double> weights, const QuantSpec& spec);

/// Σ_rows dᵀ G d by the definition, one term per row. d[rows, in], gram[in, in].
std::vector<double> referenceGramTerms(const TensorView& error, const TensorView& gram);

/// The clip search by its definition: limit[rows, groups], and the errors of all ten steps [rows, groups, 10].
struct ReferenceClip {
    std::vector<float> limit;
    std::vector<double> errors;
};
ReferenceClip referenceClip(const TensorView& weight, const TensorView& gram, const QuantSpec& spec);

/// Weights like a linear's: normal, a few outliers; the same for the same seed on every machine.
Tensor randomWeights(int64_t rows, int64_t in, uint32_t seed);

/// Positive column scales over two decades.
Tensor randomColumnScale(int64_t in, uint32_t seed);

/// XᵀX of random correlated activations [tokens, in] with some large channels, complete.
Tensor randomGram(int64_t in, int64_t tokens, uint32_t seed);

} // namespace salient::testing
