// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/block_statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace salient {

namespace {

bool isInspected(LinearInput input) {
    return input.kind == LinearInput::Kind::Attention || input.kind == LinearInput::Kind::Mlp;
}

void zero(Tensor& tensor) {
    std::ranges::fill(tensor.floats(), 0.0F);
}

// Which tokens an even share of them are. Multiples of the golden ratio, modulo 1, fill the unit interval evenly, also
// for every k-th token: no position in a sequence, such as its first, is met too often or too rarely.
class EvenShare {
public:
    EvenShare(int64_t wanted, int64_t total) : m_all(wanted <= 0 || wanted >= total) {
        if (!m_all) {
            m_limit = static_cast<uint64_t>(std::ldexp(static_cast<double>(wanted) / static_cast<double>(total), 64));
        }
    }
    bool all() const { return m_all; }
    bool has(int64_t token) const {
        constexpr uint64_t kGoldenRatio = 0x9E3779B97F4A7C15; // its fraction · 2^64
        return m_all || static_cast<uint64_t>(token) * kGoldenRatio < m_limit;
    }

private:
    bool m_all;
    uint64_t m_limit = 0;
};

} // namespace

BlockStatistics::BlockStatistics(Backend& backend, const ModelConfig& config, const Options& options)
    : m_backend(backend), m_config(config), m_options(options) {}

BlockStatistics::Slot BlockStatistics::makeSlot(LinearInput input) const {
    const int64_t width = inputWidth(m_config, input);
    Slot slot;
    slot.input = input;
    slot.statistics.gram = Tensor({width, width}, DType::F32);
    if (m_options.clipStep > 0) {
        slot.statistics.clipGram = Tensor({width, width}, DType::F32);
    }
    slot.statistics.channels = {Tensor({width}, DType::F32), Tensor({width}, DType::F32), 0};
    if (isInspected(input) && m_options.sampleTokens > 0) {
        slot.sample = Tensor({m_options.sampleTokens, width}, DType::F32);
    }
    return slot;
}

void BlockStatistics::reset(int64_t layer) {
    const std::vector<LinearInput> inputs = blockInputs(m_config, layer);
    std::erase_if(m_slots, [&](const Slot& slot) { return std::ranges::find(inputs, slot.input) == inputs.end(); });
    for (const LinearInput input : inputs) {
        if (std::ranges::find(m_slots, input, &Slot::input) == m_slots.end()) {
            m_slots.push_back(makeSlot(input));
        }
    }
    for (Slot& slot : m_slots) {
        InputStatistics& statistics = slot.statistics;
        zero(statistics.gram);
        if (!statistics.clipGram.empty()) {
            zero(statistics.clipGram);
        }
        zero(statistics.channels.sumAbs);
        zero(statistics.channels.maxAbs);
        statistics.channels.tokens = 0;
        statistics.gramTokens = 0;
        slot.sampled = 0;
    }
}

const BlockStatistics::Slot& BlockStatistics::slot(LinearInput input) const {
    const auto found = std::ranges::find(m_slots, input, &Slot::input);
    assert(found != m_slots.end());
    return *found;
}

BlockStatistics::Slot& BlockStatistics::slot(LinearInput input) {
    return const_cast<Slot&>(std::as_const(*this).slot(input));
}

InputStatistics& BlockStatistics::of(LinearInput input) {
    return slot(input).statistics;
}

const InputStatistics& BlockStatistics::of(LinearInput input) const {
    return slot(input).statistics;
}

// x[rows] side by side.
TensorView BlockStatistics::pick(const TensorView& x, const std::vector<int64_t>& rows) {
    const auto count = static_cast<int64_t>(rows.size());
    if (m_picked.elements() < count * x.columns()) {
        m_picked = Tensor({count, x.columns()}, DType::F32);
    }
    float* target = m_picked.floats().data();
    for (const int64_t row : rows) {
        target = std::ranges::copy(x.slice(row, row + 1).floats(), target).out;
    }
    TensorView picked = m_picked.view();
    picked.shape = {count, x.columns()};
    return picked;
}

void BlockStatistics::addGram(LinearInput input, InputStatistics& statistics, const TensorView& x) {
    // An expert is given its share of the tokens only.
    const ExpertsSpec& experts = m_config.experts;
    const int64_t total =
        input.expert >= 0 ? m_options.totalTokens * experts.perToken / experts.count : m_options.totalTokens;
    const EvenShare share(m_options.gramTokensPerChannel * x.columns(), total);
    if (share.all()) {
        m_backend.accumulateGram(x, statistics.gram);
        statistics.gramTokens += x.rows();
        return;
    }
    std::vector<int64_t> rows;
    for (int64_t row = 0; row < x.rows(); ++row) {
        if (share.has(statistics.channels.tokens + row)) {
            rows.push_back(row);
        }
    }
    if (!rows.empty()) {
        m_backend.accumulateGram(pick(x, rows), statistics.gram);
        statistics.gramTokens += static_cast<int64_t>(rows.size());
    }
}

// AutoAWQ takes tokens 0, step, 2·step … of all tokens; slices begin anywhere.
void BlockStatistics::addClipGram(InputStatistics& statistics, const TensorView& x) {
    std::vector<int64_t> rows;
    for (int64_t row = 0; row < x.rows(); ++row) {
        if ((statistics.channels.tokens + row) % m_options.clipStep == 0) {
            rows.push_back(row);
        }
    }
    if (!rows.empty()) {
        m_backend.accumulateGram(pick(x, rows), statistics.clipGram);
    }
}

void BlockStatistics::observe(LinearInput input, const TensorView& x) {
    Slot& here = slot(input);
    InputStatistics& statistics = here.statistics;
    if (m_options.clipStep > 0) {
        addClipGram(statistics, x);
    }
    addGram(input, statistics, x);
    m_backend.accumulateChannels(x, statistics.channels); // last: its count of tokens says where x begins
    if (!here.sample.empty() && here.sampled < here.sample.rows()) {
        const int64_t taken = std::min(x.rows(), here.sample.rows() - here.sampled);
        convert(x.slice(0, taken), here.sample.slice(here.sampled, here.sampled + taken));
        here.sampled += taken;
    }
}

void BlockStatistics::complete() {
    for (Slot& slot : m_slots) {
        m_backend.completeGram(slot.statistics.gram);
        if (!slot.statistics.clipGram.empty()) {
            m_backend.completeGram(slot.statistics.clipGram);
        }
    }
}

TensorView BlockStatistics::sample(LinearInput input) const {
    const Slot& here = slot(input);
    return here.sample.slice(0, here.sampled);
}

Tensor BlockStatistics::channelMean(LinearInput input) const {
    const ChannelSums& sums = of(input).channels;
    Tensor mean = sums.sumAbs.clone();
    for (float& value : mean.floats()) {
        value = static_cast<float>(static_cast<double>(value) / static_cast<double>(std::max<int64_t>(sums.tokens, 1)));
    }
    return mean;
}

int64_t BlockStatistics::bytes(const ModelConfig& config, const Options& options) {
    int64_t most = 0;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        int64_t floats = 0;
        for (const LinearInput input : blockInputs(config, layer)) {
            const int64_t width = inputWidth(config, input);
            floats += width * width * (options.clipStep > 0 ? 2 : 1) + 2 * width;
            floats += isInspected(input) ? options.sampleTokens * width : 0;
        }
        most = std::max(most, floats);
    }
    return most * static_cast<int64_t>(sizeof(float));
}

} // namespace salient
