// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/architecture.h"
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient {

const std::vector<Architecture>& architectureTable() {
    static const std::vector<Architecture> table = {
        {"llama", {"LlamaForCausalLM"}, readLlama},
        {"mistral", {"MistralForCausalLM"}, readMistral},
        {"qwen2", {"Qwen2ForCausalLM"}, readQwen2},
        {"qwen3", {"Qwen3ForCausalLM"}, readQwen3},
        {"qwen2_moe", {"Qwen2MoeForCausalLM"}, readQwen2Moe},
        {"qwen3_moe", {"Qwen3MoeForCausalLM"}, readQwen3Moe},
        {"mixtral", {"MixtralForCausalLM"}, readMixtral},
        {"deepseek_v2", {"DeepseekV2ForCausalLM"}, readDeepseekV2},
        {"deepseek_v3", {"DeepseekV3ForCausalLM"}, readDeepseekV3},
        {"granite", {"GraniteForCausalLM"}, readGranite},
        {"smollm3", {"SmolLM3ForCausalLM"}, readSmolLm3},
        {"seed_oss", {"SeedOssForCausalLM"}, readSeedOss},
        {"ernie4_5", {"Ernie4_5ForCausalLM"}, readErnie45},
        {"gemma", {"GemmaForCausalLM"}, readGemma},
        {"gemma2", {"Gemma2ForCausalLM"}, readGemma2},
        {"gemma3", {"Gemma3ForCausalLM"}, readGemma3},
        {"phi", {"PhiForCausalLM"}, readPhi},
        {"phi3", {"Phi3ForCausalLM"}, readPhi3},
        {"glm", {"GlmForCausalLM"}, readGlm},
        {"glm4", {"Glm4ForCausalLM"}, readGlm4},
        {"cohere", {"CohereForCausalLM"}, readCohere},
        {"cohere2", {"Cohere2ForCausalLM"}, readCohere2},
        {"olmo2", {"Olmo2ForCausalLM"}, readOlmo2},
        {"exaone4", {"Exaone4ForCausalLM"}, readExaone4},
        {"gpt2", {"GPT2LMHeadModel"}, readGpt2},
        {"gpt_bigcode", {"GPTBigCodeForCausalLM"}, readGptBigCode},
        {"gptj", {"GPTJForCausalLM"}, readGptJ},
        {"gpt_neox", {"GPTNeoXForCausalLM"}, readGptNeoX},
        {"opt", {"OPTForCausalLM"}, readOpt},
        {"falcon", {"FalconForCausalLM"}, readFalcon},
        {"bloom", {"BloomForCausalLM"}, readBloom},
        {"mpt", {"MptForCausalLM"}, readMpt},
        {"stablelm", {"StableLmForCausalLM"}, readStableLm},
        {"starcoder2", {"Starcoder2ForCausalLM"}, readStarcoder2},
    };
    return table;
}

namespace {

std::string classNameOf(const nlohmann::ordered_json& config, const std::filesystem::path& file) {
    const auto entry = config.find("architectures");
    if (entry == config.end() || !entry->is_array() || entry->empty() || !entry->front().is_string()) {
        throw inputError("config.missing_key",
                         fmt::format("{}: \"architectures\" should be a list with the model's class, e.g. "
                                     "[\"LlamaForCausalLM\"]; it is not there.",
                                     file.string()));
    }
    return entry->front().get<std::string>();
}

std::string knownClasses() {
    std::string names;
    for (const Architecture& architecture : architectureTable()) {
        for (const std::string& name : architecture.classNames) {
            names += (names.empty() ? "" : ", ") + name;
        }
    }
    return names;
}

} // namespace

// Lists of a block's linears and norms are made before any tensor is looked at.
static void refuseAbove(int64_t most, int64_t found, const char* what) {
    if (found > most) {
        refuseConfig(fmt::format("the number of {} is {}, expected at most {}.", what, found, most));
    }
}

ModelConfig readAs(const Architecture& family, const nlohmann::ordered_json& config) {
    ModelConfig result = family.read(config);
    refuseAbove(4096, result.experts.count, "experts");
    refuseAbove(65536, result.attention.heads, "heads");
    result.architecture = family.name;
    return result;
}

ModelConfig readModelConfig(const nlohmann::ordered_json& config, const std::filesystem::path& file) {
    const std::string className = classNameOf(config, file);
    for (const Architecture& architecture : architectureTable()) {
        const auto& names = architecture.classNames;
        if (std::find(names.begin(), names.end(), className) == names.end()) {
            continue;
        }
        ModelConfig result = readAs(architecture, config);
        result.className = className;
        return result;
    }
    throw inputError(
        "architecture.unknown",
        fmt::format("{}: the architecture {} is not known; known are {}. `salient inspect` still lists the tensors.",
                    file.string(), className, knownClasses()));
}

} // namespace salient
