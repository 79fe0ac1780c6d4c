// SPDX-License-Identifier: Apache-2.0
#include "core/export/model_card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace salient {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

ModelCard fullCard() {
    ModelCard card;
    card.name = "SmolLM2-135M-AWQ";
    card.baseModel = "HuggingFaceTB/SmolLM2-135M";
    card.architecture = "llama";
    card.method = "AWQ";
    card.preset = "default";
    card.format = "awq-gemm";
    card.transformersNeeds = "gptqmodel";
    card.loaders = {{"vLLM", ""}, {"SGLang", ""}, {"transformers", ""}};
    card.groupSize = 64;
    card.command = "salient quantize SmolLM2-135M -o SmolLM2-135M-AWQ --group-size 64";
    card.calibrationSources = {"pride", "/data/a_b.txt"};
    card.calibrationSamples = 128;
    card.calibrationLength = 512;
    card.calibrationTokens = 65536;
    card.dataHash = "0123abcd";
    card.seed = 42;
    card.modulesIn16Bit = {"lm_head"};
    card.bytesBefore = 269'000'000;
    card.bytesAfter = 112'500'000;
    card.quality = ModelCard::Quality{4096, 20.5, 21.25, 0.0625, 0.9, "8 hold-out sequences of 512 tokens"};
    card.worstLayers = {{"model.layers.0.mlp.down_proj", 0.0123, 0.0456}};
    card.version = "Salient Studio 0.1.0";
    return card;
}

TEST(ModelCard, BeginsWithTheMetadataOfTheHub) {
    EXPECT_THAT(modelCardText(fullCard()),
                StartsWith("---\nbase_model: \"HuggingFaceTB/SmolLM2-135M\"\nbase_model_relation: quantized\n"
                           "library_name: transformers\npipeline_tag: text-generation\nquantized_by: Salient Studio\n"
                           "tags:\n- awq\n- 4-bit\n- quantized\n- salient-studio\n---\n\n# SmolLM2-135M-AWQ\n"));
}

TEST(ModelCard, TellsSettingsDataQualityAndHowToLoad) {
    const std::string text = modelCardText(fullCard());
    for (const char* line : {"| method | AWQ, preset default |",
                             "| group size | 64 |",
                             "| zero points | asymmetric |",
                             "| weight clipping | searched |",
                             "| size before | 269.0 MB |",
                             "| size after | 112.5 MB |",
                             "| texts | pride, /data/a\\_b.txt |",
                             "| samples | 128 of 512 tokens |",
                             "| tokens | 65536 |",
                             "| seed | 42 |",
                             "| SHA-256 of the token ids | `0123abcd` |",
                             "Protocol: 8 hold-out sequences of 512 tokens (4096 tokens).",
                             "| perplexity | 20.5000 | 21.2500 |",
                             "| mean KL divergence from the original (nats) | 0 | 0.06250 |",
                             "| same most likely token | 100 % | 90.00 % |",
                             "| `model.layers.0.mlp.down_proj` | 1.230e-02 | 4.560e-02 |",
                             "- `lm_head`",
                             "vllm serve SmolLM2-135M-AWQ --dtype float16",
                             "sglang.launch_server --model-path SmolLM2-135M-AWQ",
                             "pip install gptqmodel",
                             "from_pretrained(\"SmolLM2-135M-AWQ\"",
                             "```sh\nsalient quantize SmolLM2-135M -o SmolLM2-135M-AWQ --group-size 64\n```"}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
}

TEST(ModelCard, SaysWhatWasNotDone) {
    ModelCard card = fullCard();
    card.method = "RTN";
    card.preset = "";
    card.groupSize = 0;
    card.symmetric = true;
    card.clip = false;
    card.calibrationTokens = 0;
    card.quality.reset();
    card.worstLayers.clear();
    card.modulesIn16Bit.clear();
    const std::string text = modelCardText(card);
    for (const char* line : {"| method | RTN |", "| group size | whole row |", "| zero points | symmetric (constant) |",
                             "| weight clipping | none |", "without calibration data", "## Quality\n\nNot measured."}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
    EXPECT_THAT(text, Not(HasSubstr("Modules left")));
    EXPECT_THAT(text, Not(HasSubstr("largest error")));
    EXPECT_THAT(text, Not(HasSubstr("perplexity")));
}

TEST(ModelCard, OffersOnlyLoadersThatLoadTheFolder) {
    ModelCard card = fullCard();
    card.loaders = {{"vLLM", "vLLM refuses layers of 8 bits."}, {"transformers", ""}};
    const std::string text = modelCardText(card);
    EXPECT_THAT(text, HasSubstr("Not with vLLM: vLLM refuses layers of 8 bits."));
    EXPECT_THAT(text, Not(HasSubstr("vllm serve")));
    EXPECT_THAT(text, HasSubstr("from_pretrained"));
}

TEST(ModelCard, CountsTheLayersOfMixedFolders) {
    ModelCard card = fullCard();
    card.linearsByBits = {{4, 200}, {8, 9}, {16, 1}};
    const std::string text = modelCardText(card);
    EXPECT_THAT(text, HasSubstr("quantised to 4/8/16 bits with AWQ"));
    EXPECT_THAT(text, HasSubstr("| bits per weight | 4 in 200 layers, 8 in 9 layers, 16 in 1 layer |"));
}

TEST(ModelCard, KeepsHostileNamesFromBecomingMarkup) {
    ModelCard card = fullCard();
    card.name = "x\"; rm -rf ~ | <b>";
    card.baseModel = "a\"b\ntags: [evil]";
    card.modulesIn16Bit = {"m`|x"};
    card.calibrationSources = {"a|b\nc"};
    card.command = "salient quantize 'a\n```\n# b'";
    const std::string text = modelCardText(card);
    EXPECT_THAT(text, HasSubstr("base_model: \"a\\\"b\\ntags: [evil]\"\n"));
    EXPECT_THAT(text, Not(HasSubstr("\ntags: [evil]")));
    EXPECT_THAT(text, HasSubstr("| texts | a\\|b c |"));
    EXPECT_THAT(text, HasSubstr("- m\\`\\|x\n"));
    EXPECT_THAT(text, HasSubstr("# x\"; rm -rf ~ \\| \\<b\\>\n"));
    EXPECT_THAT(text, HasSubstr("vllm serve path/to/this/folder"));
    EXPECT_THAT(text, Not(HasSubstr("How to make it again")));
}

} // namespace
} // namespace salient
