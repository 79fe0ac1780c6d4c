// SPDX-License-Identifier: Apache-2.0
// What a config.json without the norms' epsilon means: the defaults of transformers 5.23's configuration classes
// (models/*/configuration_*.py).
#include "core/architectures/architecture.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <string>

namespace salient {
namespace {

struct DefaultEpsilon {
    const char* className;
    const char* folder; ///< in tests/data/architectures, for the rest of the configuration
    float epsilon;
};

void PrintTo(const DefaultEpsilon& value, std::ostream* stream) {
    *stream << value.className;
}

const DefaultEpsilon kDefaults[] = {
    {"LlamaForCausalLM", "llama", 1e-6F},
    {"MistralForCausalLM", "mistral", 1e-6F},
    {"Qwen2ForCausalLM", "qwen2", 1e-6F},
    {"Qwen3ForCausalLM", "qwen3", 1e-6F},
    {"Qwen2MoeForCausalLM", "qwen2_moe", 1e-6F},
    {"Qwen3MoeForCausalLM", "qwen3_moe", 1e-6F},
    {"MixtralForCausalLM", "mixtral", 1e-5F},
    {"DeepseekV2ForCausalLM", "deepseek_v2", 1e-6F},
    {"DeepseekV3ForCausalLM", "deepseek_v3", 1e-6F},
    {"GraniteForCausalLM", "granite", 1e-6F},
    {"SmolLM3ForCausalLM", "smollm3", 1e-6F},
    {"SeedOssForCausalLM", "seed_oss", 1e-6F},
    {"Ernie4_5ForCausalLM", "ernie4_5", 1e-5F},
    {"GemmaForCausalLM", "gemma", 1e-6F},
    {"Gemma2ForCausalLM", "gemma2", 1e-6F},
    {"Gemma3ForCausalLM", "gemma3", 1e-6F},
    {"PhiForCausalLM", "phi", 1e-5F},
    {"Phi3ForCausalLM", "phi3", 1e-5F},
    {"GlmForCausalLM", "glm4", 1.5625e-7F},
    {"Glm4ForCausalLM", "glm4", 1.5625e-7F},
    {"CohereForCausalLM", "cohere", 1e-5F},
    {"Cohere2ForCausalLM", "cohere2", 1e-5F},
    {"Olmo2ForCausalLM", "olmo2", 1e-5F},
    {"Exaone4ForCausalLM", "exaone4", 1e-5F},
    {"GPT2LMHeadModel", "gpt2", 1e-5F},
    {"GPTBigCodeForCausalLM", "gpt_bigcode", 1e-5F},
    {"GPTJForCausalLM", "gptj", 1e-5F},
    {"GPTNeoXForCausalLM", "gpt_neox", 1e-5F},
    {"OPTForCausalLM", "opt", 1e-5F}, // not configurable: nn.LayerNorm's own
    {"FalconForCausalLM", "falcon-new", 1e-5F},
    {"BloomForCausalLM", "bloom", 1e-5F},
    {"MptForCausalLM", "mpt", 1e-5F},
    {"StableLmForCausalLM", "stablelm", 1e-5F},
    {"Starcoder2ForCausalLM", "starcoder2", 1e-5F},
};

class AbsentEpsilon : public ::testing::TestWithParam<DefaultEpsilon> {};

TEST_P(AbsentEpsilon, MeansTheFamilysDefault) {
    const auto path = std::string(SALIENT_TEST_DATA "/architectures/") + GetParam().folder + "/config.json";
    std::ifstream file(path);
    auto config = nlohmann::ordered_json::parse(file);
    config["architectures"] = {GetParam().className};
    for (const char* key : {"rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon", "norm_epsilon"}) {
        config.erase(key);
    }
    const ModelConfig read = readModelConfig(config, path);
    EXPECT_FLOAT_EQ(read.norm.epsilon, GetParam().epsilon);
}

INSTANTIATE_TEST_SUITE_P(Families, AbsentEpsilon, ::testing::ValuesIn(kDefaults),
                         [](const auto& tested) { return std::string(tested.param.className); });

TEST(DefaultEpsilons, ListEveryClassOfTheTable) {
    std::set<std::string> known;
    for (const Architecture& architecture : architectureTable()) {
        known.insert(architecture.classNames.begin(), architecture.classNames.end());
    }
    std::set<std::string> listed;
    for (const DefaultEpsilon& entry : kDefaults) {
        listed.insert(entry.className);
    }
    EXPECT_EQ(listed, known);
}

} // namespace
} // namespace salient
