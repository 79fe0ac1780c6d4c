// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/safetensors_writer.h"
#include "core/formats/gptq_config.h"
#include "kernels/packed_linear.h"
#include "kernels/tensor.h"

#include <string>
#include <vector>

namespace salient {

// GPTQ's tensors (AutoGPTQ auto_gptq/nn_modules/qlinear/qlinear_cuda.py `pack`, GPTQModel): every output channel is a
// stream of codes along the inputs, code i at bit i · bits of the words below each other in its column; 3-bit codes
// cross the borders of words. Zero points are such streams along the outputs, one per group.
//
// In version 1 a zero point is stored as one less. A zero point of 0 then has no field of its own: AutoGPTQ's packer
// spoils the rest of its word, and its kernels add one to each field, some with a mask afterwards, some without.
// GPTQModel
// (`convert_gptq_v2_to_v1_format_module`) subtracts 1 from every field as one subtraction of words for 2, 4 and 8 bits,
// and modulo 8 per field for 3. Only its inverse, used here, gives the zero points back; where no zero point is 0 all
// of them agree.

/// The tensors of one linear [out, in], owned by somebody else; may be unaligned.
struct GptqViews {
    TensorView qweight; ///< I32 [in · bits / 32, out]
    TensorView qzeros;  ///< I32 [groups, out · bits / 32]
    TensorView scales;  ///< F16, BF16 or F32 [groups, out]
    TensorView gIdx;    ///< I32 [in], the group of each input; empty: neighbouring inputs share one
};

/// The same, owned; scales are F16.
struct GptqTensors {
    Tensor qweight;
    Tensor qzeros;
    Tensor scales;
    Tensor gIdx;

    GptqViews views() const { return {qweight, qzeros, scales, gIdx}; }
};

/// Whether codes and zero points of these sizes fill whole words.
bool fillsGptqWords(int64_t count, int bits);

/// Names, types and shapes of qweight, qzeros, scales and g_idx of `module`. Throws Error (input) gptq.shape when
/// outputs, inputs or the group size do not fit the layout.
std::vector<PlannedTensor> planGptq(const std::string& module, const Shape& outIn, int bits, int64_t groupSize);

/// g_idx says which inputs share a group: neighbours, or those that an inputOrder() makes neighbours. Throws Error
/// (input) gptq.shape for bits and sizes that the layout does not have. Zero points of 0 are stored in version 1 as
/// GPTQModel does.
GptqTensors packGptq(const PackedLinear& weight, GptqVersion version);

/// The inverse, for a linear with outIn = [out, in]. Throws Error (input) naming `module`: gptq.shape, gptq.type,
/// gptq.g_idx for groups out of range or of different size, gptq.scale for what fp16 cannot hold, gptq.zero_point for
/// zero points that contradict `sym`.
PackedLinear unpackGptq(const std::string& module, const GptqViews& tensors, const Shape& outIn,
                        const GptqSettings& settings, GptqVersion version);

} // namespace salient
