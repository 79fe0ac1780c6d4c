// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/linear.h"
#include "core/model/model_config.h"
#include "core/model/norm.h"
#include "core/model/scaling_group.h"

#include <string_view>
#include <vector>

namespace salient {

/// The linears of one MLP or one expert; unused ones are empty.
struct MlpLinears {
    Linear gate, up, gateUp, down;
};

/// One decoder block with its weights; parts that the family does not have are empty.
struct Block {
    std::string name; ///< "model.layers.3"
    int64_t index = 0;
    LayerTraits traits;
    Norm inputNorm, attentionOutNorm, mlpNorm, mlpOutNorm;
    Norm qNorm, kNorm;
    Norm qANorm, kvANorm;
    Linear q, k, v, qkv, o;
    Linear qA, qB, kvA, kvB;
    MlpLinears mlp;
    Linear router, sharedGate;
    Tensor correction; ///< F32 [experts]: added to the router's scores for the choice alone
    MlpLinears shared;
    std::vector<MlpLinears> experts;
    std::vector<ScalingGroup> groups;

    /// Those that are there, in the order of blockLinears().
    std::vector<Linear*> linears();
    std::vector<const Linear*> linears() const;
    std::vector<Norm*> norms();
    std::vector<const Norm*> norms() const;
    /// "mlp.up_proj" of "model.layers.3.mlp.up_proj"; `module` must be one of this block.
    std::string relativeName(const std::string& module) const { return module.substr(name.size() + 1); }
    /// By name relative to the block ("mlp.up_proj"); asserts that it is there.
    Linear& linear(std::string_view relativeName);
    const Linear& linear(std::string_view relativeName) const;
    Norm& norm(std::string_view relativeName);
    /// The place of a linear; `expert` must exist.
    Linear& at(LinearRole role, int64_t expert);
    /// The MLP that `expert` names.
    const MlpLinears& mlpOf(int64_t expert) const;

    /// Another block over the same weights, without copies of the linears; this one must outlive it.
    Block alias() const;
};

/// A linear of a block: where it is and how large.
struct LinearShape {
    std::string name; ///< relative, "mlp.down_proj"
    int64_t out = 0;
    int64_t in = 0;
    bool bias = false;
    LinearRole role = LinearRole::Q;
    int64_t expert = kDenseMlp;

    /// For lists: "mlp.experts.*.down_proj" for any expert's.
    std::string sharedName() const;
    /// Routers decide more than they cost: they stay in 16 bit.
    bool packable() const { return role != LinearRole::Router && role != LinearRole::SharedGate; }
};

/// The linears of a layer in execution order.
std::vector<LinearShape> blockLinears(const ModelConfig& config, int64_t layer);
/// The norms of a layer.
std::vector<NormShape> blockNorms(const ModelConfig& config);

/// The input that a linear of the block reads.
LinearInput inputOf(const ModelConfig& config, LinearRole role, int64_t expert);
/// Width of a linear input.
int64_t inputWidth(const ModelConfig& config, LinearInput input);
/// All inputs of a layer, each once.
std::vector<LinearInput> blockInputs(const ModelConfig& config, int64_t layer);

} // namespace salient
