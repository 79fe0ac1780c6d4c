// SPDX-License-Identifier: Apache-2.0
#include "core/chat/sampler.h"

#include "core/model/top_token.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace salient {

/// Written so that NaN is refused too.
static void checkOptions(const SamplingOptions& o) {
    const auto require = [](bool fine, const char* expected, auto found) {
        if (!fine) {
            throw usageError("generate.sampling", fmt::format("Expected {}, found {}.", expected, found));
        }
    };
    require(o.maxTokens >= 1, "at least 1 new token", o.maxTokens);
    require(o.temperature >= 0.0 && std::isfinite(o.temperature), "a temperature of at least 0", o.temperature);
    require(o.topK >= 0, "a top-k of at least 0 (0: all)", o.topK);
    require(o.topP > 0.0 && o.topP <= 1.0, "a top-p above 0 and at most 1", o.topP);
    require(o.minP >= 0.0 && o.minP <= 1.0, "a min-p in 0 … 1", o.minP);
    require(o.repetitionPenalty > 0.0 && std::isfinite(o.repetitionPenalty), "a repetition penalty above 0 (1: none)",
            o.repetitionPenalty);
}

Sampler::Sampler(const SamplingOptions& options) : m_options(options), m_state(options.seed) {
    checkOptions(options);
}

void Sampler::see(std::span<const int32_t> ids) {
    for (const int32_t id : ids) {
        const auto index = static_cast<size_t>(id);
        if (index >= m_seen.size()) {
            m_seen.resize(index + 1);
        }
        m_seen[index] = true;
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

std::vector<float> Sampler::penalized(std::span<const float> logits) const {
    std::vector<float> result(logits.begin(), logits.end());
    const auto penalty = static_cast<float>(m_options.repetitionPenalty);
    for (size_t id = 0; penalty != 1.0F && id < std::min(result.size(), m_seen.size()); ++id) {
        if (m_seen[id]) {
            result[id] = result[id] < 0.0F ? result[id] * penalty : result[id] / penalty;
        }
    }
    return result;
}

std::vector<TokenWeight> Sampler::candidates(std::span<const float> given) const {
    const std::vector<float> logits = penalized(given);
    if (m_options.greedy || m_options.temperature == 0.0) {
        return {{static_cast<int32_t>(topToken(logits)), 1.0}};
    }
    std::vector<int32_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const auto logit = [&](int32_t id) { return logits[static_cast<size_t>(id)]; };
    const size_t kept =
        m_options.topK == 0 ? order.size() : std::min(order.size(), static_cast<size_t>(m_options.topK));
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                      [&](int32_t a, int32_t b) { return logit(a) > logit(b); });
    std::vector<TokenWeight> list(kept);
    double sum = 0.0;
    for (size_t i = 0; i < kept; ++i) {
        const double above = static_cast<double>(logit(order[i])) - static_cast<double>(logit(order[0]));
        list[i] = {order[i], std::exp(above / m_options.temperature)};
        sum += list[i].weight;
    }
    // The smallest prefix that holds topP of the mass; of that, what is likely enough beside the first, whose weight
    // is 1.
    double mass = 0.0;
    size_t nucleus = 0;
    while (nucleus < kept && (nucleus == 0 || mass < m_options.topP * sum)) {
        mass += list[nucleus++].weight;
    }
    list.resize(nucleus);
    std::erase_if(list, [&](const TokenWeight& token) { return token.weight < m_options.minP; });
    return list;
}

int32_t Sampler::next(std::span<const float> logits) {
    const std::vector<TokenWeight> list = candidates(logits);
    if (list.size() == 1) {
        return list.front().id;
    }
    double mass = 0.0;
    for (const TokenWeight& token : list) {
        mass += token.weight;
    }
    double draw = uniform() * mass;
    for (const TokenWeight& token : list) {
        draw -= token.weight;
        if (draw < 0.0) {
            return token.id;
        }
    }
    return list.back().id;
}

} // namespace salient
