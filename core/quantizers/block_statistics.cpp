// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/block_statistics.h"

#include <algorithm>
#include <cmath>

namespace salient {

namespace {

constexpr LinearInput kAll[] = {LinearInput::Attention, LinearInput::AttentionOutput, LinearInput::Mlp,
                                LinearInput::MlpDown};

bool isInspected(LinearInput input) {
    return input == LinearInput::Attention || input == LinearInput::Mlp;
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

int64_t inputWidth(const ModelConfig& config, LinearInput input) {
    switch (input) {
    case LinearInput::Attention:
    case LinearInput::Mlp:
        return config.hidden;
    case LinearInput::AttentionOutput:
        return config.qFeatures();
    case LinearInput::MlpDown:
        return config.intermediate;
    }
    return 0;
}

BlockStatistics::BlockStatistics(Backend& backend, const ModelConfig& config, const Options& options)
    : m_backend(backend), m_options(options) {
    for (const LinearInput input : kAll) {
        const int64_t width = inputWidth(config, input);
        InputStatistics& statistics = of(input);
        statistics.gram = Tensor({width, width}, DType::F32);
        if (options.clipStep > 0) {
            statistics.clipGram = Tensor({width, width}, DType::F32);
        }
        statistics.channels = {Tensor({width}, DType::F32), Tensor({width}, DType::F32), 0};
        if (isInspected(input) && options.sampleTokens > 0) {
            m_samples[static_cast<size_t>(input)] = Tensor({options.sampleTokens, width}, DType::F32);
        }
    }
    reset();
}

void BlockStatistics::reset() {
    m_sampled = {};
    for (InputStatistics& statistics : m_inputs) {
        zero(statistics.gram);
        if (!statistics.clipGram.empty()) {
            zero(statistics.clipGram);
        }
        zero(statistics.channels.sumAbs);
        zero(statistics.channels.maxAbs);
        statistics.channels.tokens = 0;
        statistics.gramTokens = 0;
    }
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

void BlockStatistics::addGram(InputStatistics& statistics, const TensorView& x) {
    const EvenShare share(m_options.gramTokensPerChannel * x.columns(), m_options.totalTokens);
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
    InputStatistics& statistics = of(input);
    if (m_options.clipStep > 0) {
        addClipGram(statistics, x);
    }
    addGram(statistics, x);
    m_backend.accumulateChannels(x, statistics.channels); // last: its count of tokens says where x begins
    Tensor& sample = m_samples[static_cast<size_t>(input)];
    int64_t& filled = m_sampled[static_cast<size_t>(input)];
    if (!sample.empty() && filled < sample.rows()) {
        const int64_t taken = std::min(x.rows(), sample.rows() - filled);
        convert(x.slice(0, taken), sample.slice(filled, filled + taken));
        filled += taken;
    }
}

void BlockStatistics::complete() {
    for (InputStatistics& statistics : m_inputs) {
        m_backend.completeGram(statistics.gram);
        if (!statistics.clipGram.empty()) {
            m_backend.completeGram(statistics.clipGram);
        }
    }
}

TensorView BlockStatistics::sample(LinearInput input) const {
    return m_samples[static_cast<size_t>(input)].slice(0, m_sampled[static_cast<size_t>(input)]);
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
    int64_t floats = 0;
    for (const LinearInput input : kAll) {
        const int64_t width = inputWidth(config, input);
        floats += width * width * (options.clipStep > 0 ? 2 : 1) + 2 * width;
        floats += isInspected(input) ? options.sampleTokens * width : 0;
    }
    return floats * static_cast<int64_t>(sizeof(float));
}

} // namespace salient
