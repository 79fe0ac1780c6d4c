// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block_forward.h"

#include <vector>

namespace salient {

/// AutoAWQ's objective for the groups behind a norm: mean squared difference of the attention's or MLP's output with
/// candidate weights in place, on unscaled inputs (algorithms-and-formats.md 1.4).
class InspectedLoss {
public:
    /// `consumers` are the relative names whose weights are replaced, in the order of operator()'s argument. `sample`
    /// [sequences · sequenceLength, in] is the module's input; block and sample outlive this object.
    InspectedLoss(BlockRunner& runner, const Block& block, InspectedModule module, std::vector<std::string> consumers,
                  const TensorView& sample, int64_t sequenceLength);

    /// Mean over tokens and output channels for the candidate weights [out_i, in].
    double operator()(const std::vector<TensorView>& weights);

private:
    void run(int64_t begin, int64_t end, const TensorSpan& out);
    int64_t chunkEnd(int64_t begin) const;

    BlockRunner& m_runner;
    Block m_block; // over the weights of the block, with stand-ins for the consumers
    InspectedModule m_module;
    std::vector<std::string> m_consumers; // relative names
    TensorView m_sample;
    int64_t m_sequenceLength;
    Tensor m_expected; // [tokens, hidden]
    Tensor m_found;    // [chunk, hidden]
};

} // namespace salient
