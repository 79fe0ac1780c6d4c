// SPDX-License-Identifier: Apache-2.0
#include "core/chat/generate.h"

#include "kernels/error.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace salient {

namespace {

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int32_t largest(std::span<const float> logits) {
    return static_cast<int32_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

} // namespace

Sampler::Sampler(const SamplingOptions& options) : m_options(options), m_state(options.seed) {
    const bool valid = options.temperature >= 0.0 && options.topK >= 0 && options.topP > 0.0 && options.topP <= 1.0;
    if (!valid) {
        throw usageError("generate.sampling",
                         "Sampling needs a temperature of at least 0, top-k of at least 0 and top-p above 0 "
                         "and at most 1.");
    }
}

// splitmix64, so that a seed gives the same text with every standard library.
double Sampler::uniform() {
    m_state += 0x9E3779B97F4A7C15ULL;
    uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) * 0x1.0p-53;
}

int32_t Sampler::next(std::span<const float> logits) {
    if (m_options.greedy || m_options.temperature == 0.0) {
        return largest(logits);
    }
    std::vector<int32_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const size_t kept =
        m_options.topK == 0 ? order.size() : std::min(order.size(), static_cast<size_t>(m_options.topK));
    std::partial_sort(
        order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
        [&](int32_t a, int32_t b) { return logits[static_cast<size_t>(a)] > logits[static_cast<size_t>(b)]; });
    std::vector<double> weights(kept);
    double sum = 0.0;
    for (size_t i = 0; i < kept; ++i) {
        const double above = logits[static_cast<size_t>(order[i])] - logits[static_cast<size_t>(order[0])];
        weights[i] = std::exp(above / m_options.temperature);
        sum += weights[i];
    }
    // The smallest prefix that holds topP of the mass.
    double mass = 0.0;
    size_t nucleus = 0;
    while (nucleus < kept && (nucleus == 0 || mass < m_options.topP * sum)) {
        mass += weights[nucleus++];
    }
    double draw = uniform() * mass;
    for (size_t i = 0; i < nucleus; ++i) {
        draw -= weights[i];
        if (draw < 0.0) {
            return order[i];
        }
    }
    return order[nucleus - 1];
}

GenerateResult generate(Transformer& model, std::span<const int32_t> prompt, const SamplingOptions& options,
                        const RunContext& context, const std::function<bool(int32_t)>& onToken) {
    if (prompt.empty()) {
        throw inputError("generate.empty_prompt", "The prompt has no tokens; give at least one.");
    }
    constexpr size_t kChunk = 512; // prompt tokens between two looks at the cancel flag
    Sampler sampler(options);
    GenerateResult result;
    auto start = std::chrono::steady_clock::now();
    KvCache cache = model.makeCache(static_cast<int64_t>(prompt.size()) + std::min<int64_t>(options.maxTokens, 256));
    Tensor logits;
    for (size_t begin = 0; begin < prompt.size(); begin += kChunk) {
        context.checkCancelled();
        logits = model.nextLogits(prompt.subspan(begin, std::min(kChunk, prompt.size() - begin)), cache);
    }
    result.promptSeconds = secondsSince(start);
    start = std::chrono::steady_clock::now();
    const std::vector<int32_t>& ends = model.config().eosIds;
    while (static_cast<int64_t>(result.tokens.size()) < options.maxTokens) {
        context.checkCancelled();
        if (model.backend().firstNonFinite(logits)) {
            throw numericError("generate.not_finite",
                               "The logits are not finite: the model's weights or activations overflow.");
        }
        const int32_t token = sampler.next(logits.floats());
        result.tokens.push_back(token);
        result.stoppedByEos = options.stopAtEos && std::find(ends.begin(), ends.end(), token) != ends.end();
        const bool goOn = onToken(token);
        if (result.stoppedByEos || !goOn || static_cast<int64_t>(result.tokens.size()) >= options.maxTokens) {
            break;
        }
        logits = model.nextLogits(std::span(&token, 1), cache);
    }
    result.decodeSeconds = secondsSince(start);
    return result;
}

} // namespace salient
