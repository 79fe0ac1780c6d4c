// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/block_statistics.h"

#include <algorithm>

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
        if (options.gramStep > 0) {
            statistics.sampledGram = Tensor({width, width}, DType::F32);
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
        if (!statistics.sampledGram.empty()) {
            zero(statistics.sampledGram);
        }
        zero(statistics.channels.sumAbs);
        zero(statistics.channels.maxAbs);
        statistics.channels.tokens = 0;
    }
}

void BlockStatistics::addSampled(LinearInput input, const TensorView& x) {
    InputStatistics& statistics = of(input);
    // AutoAWQ takes tokens 0, step, 2·step … of all tokens; slices begin anywhere.
    const int64_t seen = statistics.channels.tokens;
    const int64_t first = (m_options.gramStep - seen % m_options.gramStep) % m_options.gramStep;
    const int64_t count = first < x.rows() ? (x.rows() - first + m_options.gramStep - 1) / m_options.gramStep : 0;
    if (count == 0) {
        return;
    }
    Tensor picked({count, x.columns()}, DType::F32);
    for (int64_t i = 0; i < count; ++i) {
        const int64_t row = first + i * m_options.gramStep;
        convert(x.slice(row, row + 1), picked.slice(i, i + 1));
    }
    m_backend.accumulateGram(picked, statistics.sampledGram);
}

void BlockStatistics::observe(LinearInput input, const TensorView& x) {
    InputStatistics& statistics = of(input);
    if (m_options.gramStep > 0) {
        addSampled(input, x);
    }
    m_backend.accumulateGram(x, statistics.gram);
    m_backend.accumulateChannels(x, statistics.channels);
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
        if (!statistics.sampledGram.empty()) {
            m_backend.completeGram(statistics.sampledGram);
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
        floats += width * width * (options.gramStep > 0 ? 2 : 1) + 2 * width;
        floats += isInspected(input) ? options.sampleTokens * width : 0;
    }
    return floats * static_cast<int64_t>(sizeof(float));
}

} // namespace salient
