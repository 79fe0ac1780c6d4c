// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_family.h"

#include "kernels/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace salient {

const std::vector<GgufFamily>& ggufFamilies() {
    constexpr auto kPairs = RotaryLayout::Interleaved;
    constexpr auto kTanh = Activation::GeluTanh;
    static const std::vector<GgufFamily> families = {
        {.architecture = "llama",
         .name = "llama",
         .rotary = kPairs,
         .outputBias = true,
         .mlpBias = true,
         .ropeFactors = true,
         .longRope = true},
        {.architecture = "mistral", .name = "llama", .rotary = kPairs, .ropeFactors = true},
        {.architecture = "qwen2", .name = "qwen2"},
        {.architecture = "qwen3", .name = "qwen3"},
        {.architecture = "gemma", .name = "gemma", .activation = kTanh, .scaledEmbedding = true},
        {.architecture = "gemma2",
         .name = "gemma2",
         .activation = kTanh,
         .windowPeriod = 2,
         .attentionSoftcap = true,
         .finalSoftcap = true,
         .scaledEmbedding = true,
         .wholeWidthLayers = 46},
        {.architecture = "gemma3",
         .name = "gemma3",
         .activation = kTanh,
         .windowPeriod = 6,
         .finalSoftcap = true,
         .scaledEmbedding = true,
         .wholeWidthLayers = 62},
        {.architecture = "phi3", .name = "phi3", .longRope = true, .partialRotary = true},
        {.architecture = "granite",
         .name = "granite",
         .rotary = kPairs,
         .outputBias = true,
         .mlpBias = true,
         .ropeFactors = true,
         .multipliers = true},
        {.architecture = "smollm3", .name = "smollm3", .rotary = kPairs, .unrotatedPeriod = 4},
        {.architecture = "seed_oss", .name = "seed_oss", .mlpNorm = "post_attention_norm"},
        {.architecture = "ernie4_5", .name = "ernie4_5", .rotary = kPairs, .outputBias = true},
        {.architecture = "olmo2", .name = "olmo2", .separateHead = true},
        {.architecture = "starcoder2",
         .name = "starcoder2",
         .activation = kTanh,
         .outputBias = true,
         .mlpBias = true,
         .biasRequired = true},
    };
    return families;
}

namespace {

/// Refuses one thing after another that the family's graph does not do.
class GraphCheck {
public:
    explicit GraphCheck(const ModelConfig& config) : m_config(config) {}

    void require(bool same, const std::string& what) const {
        if (!same) {
            throw inputError("gguf.unsupported",
                             fmt::format("llama.cpp's graph of {} models has no place for this one's {}; other formats "
                                         "of salient convert hold it.",
                                         m_config.architecture, what));
        }
    }

private:
    const ModelConfig& m_config;
};

bool near(float a, float b) {
    return std::abs(a - b) <= 1e-5F * std::max(std::abs(a), std::abs(b));
}

float graphScale(const GgufFamily& family, const ModelConfig& config) {
    const bool wholeWidth = family.wholeWidthLayers != 0 && config.layerCount() == family.wholeWidthLayers;
    const int64_t width = wholeWidth ? config.hidden / config.attention.heads : config.attention.headDim;
    return 1.0F / std::sqrt(static_cast<float>(width));
}

void checkMultipliers(const GgufFamily& family, const ModelConfig& config, const GraphCheck& check) {
    const float embedding = family.scaledEmbedding ? std::sqrt(static_cast<float>(config.hidden)) : 1.0F;
    if (!family.multipliers) {
        check.require(near(config.embedding.multiplier, embedding), "multiplier of the embedding");
        check.require(near(config.attention.scale, graphScale(family, config)),
                      fmt::format("attention scale {:.6g} (expected {:.6g})", config.attention.scale,
                                  graphScale(family, config)));
        check.require(config.residual.multiplier == 1.0F && config.head.multiplier == 1.0F,
                      "multipliers of residual stream or logits");
    }
    // Gemma 2's graph divides by both caps.
    check.require((config.attention.softcap != 0.0F) == family.attentionSoftcap, "soft cap of attention scores");
    check.require(config.head.softcap == 0.0F || family.finalSoftcap, "soft cap of logits");
    check.require(config.head.softcap != 0.0F || !family.attentionSoftcap, "logits without a soft cap");
}

void checkRope(const GgufFamily& family, const ModelConfig& config, const GraphCheck& check) {
    for (const RopeSpec& rope : config.ropes) {
        const bool whole = rope.rotaryDim == config.attention.headDim;
        check.require(whole || (family.partialRotary && rope.layout == family.rotary), "partial rotation of heads");
        check.require(rope.layout == family.rotary || rope.layout == RotaryLayout::Halves, "interleaved rotation");
        check.require(rope.scaling != RopeScaling::Llama3 || family.ropeFactors, "llama3 rope scaling");
        check.require(rope.scaling != RopeScaling::LongRope || family.longRope, "longrope scaling");
        check.require(rope.scaling != RopeScaling::Yarn || rope.truncate, "yarn scaling without truncation");
    }
    check.require(config.ropes.size() < 2 || config.ropes[1].scaling == RopeScaling::None,
                  "scaling of the rope of windowed layers");
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        const bool turns = family.unrotatedPeriod == 0 || (layer + 1) % family.unrotatedPeriod != 0;
        check.require(config.layers[static_cast<size_t>(layer)].rotary == turns,
                      fmt::format("choice of layers that rotate (layer {})", layer));
    }
}

void checkWindows(const GgufFamily& family, const ModelConfig& config, const GraphCheck& check) {
    int64_t width = 0;
    for (const LayerTraits& layer : config.layers) {
        check.require(family.windowPeriod == 0 || layer.window == 0 || width == 0 || layer.window == width,
                      "windows of several widths");
        width = std::max(width, layer.window);
    }
}

} // namespace

const GgufFamily& ggufFamilyOf(const ModelConfig& config) {
    const auto& families = ggufFamilies();
    const auto found = std::find_if(families.begin(), families.end(), [&](const GgufFamily& family) {
        return family.architecture == config.architecture;
    });
    if (found == families.end()) {
        std::string known;
        for (const GgufFamily& family : families) {
            known += (known.empty() ? "" : ", ") + family.architecture;
        }
        throw inputError("gguf.unknown_family",
                         fmt::format("{} models are not written as GGUF; {} are.", config.architecture, known));
    }
    const GraphCheck check(config);
    check.require(config.mlp.activation == found->activation, "activation of the MLP");
    check.require(!config.attention.outputBias || found->outputBias, "bias of the attention's output");
    check.require(!config.mlp.bias || found->mlpBias, "biases of the MLP");
    check.require(!found->biasRequired || config.mlp.bias, "linears without biases");
    check.require(config.head.bias.empty(), "bias of the head");
    checkMultipliers(*found, config, check);
    checkRope(*found, config, check);
    checkWindows(*found, config, check);
    return *found;
}

std::vector<std::string> ggufDifferences(const GgufFamily& family, const ModelConfig& config) {
    std::vector<std::string> sentences;
    const auto windowed = std::find_if(config.layers.begin(), config.layers.end(),
                                       [](const LayerTraits& layer) { return layer.window > 0; });
    if (family.windowPeriod == 0 && windowed != config.layers.end() && windowed->window < config.maxPositions) {
        sentences.push_back(
            fmt::format("llama.cpp ignores the sliding window of {} models: texts longer than {} tokens "
                        "get other results than in the original.",
                        config.architecture, windowed->window));
    }
    for (const RopeSpec& rope : config.ropes) {
        if (rope.scaling == RopeScaling::DynamicNtk) {
            sentences.push_back(
                fmt::format("Dynamic rope scaling has no place in GGUF: texts longer than {:.0f} tokens "
                            "get other results than in the original.",
                            rope.originalPositions));
        } else if (rope.scaling == RopeScaling::LongRope) {
            sentences.push_back(
                fmt::format("llama.cpp chooses the long rope factors by the size of its context, not of "
                            "the text: with contexts above {:.0f} tokens short texts get other results "
                            "than in the original.",
                            rope.originalPositions));
        }
    }
    return sentences;
}

} // namespace salient
