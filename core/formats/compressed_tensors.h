// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/safetensors_writer.h"
#include "core/formats/export_format.h"
#include "kernels/packed_linear.h"
#include "kernels/quant_spec.h"

#include <string>
#include <vector>

namespace salient {

// compressed-tensors `pack-quantized` (vllm-project/compressed-tensors compressors/pack_quantized): codes are not
// transposed; a row is one output channel, its codes of `bits` bits lie one after another in 32-bit words. Zero points
// have the same unsigned codes as AWQ's, packed along the outputs: [ceil(out · bits / 32), groups].

/// How the weights of one configuration group are stored.
struct CtScheme {
    enum class Codes {
        Packed, ///< `weight_packed`
        Bytes,  ///< `weight`, signed, one per byte (int-quantized)
    };
    enum class Scales {
        Tensor,  ///< one
        Channel, ///< [out, 1]
        Group,   ///< [out, groups]
    };
    QuantSpec spec; ///< groupSize 0 unless Scales::Group; with what the inputs are rounded to
    Codes codes = Codes::Packed;
    Scales scales = Scales::Group;
    bool ordered = false;       ///< groups of inputs in an order of their own (`weight_g_idx`)
    bool roundsOutputs = false; ///< the original rounds what linears give, too
};

/// The pack-quantized tensors of `module`; fp16 scales. `in` is a multiple of the group size.
std::vector<PlannedTensor> planCompressedTensors(const std::string& module, int64_t out, int64_t in,
                                                 const QuantSpec& spec);

/// Their values. Without zero points for a symmetric spec; throws Error (internal) when the weight has others than
/// 2^(bits − 1) then.
std::vector<NamedTensor> packCompressedTensors(const std::string& module, const PackedLinear& weight,
                                               const QuantSpec& spec);

/// The int-quantized tensors: `weight` I8 [out, in], codes less 128, and fp16 `weight_scale` [out, 1].
std::vector<PlannedTensor> planCompressedTensorsBytes(const std::string& module, int64_t out, int64_t in);

/// Their values, for 8 bits in whole rows. Throws Error (internal) as packCompressedTensors.
std::vector<NamedTensor> packCompressedTensorsBytes(const std::string& module, const PackedLinear& weight);

/// Presence, types and shapes of a linear with outIn = [out, in]; reads no data. Takes both layouts of codes
/// (BitLayout) and zero points that are packed or one signed integer each. Throws Error (input): ct.shape, ct.type,
/// checkpoint.missing_tensor.
void checkCompressedTensors(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn,
                            const CtScheme& scheme);

/// checkCompressedTensors and the values. Throws Error (input) also ct.value for `weight_shape`, codes, zero points or
/// scales out of range, gptq.g_idx. bf16 and fp32 scales are rounded to fp16: bf16 has fewer digits, so that only
/// scales below 6.1e-5 lose some; fp32 loses at most 0.05 %, a hundredth of what rounding to 4 bits costs.
PackedLinear readCompressedTensors(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn,
                                   const CtScheme& scheme);

} // namespace salient
