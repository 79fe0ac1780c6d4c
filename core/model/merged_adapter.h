// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/adapters/lora_adapter.h"
#include "core/model/block.h"

#include <filesystem>
#include <map>
#include <string>

namespace salient {

/// A LoRA adapter on its way into a model's weights (peft `merge_and_unload`).
class MergedAdapter {
public:
    /// Merges what lies outside the blocks at once, blocks when they are loaded. Throws Error (input): whatever
    /// LoraAdapter::open() throws, adapter.other_model for modules that the model does not have, adapter.shape.
    MergedAdapter(const std::filesystem::path& folder, const Checkpoint& model, const std::string& blockPrefix);

    /// Adds to the block's linears and replaces its norms and biases. A packed linear is an Error (input,
    /// adapter.packed).
    void merge(Block& block) const;
    void merge(Norm& norm) const;
    /// A merged tensor outside the blocks; empty when the adapter leaves it alone.
    TensorView outside(const std::string& name) const;

private:
    void checkNames(const std::filesystem::path& folder, const Checkpoint& model) const;
    void merge(Linear& linear) const;
    TensorView replacement(const std::string& name) const;

    LoraAdapter m_adapter;
    std::map<std::string, Tensor> m_outside; // F32
};

} // namespace salient
