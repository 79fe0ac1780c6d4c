// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/apply_scale.h"

#include "kernels/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <random>

namespace salient {

namespace {

// x̂ · (w + offset) = x̂ · s · ((w + offset) / s)
void divideNorm(Norm& norm, std::span<const float> scales) {
    const float offset = norm.spec.weightOffset;
    auto weight = norm.weight.floats();
    for (size_t i = 0; i < weight.size(); ++i) {
        weight[i] = (weight[i] + offset) / scales[i] - offset;
    }
    if (!norm.bias.empty()) {
        auto bias = norm.bias.floats();
        for (size_t i = 0; i < bias.size(); ++i) {
            bias[i] /= scales[i];
        }
    }
}

// Divides instead of multiplying by 1/s: which factor the clip search prefers can hang on the last bit.
void divideRows(Linear& producer, std::span<const float> divisor) {
    auto weight = producer.dense().owned().floats();
    for (int64_t row = 0; row < producer.out; ++row) {
        for (float& value : weight.subspan(static_cast<size_t>(row * producer.in), static_cast<size_t>(producer.in))) {
            value /= divisor[static_cast<size_t>(row)];
        }
    }
    if (!producer.bias.empty()) {
        auto bias = producer.bias.owned().floats();
        for (size_t i = 0; i < bias.size(); ++i) {
            bias[i] /= divisor[i];
        }
    }
}

Linear cloneLinear(const Linear& linear) {
    Linear copy = linear.withWeight({});
    copy.weight = WeightTensor(toFloat32(linear.dense().view()));
    if (!linear.bias.empty()) {
        copy.bias = WeightTensor(toFloat32(linear.bias.view()));
    }
    return copy;
}

// Random in [0.5, 2]; equal for heads that share their values.
Tensor randomScales(const ModelConfig& config, const ScalingGroup& group, int64_t in, std::mt19937& random) {
    std::uniform_real_distribution<float> exponent(-1.0F, 1.0F);
    Tensor scales({in}, DType::F32);
    for (float& value : scales.floats()) {
        value = std::exp2(exponent(random));
    }
    if (tiesHeads(config, group)) {
        const int64_t headDim = config.attention.headDim;
        const int64_t repeat = config.attention.heads / config.attention.kvHeads;
        for (int64_t i = 0; i < in; ++i) {
            const int64_t head = i / headDim / repeat * repeat;
            scales.floats()[static_cast<size_t>(i)] =
                scales.floats()[static_cast<size_t>(head * headDim + i % headDim)];
        }
    }
    return scales;
}

double norm2(const TensorView& x) {
    double sum = 0.0;
    for (const float value : x.floats()) {
        sum += static_cast<double>(value) * static_cast<double>(value);
    }
    return sum;
}

} // namespace

Tensor producerDivisor(const ModelConfig& config, const ScalingGroup& group, const TensorView& scales,
                       int64_t producerOut) {
    Tensor divisor({producerOut}, DType::F32);
    std::ranges::fill(divisor.floats(), 1.0F);
    for (const auto& [row, channel] : dividedRows(config, group, producerOut)) {
        divisor.floats()[static_cast<size_t>(row)] = scales.floats()[static_cast<size_t>(channel)];
    }
    return divisor;
}

void applyScale(Backend& backend, const ModelConfig& config, Block& block, const GroupScale& scale) {
    const ScalingGroup& group = *scale.group;
    for (const std::string& consumer : group.consumers) {
        backend.scaleMatrix(block.linear(consumer).dense().owned(), {}, scale.scales);
    }
    if (group.kind == ScalingGroup::Producer::Norm) {
        divideNorm(block.norm(group.producer), scale.scales.floats());
    } else {
        Linear& producer = block.linear(group.producer);
        divideRows(producer, producerDivisor(config, group, scale.scales, producer.out).floats());
    }
}

Block cloneBlock(const Block& block) {
    Block copy = block.alias();
    for (const Linear* linear : block.linears()) {
        copy.at(linear->role, linear->expert) = cloneLinear(*linear);
    }
    return copy;
}

void checkFunctionPreservation(BlockRunner& runner, const ModelConfig& config, const Block& block,
                               const TensorView& hidden) {
    const int64_t lengths[] = {hidden.rows()};
    Tensor expected = toFloat32(hidden);
    runner.forward(block, expected, lengths);
    std::mt19937 random(20261121);
    for (const ScalingGroup& group : block.groups) {
        Block scaled = cloneBlock(block);
        GroupScale scale{&group, randomScales(config, group, block.linear(group.consumers.front()).in, random)};
        applyScale(runner.backend(), config, scaled, scale);
        Tensor found = toFloat32(hidden);
        runner.forward(scaled, found, lengths);
        const double difference =
            std::sqrt(runner.backend().squaredDistance(found, expected) / std::max(norm2(expected), 1e-30));
        if (!(difference <= 1e-4)) {
            throw internalError(
                "scaling_group.not_preserving",
                fmt::format("Scaling group {} → {} of {} changes the block's output by {:.2e} of its norm "
                            "(at most 1e-4 is allowed): the mapping of architecture {} is wrong; please report it.",
                            group.producer, fmt::join(group.consumers, ", "), block.name, difference,
                            config.architecture));
        }
    }
}

} // namespace salient
