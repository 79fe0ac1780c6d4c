// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/rope_spec.h"
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
    bool bias = false;
};

/// How the rows of a projection to q, k and v follow each other.
enum class QkvRows {
    Separate, ///< three linears
    Joined,   ///< all heads of q, then of k, then of v (GPT-2, Phi-3, MPT; Falcon with one kv head)
    PerGroup, ///< per kv head: its query heads, its key head, its value head (GPT-NeoX, BLOOM, Falcon 40B)
};

/// Which part of q and of k a norm sees before the rotation.
enum class QkNorm {
    None,
    PerHead,    ///< every head, one weight [headDim] (Qwen 3, Gemma 3)
    PerHeadOwn, ///< every head with its own weight [heads, headDim] (Cohere)
    Whole,      ///< all heads together, weight [heads · headDim] (OLMo 2)
};

struct AttentionSpec {
    int64_t heads = 0;
    int64_t kvHeads = 0;
    int64_t headDim = 0; ///< of q and k; of v too unless latent
    QkvRows rows = QkvRows::Separate;
    bool qkvBias = false;
    bool outputBias = false;
    QkNorm qkNorm = QkNorm::None;
    NormSpec qkNormSpec;
    float scale = 0.0F;   ///< multiplies q·k
    float softcap = 0.0F; ///< of scores; 0: none
    float clipQkv = 0.0F; ///< limit of the projections' outputs; 0: none (MPT)
    /// [heads] slopes of ALiBi, or empty.
    std::vector<float> slopes;

    // Latent attention (DeepSeek-V2, section 2.1): q and k, v come through low-rank projections, and only ropeDim
    // channels of a head turn.
    bool latent = false;
    int64_t qRank = 0; ///< 0: q has one full projection
    int64_t kvRank = 0;
    int64_t ropeDim = 0;
    int64_t valueDim = 0;

    int64_t qFeatures() const { return heads * headDim; }
    int64_t kvFeatures() const { return kvHeads * headDim; }
    int64_t outputFeatures() const { return heads * (latent ? valueDim : headDim); }
    int64_t noRopeDim() const { return headDim - ropeDim; }
};

struct MlpSpec {
    int64_t intermediate = 0;
    bool gated = true;   ///< down(act(gate(x)) · up(x)); else down(act(up(x)))
    bool joined = false; ///< gate and up are one linear, gate's rows first
    bool bias = false;
    Activation activation = Activation::Silu;
};

/// Mixture of experts in place of the MLP of some layers.
struct ExpertsSpec {
    enum class Scoring { Softmax, Sigmoid };
    enum class GroupScore { Largest, TwoLargest };

    int64_t count = 0; ///< 0: no experts
    int64_t perToken = 0;
    int64_t intermediate = 0;
    int64_t sharedIntermediate = 0; ///< of the expert that sees all tokens; 0: none
    bool sharedGate = false;        ///< its output is multiplied by sigmoid(gate(x)) (Qwen2-MoE)
    Scoring scoring = Scoring::Softmax;
    bool normalized = false; ///< weights of the chosen experts add up to 1
    float factor = 1.0F;     ///< multiplies the weights
    bool correction = false; ///< a stored bias takes part in the choice alone (DeepSeek-V3)
    int64_t groups = 1;      ///< experts are chosen from the best groups only
    int64_t topGroups = 1;
    GroupScore groupScore = GroupScore::Largest;
};

/// What differs from layer to layer.
struct LayerTraits {
    int64_t window = 0; ///< sliding window in tokens; 0: full attention
    bool rotary = true;
    int64_t rope = 0; ///< which of ModelConfig::ropes
    bool experts = false;
};

/// How attention and MLP meet the residual stream.
struct ResidualSpec {
    enum class Order { Sequential, Parallel };

    Order order = Order::Sequential;
    bool sharedNorm = false;   ///< Parallel: the MLP reads the attention's normalised input (GPT-J, Phi, Cohere)
    float multiplier = 1.0F;   ///< of what is added (Granite)
    bool fromNorm = false;     ///< the normalised input is what is added to (BLOOM's option)
    bool normAfterSum = false; ///< norms follow the sums instead of preceding the modules (OPT-350M)
};

/// Where the parts of a block are in the checkpoint, relative to the block's prefix; an empty name is a part that the
/// family does not have.
struct BlockNames {
    std::string inputNorm = "input_layernorm";
    std::string attentionOutNorm;
    std::string mlpNorm = "post_attention_layernorm";
    std::string mlpOutNorm;
    std::string q = "self_attn.q_proj";
    std::string k = "self_attn.k_proj";
    std::string v = "self_attn.v_proj";
    std::string qkv = "self_attn.qkv_proj";
    std::string o = "self_attn.o_proj";
    std::string qNorm = "self_attn.q_norm";
    std::string kNorm = "self_attn.k_norm";
    bool normPerHeadModule = false; ///< one module per head: <qNorm>.norms.<head> (StableLM)
    std::string qA = "self_attn.q_a_proj";
    std::string qANorm = "self_attn.q_a_layernorm";
    std::string qB = "self_attn.q_b_proj";
    std::string kvA = "self_attn.kv_a_proj_with_mqa";
    std::string kvANorm = "self_attn.kv_a_layernorm";
    std::string kvB = "self_attn.kv_b_proj";
    std::string mlp = "mlp";
    std::string gate = "gate_proj"; ///< below `mlp` or an expert
    std::string up = "up_proj";
    std::string gateUp = "gate_up_proj";
    std::string down = "down_proj";
    std::string router = "gate"; ///< below `mlp`
    std::string correction = "gate.e_score_correction_bias";
    std::string experts = "experts";
    std::string shared = "shared_experts";
    std::string sharedGate = "shared_expert_gate";
    bool transposed = false; ///< linears are stored [in, out] (GPT-2's Conv1D)
};

/// From ids to the first hidden state.
struct EmbeddingSpec {
    std::string tokens = "model.embed_tokens.weight";
    int64_t width = 0;          ///< columns of the table; hidden unless a projection follows
    float multiplier = 1.0F;    ///< Gemma: √hidden
    std::string positions;      ///< learned positions [maxPositions + offset, hidden], or empty
    int64_t positionOffset = 0; ///< OPT begins at row 2
    std::string norm;           ///< BLOOM
    NormSpec normSpec;
    std::string projectIn; ///< [hidden, width] (OPT-350M)
};

/// From the last hidden state to logits.
struct HeadSpec {
    std::string weight = "lm_head.weight";
    std::string bias; ///< or empty
    bool tied = false;
    std::string norm = "model.norm"; ///< or empty (OPT-350M)
    std::string projectOut;          ///< [width, hidden]
    float multiplier = 1.0F;
    float softcap = 0.0F; ///< 0: none
};

/// Everything the forward pass and the search need to know about a model; plain data made by core/architectures.
struct ModelConfig {
    std::string architecture; ///< name in the table, "llama"
    std::string className;    ///< as config.json has it, "LlamaForCausalLM"
    int64_t hidden = 0;
    int64_t vocabulary = 0;
    int64_t maxPositions = 0;
    std::vector<LayerTraits> layers;

    NormSpec norm;
    std::vector<RopeSpec> ropes;
    AttentionSpec attention;
    MlpSpec mlp;
    ExpertsSpec experts;
    ResidualSpec residual;
    EmbeddingSpec embedding;
    HeadSpec head;
    std::string blockPrefix = "model.layers.";
    BlockNames names;
    /// Whether the norm before the attention takes a scale; with q/k norms behind it, families exist that only lose by
    /// it (Gemma 3).
    bool scalesAttentionInput = true;

    std::vector<int32_t> bosIds; ///< from config.json; may be empty
    std::vector<int32_t> eosIds;

    int64_t layerCount() const { return static_cast<int64_t>(layers.size()); }
    std::string blockName(int64_t layer) const { return blockPrefix + std::to_string(layer); }
};

} // namespace salient
