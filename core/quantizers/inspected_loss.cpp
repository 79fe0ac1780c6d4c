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
    : m_runner(runner), m_block(block), m_module(module), m_sample(sample), m_sequenceLength(sequenceLength) {
    assert(module != InspectedModule::Consumers && sample.rows() % sequenceLength == 0);
    for (const std::string& consumer : consumers) {
        m_consumers.push_back(block.name + "." + consumer);
    }
    const int64_t hidden = block.down.out;
    m_expected = Tensor({sample.rows(), hidden}, DType::F32);
    m_found = Tensor({chunkEnd(0), hidden}, DType::F32);
    for (int64_t begin = 0; begin < sample.rows(); begin = chunkEnd(begin)) {
        run({}, begin, chunkEnd(begin), m_expected.slice(begin, chunkEnd(begin)));
    }
}

int64_t InspectedLoss::chunkEnd(int64_t begin) const {
    const int64_t sequences = std::max<int64_t>(kChunkTokens / m_sequenceLength, 1);
    return std::min(begin + sequences * m_sequenceLength, m_sample.rows());
}

Linear InspectedLoss::standIn(const Linear& original, const std::vector<TensorView>& weights) const {
    const auto at = std::find(m_consumers.begin(), m_consumers.end(), original.name);
    const auto index = static_cast<size_t>(at - m_consumers.begin());
    return index < weights.size() ? original.withWeight(weights[index]) : original.alias();
}

void InspectedLoss::run(const std::vector<TensorView>& weights, int64_t begin, int64_t end, const TensorSpan& out) {
    const TensorView x = m_sample.slice(begin, end);
    if (m_module == InspectedModule::Mlp) {
        const Linear gate = standIn(m_block.gate, weights);
        const Linear up = standIn(m_block.up, weights);
        m_runner.mlp({gate, up, m_block.down}, x, out);
        return;
    }
    const Linear q = standIn(m_block.q, weights);
    const Linear k = standIn(m_block.k, weights);
    const Linear v = standIn(m_block.v, weights);
    const std::vector<int64_t> lengths(static_cast<size_t>((end - begin) / m_sequenceLength), m_sequenceLength);
    m_runner.attention(m_block, {q, k, v, m_block.o}, x, lengths, out);
}

double InspectedLoss::operator()(const std::vector<TensorView>& weights) {
    assert(weights.size() == m_consumers.size());
    double sum = 0.0;
    for (int64_t begin = 0; begin < m_sample.rows(); begin = chunkEnd(begin)) {
        const int64_t end = chunkEnd(begin);
        const TensorSpan found = m_found.slice(0, end - begin);
        run(weights, begin, end, found);
        sum += m_runner.backend().squaredDistance(found, m_expected.slice(begin, end));
    }
    return sum / static_cast<double>(m_expected.elements());
}

} // namespace salient
