// SPDX-License-Identifier: Apache-2.0
// Keys of ggml's docs/gguf.md and of llama.cpp's src/llama-arch.cpp.
#include "core/gguf/gguf_family.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace salient {

namespace {

/// Metadata below the family's name.
class FamilyMetadata {
public:
    explicit FamilyMetadata(const std::string& family) : m_prefix(family + ".") {}

    void count(const char* key, int64_t value) { put(key, static_cast<uint32_t>(value)); }
    void number(const char* key, double value) { put(key, static_cast<float>(value)); }
    void put(const char* key, GgufValue value) { m_entries.emplace_back(m_prefix + key, std::move(value)); }
    GgufMetadata take() { return std::move(m_entries); }

private:
    std::string m_prefix;
    GgufMetadata m_entries;
};

// llama.cpp multiplies yarn's cosines and sines by 1 + 0.1 · ln(factor) and by attn_factor.
void putYarn(const RopeSpec& rope, FamilyMetadata& metadata) {
    metadata.put("rope.scaling.type", std::string("yarn"));
    metadata.number("rope.scaling.factor", rope.factor);
    metadata.count("rope.scaling.original_context_length", std::llround(rope.originalPositions));
    metadata.number("rope.scaling.attn_factor", rope.amplitude / (1.0 + 0.1 * std::log(rope.factor)));
    metadata.number("rope.scaling.yarn_beta_fast", rope.betaFast);
    metadata.number("rope.scaling.yarn_beta_slow", rope.betaSlow);
}

void putRope(const GgufFamily& family, const ModelConfig& config, FamilyMetadata& metadata) {
    const RopeSpec& rope = config.ropes.front();
    metadata.count("rope.dimension_count", rope.rotaryDim);
    metadata.number("rope.freq_base", rope.theta);
    if (rope.scaling == RopeScaling::Linear) {
        metadata.put("rope.scaling.type", std::string("linear"));
        metadata.number("rope.scaling.factor", rope.factor);
    } else if (rope.scaling == RopeScaling::Yarn) {
        putYarn(rope, metadata);
    } else if (rope.scaling == RopeScaling::LongRope) {
        metadata.put("rope.scaling.type", std::string("longrope"));
        metadata.count("rope.scaling.original_context_length", std::llround(rope.originalPositions));
        metadata.number("rope.scaling.attn_factor", rope.amplitude);
    } else if (family.longRope && family.name == "phi3") {
        // Its loader has read the key since before the scaled models.
        metadata.count("rope.scaling.original_context_length", config.maxPositions);
    }
    if (config.ropes.size() > 1) {
        metadata.number("rope.freq_base_swa", config.ropes[1].theta);
    }
}

void putWindows(const GgufFamily& family, const ModelConfig& config, FamilyMetadata& metadata) {
    int64_t width = 0;
    bool regular = true;
    std::vector<bool> windowed;
    for (size_t layer = 0; layer < config.layers.size(); ++layer) {
        const int64_t window = config.layers[layer].window;
        width = std::max(width, window);
        windowed.push_back(window > 0);
        regular = regular && windowed.back() ==
                                 ((static_cast<int64_t>(layer) + 1) % std::max<int64_t>(family.windowPeriod, 1) != 0);
    }
    if (family.name == "phi3") {
        metadata.count("attention.sliding_window", width); // 0 tells Phi-4 from Phi-3
    } else if (family.windowPeriod != 0) {
        // What no text reaches is a window all the same: Gemma 2's graph has one.
        metadata.count("attention.sliding_window", width == 0 ? config.maxPositions : width);
        if (!regular) {
            metadata.put("attention.sliding_window_pattern", windowed);
        }
    }
}

} // namespace

GgufMetadata modelMetadata(const GgufFamily& family, const ModelConfig& config) {
    FamilyMetadata metadata(family.name);
    const AttentionSpec& attention = config.attention;
    metadata.count("block_count", config.layerCount());
    metadata.count("context_length", config.maxPositions);
    metadata.count("embedding_length", config.hidden);
    metadata.count("feed_forward_length", config.mlp.intermediate);
    metadata.count("vocab_size", config.vocabulary);
    metadata.count("attention.head_count", attention.heads);
    metadata.count("attention.head_count_kv", attention.kvHeads);
    metadata.count("attention.key_length", attention.headDim);
    metadata.count("attention.value_length", attention.headDim);
    const bool rms = config.norm.kind == NormSpec::Kind::Rms;
    metadata.number(rms ? "attention.layer_norm_rms_epsilon" : "attention.layer_norm_epsilon", config.norm.epsilon);
    putRope(family, config, metadata);
    putWindows(family, config, metadata);
    if (family.attentionSoftcap) {
        metadata.number("attn_logit_softcapping", attention.softcap);
    }
    if (family.finalSoftcap && config.head.softcap != 0.0F) {
        metadata.number("final_logit_softcapping", config.head.softcap);
    }
    if (family.multipliers) {
        metadata.number("attention.scale", attention.scale);
        metadata.number("embedding_scale", config.embedding.multiplier);
        metadata.number("residual_scale", config.residual.multiplier);
        metadata.number("logit_scale", 1.0 / config.head.multiplier);
    }
    return metadata.take();
}

namespace {

/// How much longer each wave becomes: the frequency before scaling by the one after it (RopeSpec, llama3).
std::vector<float> llama3Factors(const RopeSpec& rope) {
    std::vector<float> factors;
    for (int64_t pair = 0; pair < rope.rotaryDim / 2; ++pair) {
        const double exponent = static_cast<double>(2 * pair) / static_cast<double>(rope.rotaryDim);
        const double wavelength = 2.0 * std::numbers::pi * std::pow(rope.theta, exponent);
        const double smooth = (rope.originalPositions / wavelength - rope.lowFrequencyFactor) /
                              (rope.highFrequencyFactor - rope.lowFrequencyFactor);
        const double kept = std::clamp(smooth, 0.0, 1.0);
        factors.push_back(static_cast<float>(1.0 / ((1.0 - kept) / rope.factor + kept)));
    }
    return factors;
}

std::vector<float> floatsOf(const std::vector<double>& values) {
    return {values.begin(), values.end()};
}

} // namespace

std::vector<GgufRopeTable> ropeFactorTables(const ModelConfig& config) {
    const RopeSpec& rope = config.ropes.front();
    if (rope.scaling == RopeScaling::Llama3) {
        return {{"rope_freqs.weight", llama3Factors(rope)}};
    }
    if (rope.scaling == RopeScaling::LongRope) {
        return {{"rope_factors_long.weight", floatsOf(rope.longFactors)},
                {"rope_factors_short.weight", floatsOf(rope.shortFactors)}};
    }
    return {};
}

} // namespace salient
