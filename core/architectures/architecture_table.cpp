// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/architecture.h"
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

ModelConfig readModelConfig(const nlohmann::ordered_json& config, const std::filesystem::path& file) {
    const std::string className = classNameOf(config, file);
    for (const Architecture& architecture : architectureTable()) {
        const auto& names = architecture.classNames;
        if (std::find(names.begin(), names.end(), className) == names.end()) {
            continue;
        }
        ModelConfig result = architecture.read(config);
        result.architecture = architecture.name;
        result.className = className;
        return result;
    }
    throw inputError(
        "architecture.unknown",
        fmt::format("{}: the architecture {} is not known; known are {}. `salient inspect` still lists the tensors.",
                    file.string(), className, knownClasses()));
}

} // namespace salient
