// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/gguf/gguf_metadata.h"
#include "core/model/model_config.h"

#include <string>
#include <vector>

namespace salient {

/// What llama.cpp's graph of a family takes for granted (src/models/*.cpp there); everything else a model may vary is
/// metadata. A model that differs from its row is refused.
struct GgufFamily {
    std::string architecture; ///< our name, "mistral"
    std::string name;         ///< GGUF's `general.architecture`, "llama"
    /// Which channels of a head it turns together. Where a model has halves and llama.cpp pairs, rows of q and k are
    /// permuted.
    RotaryLayout rotary = RotaryLayout::Halves;
    Activation activation = Activation::Silu;
    bool outputBias = false; ///< attention's output projection may have a bias
    bool mlpBias = false;
    bool biasRequired = false;  ///< it does not load without these biases
    bool ropeFactors = false;   ///< reads rope_freqs.weight (llama3 scaling)
    bool longRope = false;      ///< reads rope_factors_{short,long}.weight
    bool partialRotary = false; ///< fewer channels than a head has may turn
    int64_t windowPeriod = 0;   ///< every such layer sees everything, the others a window; 0: windows are ignored
    bool attentionSoftcap = false;
    bool finalSoftcap = false;
    bool multipliers = false;     ///< of embedding, attention, residual and logits (Granite)
    bool scaledEmbedding = false; ///< the embedding is multiplied by √hidden (Gemma)
    int64_t unrotatedPeriod = 0;  ///< every such layer does not turn (SmolLM3); 0: all turn
    int64_t wholeWidthLayers = 0; ///< a model of so many layers scales scores by √(hidden / heads) (27B Gemmas)
    bool separateHead = false;    ///< the head must be there even when it is tied
    std::string mlpNorm = "ffn_norm";
};

const std::vector<GgufFamily>& ggufFamilies();

/// The row of a model. Throws Error (input): gguf.unknown_family naming those that are known, gguf.unsupported naming
/// what llama.cpp's graph of the family computes otherwise.
const GgufFamily& ggufFamilyOf(const ModelConfig& config);

/// Where llama.cpp's results will differ from the original's, as sentences: windows that it ignores, rope scaling that
/// depends on the length of the text.
std::vector<std::string> ggufDifferences(const GgufFamily& family, const ModelConfig& config);

/// Sizes, heads, norms, rope and soft caps under the keys of the family.
GgufMetadata modelMetadata(const GgufFamily& family, const ModelConfig& config);

/// A small table in F32 that belongs to the rope.
struct GgufRopeTable {
    std::string name;
    std::vector<float> values;
};
/// What llama.cpp divides the rope's frequencies by, where metadata do not say it: llama3 and longrope scaling.
std::vector<GgufRopeTable> ropeFactorTables(const ModelConfig& config);

} // namespace salient
