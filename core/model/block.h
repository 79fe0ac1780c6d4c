// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/linear.h"
#include "core/model/model_config.h"

#include <string_view>
#include <vector>

namespace salient {

/// A norm with its weight in F32.
struct Norm {
    std::string name; ///< full module path
    NormSpec spec;
    Tensor weight; ///< [features]
    Tensor bias;   ///< [features], or empty

    bool empty() const { return weight.empty(); }
    /// Per token (or per head when x is viewed as [T·heads, headDim]); y may be x.
    void forward(Backend& backend, const TensorView& x, const TensorSpan& y) const;
};

/// One decoder block with its weights.
struct Block {
    std::string name; ///< "model.layers.3"
    int64_t index = 0;
    LayerTraits traits;
    Norm inputNorm;
    Norm mlpNorm;
    Norm qNorm; ///< empty unless the family has it
    Norm kNorm;
    Linear q, k, v, o;
    Linear gate, up, down;

    /// In execution order, as blockLinears().
    std::vector<Linear*> linears();
    std::vector<const Linear*> linears() const;
    /// By name relative to the block ("mlp.up_proj"); asserts that it is there.
    Linear& linear(std::string_view relativeName);
    const Linear& linear(std::string_view relativeName) const;
    Norm& norm(std::string_view relativeName);
};

/// Which input of a block's linears: everything that reads the same tensor shares statistics.
enum class LinearInput { Attention, AttentionOutput, Mlp, MlpDown };
constexpr int kLinearInputs = 4;

/// The input that a linear of the block reads.
LinearInput inputOf(const ModelConfig& config, std::string_view relativeName);

} // namespace salient
