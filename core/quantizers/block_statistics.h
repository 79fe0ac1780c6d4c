// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block_forward.h"

#include <vector>

namespace salient {

/// What every method reads of one distinct linear input: sums over all tokens seen, so that slices add up.
struct InputStatistics {
    Tensor gram;            ///< [in, in] Σ x xᵀ, fp32
    int64_t gramTokens = 0; ///< that `gram` has seen
    Tensor clipGram;        ///< Σ x xᵀ over every clipStep-th token; empty unless asked for
    ChannelSums channels;   ///< Σ|x|, max|x|, tokens
};

/// Statistics of one block's linear inputs, and the first tokens of the inputs that the inspected modules are run on.
class BlockStatistics {
public:
    struct Options {
        int64_t sampleTokens = 0; ///< keep attention and MLP inputs of the first so many tokens
        int64_t clipStep = 0;     ///< also a Gram matrix over every so many-th token (AutoAWQ's clip sample); 0: none
        int64_t totalTokens = 0;  ///< that observe() will be given
        /// The Gram matrix of a narrow input sees about so many tokens per channel of the totalTokens, spread evenly;
        /// 0: all of them. Channel sums always see all.
        int64_t gramTokensPerChannel = 0;
    };
    BlockStatistics(Backend& backend, const ModelConfig& config, const Options& options);

    /// Adds x[T, in]; the function an InputObserver forwards to.
    void observe(LinearInput input, const TensorView& x);
    /// After the last slice: Gram matrices become symmetric.
    void complete();
    /// For the next block. Inputs that it has in common with the one before keep their memory.
    void reset(int64_t layer);

    InputStatistics& of(LinearInput input);
    const InputStatistics& of(LinearInput input) const;
    /// [≤ sampleTokens, in] of LinearInput::Kind::Attention or Mlp.
    TensorView sample(LinearInput input) const;
    /// Mean |x| [in].
    Tensor channelMean(LinearInput input) const;

    /// Bytes held at most, over all layers.
    static int64_t bytes(const ModelConfig& config, const Options& options);

private:
    struct Slot {
        LinearInput input;
        InputStatistics statistics;
        Tensor sample;
        int64_t sampled = 0; // rows of `sample`
    };
    Slot makeSlot(LinearInput input) const;
    Slot& slot(LinearInput input);
    const Slot& slot(LinearInput input) const;
    void addGram(LinearInput input, InputStatistics& statistics, const TensorView& x);
    void addClipGram(InputStatistics& statistics, const TensorView& x);
    TensorView pick(const TensorView& x, const std::vector<int64_t>& rows);

    Backend& m_backend;
    const ModelConfig& m_config;
    Options m_options;
    std::vector<Slot> m_slots;
    Tensor m_picked; // rows of one slice side by side, kept between calls
};

} // namespace salient
