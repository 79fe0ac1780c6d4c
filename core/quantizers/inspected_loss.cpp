// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/inspected_loss.h"

#include <algorithm>
#include <cassert>

namespace salient {

namespace {

constexpr int64_t kChunkTokens = 4096; // tokens run at once: bounds the scratch memory of long samples

} // namespace

InspectedLoss::InspectedLoss(BlockRunner& runner, const Block& block, InspectedModule module,
                             std::vector<std::string> consumers, const TensorView& sample, int64_t sequenceLength)
    : m_runner(runner), m_block(block.alias()), m_module(module), m_consumers(std::move(consumers)), m_sample(sample),
      m_sequenceLength(sequenceLength) {
    assert(module != InspectedModule::Consumers && sample.rows() % sequenceLength == 0);
    const int64_t hidden = block.o.out;
    m_expected = Tensor({sample.rows(), hidden}, DType::F32);
    m_found = Tensor({chunkEnd(0), hidden}, DType::F32);
    for (int64_t begin = 0; begin < sample.rows(); begin = chunkEnd(begin)) {
        run(begin, chunkEnd(begin), m_expected.slice(begin, chunkEnd(begin)));
    }
}

int64_t InspectedLoss::chunkEnd(int64_t begin) const {
    const int64_t sequences = std::max<int64_t>(kChunkTokens / m_sequenceLength, 1);
    return std::min(begin + sequences * m_sequenceLength, m_sample.rows());
}

void InspectedLoss::run(int64_t begin, int64_t end, const TensorSpan& out) {
    const TensorView x = m_sample.slice(begin, end);
    if (m_module == InspectedModule::Mlp) {
        m_runner.mlp(m_block, x, out);
        return;
    }
    const std::vector<int64_t> lengths(static_cast<size_t>((end - begin) / m_sequenceLength), m_sequenceLength);
    m_runner.attention(m_block, x, lengths, out);
}

double InspectedLoss::operator()(const std::vector<TensorView>& weights) {
    assert(weights.size() == m_consumers.size());
    for (size_t i = 0; i < weights.size(); ++i) {
        Linear& linear = m_block.linear(m_consumers[i]);
        linear = linear.withWeight(weights[i]);
    }
    double sum = 0.0;
    for (int64_t begin = 0; begin < m_sample.rows(); begin = chunkEnd(begin)) {
        const int64_t end = chunkEnd(begin);
        const TensorSpan found = m_found.slice(0, end - begin);
        run(begin, end, found);
        sum += m_runner.backend().squaredDistance(found, m_expected.slice(begin, end));
    }
    return sum / static_cast<double>(m_expected.elements());
}

} // namespace salient
