// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/adapters/lora_config.h"
#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/mapped_file.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace salient {

/// What a LoRA adapter adds to one weight: W += factor · B·A, transposed where W is stored [in, out].
struct LoraMatrices {
    TensorView a; ///< [rank, in]
    TensorView b; ///< [out, rank]
    double factor = 1.0;
    bool transposed = false; ///< embeddings, and layers with fan_in_fan_out
};

/// A folder with adapter_config.json and adapter_model.safetensors as peft saves them.
/// Source: huggingface/peft, docs "PEFT checkpoint format"; src/peft/tuners/lora/layer.py get_delta_weight.
class LoraAdapter {
public:
    /// Throws Error (input) in one sentence: adapter.missing, whatever readLoraConfig() throws, safetensors.*,
    /// adapter.tensors for matrices that miss their partner, have another rank than the configuration or no known name.
    static LoraAdapter open(const std::filesystem::path& folder);

    /// Null for a module that the adapter leaves alone; `module` without ".weight": "model.layers.0.mlp.down_proj".
    /// The matrices are valid as long as the adapter.
    const LoraMatrices* matricesOf(const std::string& module) const;
    /// The modules with matrices, by name.
    std::vector<std::string> modules() const;
    /// Whole tensors that stand in the place of the model's, before matrices are added: modules_to_save, biases,
    /// resized embeddings. By the model's names ("model.norm.weight").
    const std::map<std::string, TensorView>& replacements() const { return m_replacements; }

private:
    LoraAdapter(LoraConfig config, MappedFile weights);
    void sortTensors();
    void pairMatrices(const std::map<std::string, TensorView>& a, const std::map<std::string, TensorView>& b,
                      bool embedding);

    LoraConfig m_config;
    MappedFile m_weights;
    std::map<std::string, LoraMatrices> m_matrices;
    std::map<std::string, TensorView> m_replacements;
};

/// Adds the matrices to `weight` (F32, [out, in], or [in, out] when they are transposed). Throws Error (input,
/// adapter.shape) naming `module` when the shapes do not fit.
void addLora(const LoraMatrices& matrices, const std::string& module, const TensorSpan& weight);

} // namespace salient
