// SPDX-License-Identifier: Apache-2.0
#include "core/run_estimate.h"

#include "core/quantize_plan.h"
#include "core/quantizers/scale_grid.h"

#include <algorithm>
#include <chrono>

namespace salient {

namespace {

double real(int64_t value) {
    return static_cast<double>(value);
}

/// Linears and inputs of one layer with what a run does to them.
class LayerCost {
public:
    LayerCost(const Recipe& recipe, const ModelConfig& config, int64_t layer)
        : m_recipe(recipe), m_config(config), m_layer(layer), m_linears(blockLinears(config, layer)) {}

    double operations(int64_t tokens, int64_t tracked) const {
        const MethodParts parts = m_recipe.parts();
        const bool calibrates = parts.needStatistics();
        const double passes = parts.propagateError ? 2.0 : calibrates ? 1.0 : 0.0;
        return passes * forward(tokens) + (parts.scales ? search(tokens) : 0.0) + (parts.feedback ? feedback() : 0.0) +
               (parts.descent ? descent() : 0.0) + 2.0 * forward(tracked) + statistics(calibrates ? tokens : tracked) +
               report();
    }
    double weights() const {
        double sum = 0.0;
        for (const LinearShape& shape : m_linears) {
            sum += real(shape.in) * real(shape.out);
        }
        return sum;
    }

private:
    /// Of all tokens, those that a linear sees.
    double share(const LinearShape& shape) const {
        const ExpertsSpec& e = m_config.experts;
        return shape.expert >= 0 ? real(e.perToken) / real(std::max<int64_t>(e.count, 1)) : 1.0;
    }
    /// 2·in·out per token for the linears, and the scores and sums of attention.
    double forward(int64_t tokens) const {
        const double attention = real(m_recipe.calibration.length) * real(m_config.attention.qFeatures()) * 2.0;
        return real(tokens) *
               (linearOperations(InspectedModule::Attention) + linearOperations(InspectedModule::Mlp) + attention);
    }
    double linearOperations(InspectedModule module) const {
        double sum = 0.0;
        for (const LinearShape& shape : m_linears) {
            const bool ofMlp = shape.role >= LinearRole::Gate;
            if (ofMlp == (module == InspectedModule::Mlp)) {
                sum += 2.0 * real(shape.in) * real(shape.out) * share(shape);
            }
        }
        return sum;
    }
    /// Gram matrices: 2·width² per token.
    double statistics(int64_t tokens) const {
        const BlockStatistics::Options options =
            statisticsOptions(m_recipe, tokens / std::max<int64_t>(m_recipe.calibration.length, 1));
        double sum = 0.0;
        for (const LinearInput& input : blockInputs(m_config, m_layer)) {
            const int64_t width = inputWidth(m_config, input);
            const int64_t most = options.gramTokensPerChannel > 0 ? options.gramTokensPerChannel * width : tokens;
            sum += 2.0 * real(width) * real(width) * real(std::min(tokens, most));
        }
        return sum;
    }
    /// trace(E·G·Eᵀ) of the errors E[out, in] of all linears: one candidate everywhere.
    double gramLosses(const std::vector<std::string>& names) const {
        double sum = 0.0;
        for (const LinearShape& shape : m_linears) {
            if (std::find(names.begin(), names.end(), shape.name) != names.end()) {
                sum += 2.0 * real(shape.out) * real(shape.in) * real(shape.in);
            }
        }
        return sum;
    }
    double search(int64_t tokens) const {
        constexpr double kScreened = 5.0; // candidates that the default preset compares on the block's output
        const double candidates = real(static_cast<int64_t>(scaleGrid(m_recipe.preset).size()));
        const bool isReference = m_recipe.preset == SearchPreset::Reference;
        const int64_t sequences = tokens / std::max<int64_t>(m_recipe.calibration.length, 1);
        const double sample = real(statisticsOptions(m_recipe, sequences).sampleTokens);
        double sum = 0.0;
        for (const ScalingGroup& group : scalingGroups(m_config, m_layer)) {
            const bool onOutput = group.inspected != InspectedModule::Consumers;
            sum += m_recipe.parts().searchFeedback ? candidates * factorOf(group) : 0.0;
            sum += isReference && onOutput ? 0.0 : candidates * gramLosses(group.consumers);
            if (onOutput) {
                sum += (isReference ? candidates : kScreened) * sample * linearOperations(group.inspected);
            }
        }
        return sum;
    }
    /// A candidate that is rounded with feedback has a factor of its own.
    double factorOf(const ScalingGroup& group) const {
        const auto first = std::ranges::find(m_linears, group.consumers.front(), &LinearShape::name);
        const double width = first == m_linears.end() ? 0.0 : real(first->in);
        return width * width * width / 3.0;
    }
    /// GPTQ: in³/3 for every input's factor, in² per row for what errors feed back, and the search of ranges, whose
    /// loops are about as fast as so many operations of products per weight.
    double feedback() const {
        constexpr double kRangesPerWeight = 6000.0;
        double sum = 0.0;
        for (const LinearInput& input : blockInputs(m_config, m_layer)) {
            const double width = real(inputWidth(m_config, input));
            sum += width * width * width / 3.0;
        }
        for (const LinearShape& shape : m_linears) {
            sum += real(shape.out) * real(shape.in) * (real(shape.in) + kRangesPerWeight);
        }
        return sum;
    }
    /// Coordinate descent: slopes by a product, then a row of H for every code and scale that moves, in loops that are
    /// slower than products.
    double descent() const {
        constexpr double kRows = 2.0;
        double sum = 0.0;
        for (const LinearShape& shape : m_linears) {
            sum += 2.0 * real(shape.out) * real(shape.in) * real(shape.in) * (1.0 + kRows);
        }
        return sum;
    }
    /// Errors before and after, of rounding to nearest and of the result.
    double report() const {
        std::vector<std::string> names;
        for (const LinearShape& shape : m_linears) {
            names.push_back(shape.name);
        }
        return 2.0 * gramLosses(names);
    }

    const Recipe& m_recipe;
    const ModelConfig& m_config;
    int64_t m_layer;
    std::vector<LinearShape> m_linears;
};

double totalWeights(const Recipe& recipe, const ModelConfig& config) {
    double sum = 0.0;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        sum += LayerCost(recipe, config, layer).weights();
    }
    return sum;
}

} // namespace

double plannedOperations(const Recipe& recipe, const ModelConfig& config) {
    const int64_t tokens = recipe.calibration.samples * recipe.calibration.length;
    const int64_t tracked = std::max<int64_t>(recipe.holdoutSamples, 1) * recipe.calibration.length;
    double sum = recipe.holdoutSamples > 0 ? 4.0 * real(tracked) * real(config.hidden) * real(config.vocabulary) : 0.0;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        sum += LayerCost(recipe, config, layer).operations(tokens, tracked);
    }
    return sum;
}

double measureProductSpeed(Backend& backend, const ModelConfig& config) {
    using Clock = std::chrono::steady_clock;
    constexpr int64_t kTokens = 512;
    constexpr auto kLongEnough = std::chrono::milliseconds(150);
    // Wide models would take too long for a single product.
    const int64_t in = std::clamp<int64_t>(config.hidden, 16, 2048);
    const int64_t out = std::clamp<int64_t>(config.mlp.intermediate, 16, 2048);
    const Tensor x = Tensor::fromFloats(std::vector<float>(static_cast<size_t>(kTokens * in), 0.5F), {kTokens, in});
    const Tensor w = Tensor::fromFloats(std::vector<float>(static_cast<size_t>(out * in), 0.25F), {out, in});
    Tensor y({kTokens, out}, DType::F32);
    backend.linear(x, w, {}, y); // wakes the threads and warms the caches
    const double operations = 2.0 * real(kTokens) * real(in) * real(out);
    double best = 1e30;
    for (const auto start = Clock::now(); Clock::now() - start < kLongEnough;) {
        const auto before = Clock::now();
        backend.linear(x, w, {}, y);
        best = std::min(best, std::chrono::duration<double>(Clock::now() - before).count());
    }
    return operations / std::max(best, 1e-9);
}

SecondsRange estimateSeconds(const Recipe& recipe, const ModelConfig& config, double operationsPerSecond) {
    // Measured on SmolLM2-135M, 128 × 512 tokens, groups of 64: what is no product takes another tenth of the time, and
    // clipping, packing and files as long as so many operations per weight.
    constexpr double kBesidesProducts = 1.08;
    constexpr double kOperationsPerWeight = 8500.0;
    const double operations =
        kBesidesProducts * plannedOperations(recipe, config) + kOperationsPerWeight * totalWeights(recipe, config);
    const double seconds = operations / operationsPerSecond;
    return {0.8 * seconds, 1.7 * seconds + 1.0};
}

} // namespace salient
