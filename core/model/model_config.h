// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"

#include <cstdint>
#include <string>
#include <vector>

namespace salient {

/// x̂ · (weight + weightOffset): RMSNorm of Llama has offset 0, of Gemma 1.
struct NormSpec {
    enum class Kind { Rms, Layer } kind = Kind::Rms;
    float epsilon = 1e-6F;
    float weightOffset = 0.0F;
};

enum class RopeScaling { None, Linear, Llama3 };

/// Rotary position embedding; frequencies as transformers' `modeling_rope_utils.py` computes them.
struct RopeSpec {
    double theta = 10000.0;
    int64_t rotaryDim = 0; ///< channels of a head that turn
    RotaryLayout layout = RotaryLayout::Halves;
    RopeScaling scaling = RopeScaling::None;
    double factor = 1.0;
    double lowFrequencyFactor = 1.0;  ///< llama3
    double highFrequencyFactor = 4.0; ///< llama3
    double originalPositions = 0.0;   ///< llama3
};

/// What differs from layer to layer.
struct LayerTraits {
    int64_t window = 0; ///< sliding window in tokens; 0: full attention
    bool rotary = true;
};

/// Where the parts of a block are in the checkpoint, relative to the block's prefix.
struct BlockNames {
    std::string inputNorm = "input_layernorm";
    std::string mlpNorm = "post_attention_layernorm";
    std::string q = "self_attn.q_proj";
    std::string k = "self_attn.k_proj";
    std::string v = "self_attn.v_proj";
    std::string o = "self_attn.o_proj";
    std::string qNorm = "self_attn.q_norm";
    std::string kNorm = "self_attn.k_norm";
    std::string gate = "mlp.gate_proj";
    std::string up = "mlp.up_proj";
    std::string down = "mlp.down_proj";
};

/// Which module's output a scale search compares.
enum class InspectedModule { Attention, Mlp, Consumers };

/// One place where a scale can move from consumers into their producer without changing the block's function
/// (AWQ paper, section 3.2; groups per family in AutoAWQ `awq/models/*.py`). Names are relative to the block.
struct ScalingGroup {
    enum class Producer { Norm, Linear };
    /// When a linear producer and its consumer fit: always, only with equal head counts, or by tying the heads
    /// that share a key-value head.
    enum class Heads { Any, SharedValues };

    std::string producer;
    Producer kind = Producer::Norm;
    std::vector<std::string> consumers;
    InspectedModule inspected = InspectedModule::Consumers;
    Heads heads = Heads::Any;
};

/// Everything the forward pass and the search need to know about a model; plain data made by core/architectures.
struct ModelConfig {
    std::string architecture; ///< name in the table, "llama"
    std::string className;    ///< as config.json has it, "LlamaForCausalLM"
    int64_t hidden = 0;
    int64_t heads = 0;
    int64_t kvHeads = 0;
    int64_t headDim = 0;
    int64_t intermediate = 0;
    int64_t vocabulary = 0;
    int64_t maxPositions = 0;
    std::vector<LayerTraits> layers;

    NormSpec norm;
    RopeSpec rope;
    Activation activation = Activation::Silu;
    bool qkvBias = false;
    bool outputBias = false;
    bool mlpBias = false;
    bool qkNorm = false; ///< RMSNorm per head on q and k before the rotation
    bool tiedEmbeddings = false;
    float attentionScale = 0.0F; ///< multiplies q·k

    std::string embedding = "model.embed_tokens.weight";
    std::string finalNorm = "model.norm";
    std::string head = "lm_head.weight";
    std::string blockPrefix = "model.layers.";
    BlockNames names;
    std::vector<ScalingGroup> scalingGroups;

    std::vector<int32_t> bosIds; ///< from config.json; may be empty
    std::vector<int32_t> eosIds;

    int64_t layerCount() const { return static_cast<int64_t>(layers.size()); }
    std::string blockName(int64_t layer) const { return blockPrefix + std::to_string(layer); }
    int64_t qFeatures() const { return heads * headDim; }
    int64_t kvFeatures() const { return kvHeads * headDim; }
};

/// The linears of a block with their shapes, in execution order: what is quantised.
struct LinearShape {
    std::string name; ///< relative, "mlp.down_proj"
    int64_t out = 0;
    int64_t in = 0;
    bool bias = false;
};
std::vector<LinearShape> blockLinears(const ModelConfig& config);

} // namespace salient
