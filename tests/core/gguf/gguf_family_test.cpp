// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_family.h"

#include "core/gguf/gguf_model.h"
#include "core/model/model_source.h"
#include "tests/support/error_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace salient {
namespace {

ModelSource tiny(const std::string& name) {
    return ModelSource::open(SALIENT_TEST_DATA "/architectures/" + name);
}

const GgufValue* find(const GgufMetadata& metadata, const std::string& key) {
    const auto found =
        std::find_if(metadata.begin(), metadata.end(), [&](const auto& entry) { return entry.first == key; });
    return found == metadata.end() ? nullptr : &found->second;
}

std::vector<std::string> namesOf(const std::vector<GgufSource>& sources) {
    std::vector<std::string> names;
    for (const GgufSource& source : sources) {
        names.push_back(source.tensor.name);
    }
    return names;
}

TEST(GgufFamily, LlamaHasTheNamesOfLlamaCpp) {
    const ModelSource source = tiny("llama-bias");
    const GgufModel model(source, GgufType::F16);
    EXPECT_THAT(namesOf(model.outside()),
                testing::ElementsAre("token_embd.weight", "output_norm.weight", "output.weight"));
    const Block block = model.loadBlock(1);
    EXPECT_THAT(namesOf(model.ofBlock(block)),
                testing::ElementsAre("blk.1.attn_norm.weight", "blk.1.ffn_norm.weight", "blk.1.attn_q.weight",
                                     "blk.1.attn_q.bias", "blk.1.attn_k.weight", "blk.1.attn_k.bias",
                                     "blk.1.attn_v.weight", "blk.1.attn_v.bias", "blk.1.attn_output.weight",
                                     "blk.1.attn_output.bias", "blk.1.ffn_gate.weight", "blk.1.ffn_gate.bias",
                                     "blk.1.ffn_up.weight", "blk.1.ffn_up.bias", "blk.1.ffn_down.weight",
                                     "blk.1.ffn_down.bias"));
}

TEST(GgufFamily, HeadsOfLlamaAreInterleavedAndOthersAreNot) {
    const RowOrder order{8};
    std::vector<int64_t> rows;
    for (int64_t row = 0; row < 16; ++row) {
        rows.push_back(order.sourceRow(row));
    }
    EXPECT_THAT(rows, testing::ElementsAre(0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15));
    const auto orders = [](const std::string& name) {
        const ModelSource source = tiny(name);
        const GgufModel model(source, GgufType::F16);
        const Block block = model.loadBlock(0);
        std::set<std::string> permuted;
        for (const GgufSource& tensor : model.ofBlock(block)) {
            if (tensor.order.headDim != 0) {
                permuted.insert(tensor.tensor.name);
            }
        }
        return permuted;
    };
    EXPECT_THAT(orders("llama"), testing::ElementsAre("blk.0.attn_k.weight", "blk.0.attn_q.weight"));
    EXPECT_THAT(orders("qwen2"), testing::IsEmpty());
}

TEST(GgufFamily, RowsThatAreInterleavedAlreadyStay) {
    ModelConfig config = tiny("ernie4_5").config();
    ASSERT_EQ(config.ropes[0].layout, RotaryLayout::Interleaved);
    config.mlp.bias = false;
    EXPECT_EQ(ggufFamilyOf(config).rotary, RotaryLayout::Interleaved);
}

TEST(GgufFamily, NormsOfGemmaHaveTheirOneAdded) {
    const ModelSource source = tiny("gemma");
    const GgufModel model(source, GgufType::F16);
    const Block block = model.loadBlock(0);
    const std::vector<GgufSource> tensors = model.ofBlock(block);
    const GgufSource& norm = tensors.front();
    ASSERT_EQ(norm.tensor.name, "blk.0.attn_norm.weight");
    std::vector<float> values(static_cast<size_t>(norm.tensor.columns()));
    sourceRow(norm, 0, values);
    for (size_t i = 0; i < values.size(); ++i) {
        EXPECT_EQ(values[i], block.inputNorm.weight.floats()[i] + 1.0F);
    }
}

TEST(GgufFamily, Llama3ScalingBecomesFactorsOfFrequencies) {
    const ModelSource source = tiny("llama-rope3");
    const auto tables = ropeFactorTables(source.config());
    ASSERT_EQ(tables.size(), 1U);
    EXPECT_EQ(tables[0].name, "rope_freqs.weight");
    ASSERT_EQ(tables[0].values.size(), 16U);
    EXPECT_EQ(tables[0].values.front(), 1.0F); // short waves are kept
    EXPECT_EQ(tables[0].values.back(), 8.0F);  // long ones take the whole factor
    EXPECT_TRUE(std::is_sorted(tables[0].values.begin(), tables[0].values.end()));
}

TEST(GgufFamily, MetadataSayWhatVaries) {
    ModelConfig config = tiny("qwen3").config();
    config.ropes[0].scaling = RopeScaling::Yarn;
    config.ropes[0].factor = 4.0;
    config.ropes[0].originalPositions = 64;
    config.ropes[0].amplitude = 1.0 + 0.1 * std::log(4.0);
    const GgufMetadata metadata = modelMetadata(ggufFamilyOf(config), config);
    EXPECT_EQ(*find(metadata, "qwen3.attention.key_length"), GgufValue(uint32_t{32}));
    EXPECT_EQ(*find(metadata, "qwen3.attention.head_count_kv"), GgufValue(uint32_t{2}));
    EXPECT_EQ(*find(metadata, "qwen3.rope.scaling.type"), GgufValue(std::string("yarn")));
    EXPECT_EQ(*find(metadata, "qwen3.rope.scaling.factor"), GgufValue(4.0F));
    EXPECT_EQ(*find(metadata, "qwen3.rope.scaling.attn_factor"), GgufValue(1.0F));
    EXPECT_EQ(find(metadata, "qwen3.attention.sliding_window"), nullptr);
}

TEST(GgufFamily, WindowsThatFollowNoPeriodAreListed) {
    ModelConfig config = tiny("gemma3").config();
    config.attention.scale = 1.0F / std::sqrt(32.0F);
    const GgufMetadata metadata = modelMetadata(ggufFamilyOf(config), config);
    EXPECT_EQ(*find(metadata, "gemma3.attention.sliding_window"), GgufValue(uint32_t{8}));
    EXPECT_EQ(*find(metadata, "gemma3.attention.sliding_window_pattern"),
              GgufValue(std::vector<bool>{true, true, false, true}));
    EXPECT_EQ(*find(metadata, "gemma3.rope.freq_base_swa"), GgufValue(1000.0F));
}

TEST(GgufFamily, WhatTheGraphDoesNotComputeIsRefused) {
    EXPECT_EQ(codeOf([] { ggufFamilyOf(tiny("gemma2").config()); }), "gguf.unsupported") << "attention scale 1/√24";
    EXPECT_EQ(codeOf([] { ggufFamilyOf(tiny("ernie4_5").config()); }), "gguf.unsupported") << "biases of the MLP";
    ModelConfig config = tiny("llama").config();
    config.attention.softcap = 50.0F;
    EXPECT_EQ(codeOf([&] { ggufFamilyOf(config); }), "gguf.unsupported");
    config = tiny("qwen2").config();
    config.ropes[0].scaling = RopeScaling::Llama3;
    EXPECT_EQ(codeOf([&] { ggufFamilyOf(config); }), "gguf.unsupported");
    config = tiny("smollm3").config();
    config.layers[1].rotary = false;
    EXPECT_EQ(codeOf([&] { ggufFamilyOf(config); }), "gguf.unsupported");
    config = tiny("llama").config();
    config.mlp.activation = Activation::Relu;
    EXPECT_EQ(codeOf([&] { ggufFamilyOf(config); }), "gguf.unsupported");
}

TEST(GgufFamily, OtherFamiliesAreRefusedWithTheListOfThoseThatAreKnown) {
    try {
        ggufFamilyOf(tiny("bloom").config());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "gguf.unknown_family");
        EXPECT_THAT(error.what(), testing::HasSubstr("llama, mistral, qwen2, qwen3, gemma"));
    }
}

TEST(GgufFamily, WindowsThatLlamaCppIgnoresAreSaid) {
    const ModelConfig config = tiny("mistral").config();
    EXPECT_THAT(ggufDifferences(ggufFamilyOf(config), config),
                testing::ElementsAre(testing::HasSubstr("longer than 8 tokens")));
    const ModelConfig qwen = tiny("qwen3").config();
    EXPECT_THAT(ggufDifferences(ggufFamilyOf(qwen), qwen), testing::IsEmpty());
}

TEST(GgufFamily, RowsThatDoNotFitFallBack) {
    const ModelSource source = tiny("llama"); // rows of 64 and 96
    const auto typeOf = [&](GgufType mainType) {
        const GgufModel model(source, mainType);
        const Block block = model.loadBlock(0);
        for (const GgufSource& tensor : model.ofBlock(block)) {
            if (tensor.linear) {
                return tensor.tensor.type;
            }
        }
        return GgufType::F32;
    };
    EXPECT_EQ(typeOf(GgufType::Q4_K), GgufType::Q4_1);
    EXPECT_EQ(typeOf(GgufType::Q4_0), GgufType::Q4_0);
}

} // namespace
} // namespace salient
