// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/smooth_quant.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace salient {

namespace {

constexpr float kSmallest = 1e-5F; // of w_j and of s_j

LinearInput inputOf(const ModelConfig& config, const Block& block, const ScalingGroup& group) {
    const Linear& reader = block.linear(group.consumers.front());
    return salient::inputOf(config, reader.role, reader.expert);
}

// max|W_j| over the rows of all weights, at least kSmallest.
std::vector<float> largestWeights(const std::vector<TensorView>& weights, size_t in) {
    std::vector<float> largest(in, kSmallest);
    for (const TensorView& weight : weights) {
        const auto values = weight.floats();
        assert(values.size() % in == 0);
        for (size_t row = 0; row < values.size(); row += in) {
            for (size_t j = 0; j < in; ++j) {
                largest[j] = std::max(largest[j], std::fabs(values[row + j]));
            }
        }
    }
    return largest;
}

} // namespace

bool isSmoothed(const ModelConfig& config, const ScalingGroup& group) {
    const bool entrance = group.producer == config.names.inputNorm || group.producer == config.names.mlpNorm;
    return group.kind == ScalingGroup::Producer::Norm && entrance;
}

Tensor smoothingScales(std::span<const float> largestInput, const std::vector<TensorView>& weights, double alpha) {
    const std::vector<float> largestWeight = largestWeights(weights, largestInput.size());
    Tensor scales({static_cast<int64_t>(largestInput.size())}, DType::F32);
    for (size_t j = 0; j < largestInput.size(); ++j) {
        const double input = static_cast<double>(largestInput[j]);
        const double scale = std::pow(input, alpha) / std::pow(static_cast<double>(largestWeight[j]), 1.0 - alpha);
        scales.floats()[j] = std::max(static_cast<float>(scale), kSmallest);
    }
    return scales;
}

std::vector<GroupScale> smoothBlock(Backend& backend, const ModelConfig& config, Block& block,
                                    const BlockStatistics& statistics, double alpha) {
    std::vector<GroupScale> scales;
    for (const ScalingGroup& group : block.groups) {
        if (!isSmoothed(config, group)) {
            continue;
        }
        std::vector<TensorView> weights;
        for (const std::string& consumer : group.consumers) {
            weights.push_back(block.linear(consumer).dense().view());
        }
        const Tensor& largest = statistics.of(inputOf(config, block, group)).channels.maxAbs;
        scales.push_back({&group, smoothingScales(largest.floats(), weights, alpha)});
        applyScale(backend, config, block, scales.back());
    }
    return scales;
}

} // namespace salient
