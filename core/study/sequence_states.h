// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block_forward.h"
#include "core/model/model_source.h"

#include <cstdint>
#include <vector>

namespace salient {

/// Hidden states of sequences of equal length on their way through a model. Each sequence is run by itself, so that
/// what comes out of it does not depend on those beside it, to the last bit.
class SequenceStates {
public:
    SequenceStates() = default;
    /// In front of the first block. Throws Error (input) for ids outside the vocabulary.
    SequenceStates(Backend& backend, const ModelSource& source, const std::vector<std::vector<int32_t>>& sequences);
    /// A copy of some of others.
    SequenceStates(const SequenceStates& others, const std::vector<size_t>& places);

    size_t count() const { return m_count; }
    int64_t length() const { return m_length; }
    /// [length, hidden]
    TensorView at(size_t sequence) const { return m_states.slice(begin(sequence), begin(sequence) + m_length); }
    /// The sequence's states become the block's output.
    void forward(BlockRunner& runner, const Block& block, size_t sequence, const InputObserver& observer = {});

private:
    int64_t begin(size_t sequence) const { return static_cast<int64_t>(sequence) * m_length; }
    TensorSpan states(size_t sequence) { return m_states.slice(begin(sequence), begin(sequence) + m_length); }

    int64_t m_length = 0;
    size_t m_count = 0;
    Tensor m_states; // [count · length, hidden]
};

} // namespace salient
