// SPDX-License-Identifier: Apache-2.0
#include "core/adapters/lora_adapter.h"

#include "core/checkpoint/json_file.h"
#include "core/checkpoint/safetensors_header.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

LoraAdapter::LoraAdapter(LoraConfig config, MappedFile weights)
    : m_config(std::move(config)), m_weights(std::move(weights)) {
    sortTensors();
}

LoraAdapter LoraAdapter::open(const std::filesystem::path& folder) {
    const std::filesystem::path config = folder / "adapter_config.json";
    const std::filesystem::path weights = folder / "adapter_model.safetensors";
    for (const std::filesystem::path& file : {config, weights}) {
        std::error_code ignored; // what cannot be looked at is not there
        if (!std::filesystem::exists(file, ignored)) {
            throw inputError(
                "adapter.missing",
                fmt::format("Expected an adapter with adapter_config.json and adapter_model.safetensors at "
                            "{}, found no {}.",
                            folder.string(), file.filename().string()));
        }
    }
    return {readLoraConfig(config), MappedFile(weights)};
}

/// Takes `suffix` off the end of `name`; false when it is not there.
static bool dropSuffix(std::string& name, std::string_view suffix) {
    if (!name.ends_with(suffix)) {
        return false;
    }
    name.resize(name.size() - suffix.size());
    return true;
}

/// The model's name of a tensor that is stored as a whole.
static std::string replacedName(std::string name) {
    for (const std::string_view part : {".base_layer", ".modules_to_save"}) {
        if (const size_t found = name.find(part); found != std::string::npos) {
            name.erase(found, part.size());
        }
    }
    return name;
}

void LoraAdapter::sortTensors() {
    constexpr std::string_view kPrefix = "base_model.model.";
    std::map<std::string, TensorView> a;
    std::map<std::string, TensorView> b;
    std::map<std::string, TensorView> embeddingA;
    std::map<std::string, TensorView> embeddingB;
    for (const TensorInfo& info : readSafetensorsHeader(m_weights.path(), m_weights.bytes())) {
        const TensorView tensor{m_weights.bytes().data() + info.fileOffset, info.dtype, info.shape};
        const bool isFloat = info.dtype == DType::F32 || info.dtype == DType::F16 || info.dtype == DType::BF16;
        if (!info.name.starts_with(kPrefix) || !isFloat) {
            throw inputError("adapter.tensors", fmt::format("{}: expected floating-point tensors named {}…, found {}.",
                                                            m_weights.path().string(), kPrefix, inQuotes(info.name)));
        }
        std::string name = info.name.substr(kPrefix.size());
        if (dropSuffix(name, ".lora_A.weight")) {
            a.emplace(name, tensor);
        } else if (dropSuffix(name, ".lora_B.weight")) {
            b.emplace(name, tensor);
        } else if (dropSuffix(name, ".lora_embedding_A")) {
            embeddingA.emplace(name, tensor);
        } else if (dropSuffix(name, ".lora_embedding_B")) {
            embeddingB.emplace(name, tensor);
        } else if (name.find(".lora_") != std::string::npos) {
            throw inputError("adapter.tensors", fmt::format("{}: a tensor named {} is of no kind that is merged.",
                                                            m_weights.path().string(), inQuotes(info.name)));
        } else {
            m_replacements.emplace(replacedName(name), tensor);
        }
    }
    pairMatrices(a, b, false);
    pairMatrices(embeddingA, embeddingB, true);
}

void LoraAdapter::pairMatrices(const std::map<std::string, TensorView>& a, const std::map<std::string, TensorView>& b,
                               bool embedding) {
    const std::string file = m_weights.path().string();
    for (const auto* side : {&a, &b}) {
        for (const auto& [module, tensor] : *side) {
            if (!(side == &a ? b : a).contains(module)) {
                throw inputError("adapter.tensors", fmt::format("{}: expected two LoRA matrices for {}, found one.",
                                                                file, inQuotes(module)));
            }
        }
    }
    for (const auto& [module, first] : a) {
        const TensorView& second = b.at(module);
        const int64_t rank = m_config.rankOf(module);
        if (first.shape.size() != 2 || second.shape.size() != 2 || first.shape[0] != rank || second.shape[1] != rank) {
            throw inputError("adapter.tensors",
                             fmt::format("{}: expected matrices {} × n and n × {} for {}, as adapter_config.json says, "
                                         "found {} and {}.",
                                         file, rank, rank, inQuotes(module), shapeText(first.shape),
                                         shapeText(second.shape)));
        }
        m_matrices.emplace(module,
                           LoraMatrices{first, second, m_config.factorOf(module), embedding || m_config.fanInFanOut});
    }
}

const LoraMatrices* LoraAdapter::matricesOf(const std::string& module) const {
    const auto found = m_matrices.find(module);
    return found == m_matrices.end() ? nullptr : &found->second;
}

std::vector<std::string> LoraAdapter::modules() const {
    std::vector<std::string> names;
    for (const auto& [module, matrices] : m_matrices) {
        names.push_back(module);
    }
    return names;
}

void addLora(const LoraMatrices& matrices, const std::string& module, const TensorSpan& weight) {
    // (B·A)ᵀ = Aᵀ·Bᵀ: the rows of what is added come from `left`, its columns from `right`.
    const int64_t rank = matrices.a.shape[0];
    const int64_t in = matrices.a.shape[1];
    const int64_t out = matrices.b.shape[0];
    const int64_t rows = matrices.transposed ? in : out;
    const int64_t columns = matrices.transposed ? out : in;
    if (weight.shape.size() != 2 || weight.shape[0] != rows || weight.shape[1] != columns) {
        throw inputError("adapter.shape", fmt::format("The adapter changes {} × {} values of {}, the model's are {}.",
                                                      rows, columns, inQuotes(module), shapeText(weight.shape)));
    }
    const Tensor first = toFloat32(matrices.a);
    const Tensor second = toFloat32(matrices.b);
    const auto a = first.floats();  // [rank, in]
    const auto b = second.floats(); // [out, rank]
    const auto sum = weight.floats();
    const auto factor = static_cast<float>(matrices.factor);
    for (int64_t row = 0; row < rows; ++row) {
        for (int64_t k = 0; k < rank; ++k) {
            const float scaled = factor * (matrices.transposed ? a[k * in + row] : b[row * rank + k]);
            for (int64_t column = 0; column < columns; ++column) {
                sum[row * columns + column] +=
                    scaled * (matrices.transposed ? b[column * rank + k] : a[k * in + column]);
            }
        }
    }
}

} // namespace salient
