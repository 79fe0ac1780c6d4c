// SPDX-License-Identifier: Apache-2.0
#include "core/study/sequence_states.h"

#include "core/model/model_ends.h"

#include <utility>

namespace salient {

SequenceStates::SequenceStates(Backend& backend, const ModelSource& source,
                               const std::vector<std::vector<int32_t>>& sequences)
    : m_length(sequences.empty() ? 0 : static_cast<int64_t>(sequences.front().size())), m_count(sequences.size()) {
    if (m_count == 0) {
        return;
    }
    m_states = Tensor({begin(m_count), source.config().hidden}, DType::F32);
    const ModelEntry entry(source);
    for (size_t i = 0; i < m_count; ++i) {
        entry.forward(backend, sequences[i], 0, states(i));
    }
}

SequenceStates::SequenceStates(const SequenceStates& others, const std::vector<size_t>& places)
    : m_length(others.m_length), m_count(places.size()),
      m_states({begin(m_count), others.m_states.columns()}, DType::F32) {
    for (size_t i = 0; i < m_count; ++i) {
        convert(others.at(places[i]), states(i));
    }
}

void SequenceStates::forward(BlockRunner& runner, const Block& block, size_t sequence, const InputObserver& observer) {
    const int64_t lengths[] = {m_length};
    runner.forward(block, states(sequence), lengths, observer);
}

} // namespace salient
