// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/model/block.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace salient {

class PackedReader;

/// An opened model folder: configuration, mapped tensors, and blocks made from them one at a time. Reads dense folders
/// and quantised ones (core/formats/packed_reader.h).
class ModelSource {
public:
    /// Throws Error (input) for a folder that is no model, an unknown architecture, or tensors that are missing or
    /// whose shapes contradict config.json (all are checked here, before any weight is read).
    /// With the folder of a LoRA adapter its matrices are added to the weights as they are loaded.
    static ModelSource open(const std::filesystem::path& folder, const std::filesystem::path& adapter = {});
    ~ModelSource();
    ModelSource(ModelSource&&) noexcept;

    const std::filesystem::path& folder() const;
    const ModelConfig& config() const;
    /// Tensors bear the names of the family, also where the files lack a prefix of them (tensor_names.h).
    const Checkpoint& checkpoint() const;
    /// config.json as text, unchanged.
    const std::string& configText() const;
    bool quantized() const { return packedReader() != nullptr; }
    /// Of a quantised folder; null for a dense one.
    const PackedReader* packedReader() const;

    /// Dense weights look at the mapped file; packed ones, transposed ones, norms and biases are read. Valid while this
    /// object lives.
    Block loadBlock(int64_t layer) const { return loadBlock(layer, {}); }
    /// The same with packed weights from `lookup` where it has them.
    Block loadBlock(int64_t layer, const PackedLookup& lookup) const;
    /// A norm outside the blocks; empty for an empty name.
    Norm loadNorm(const std::string& name, const NormSpec& spec, int64_t features) const;
    /// A tensor outside the blocks, as the model runs with it; empty for an empty name.
    TensorView tensor(const std::string& name) const;

    /// Whether this tensor is part of a packed linear.
    bool packed(const std::string& tensor) const;
    /// Names of all tensors of a block, for prefetch() and release().
    std::vector<std::string> blockTensors(int64_t layer) const;

private:
    struct State;
    explicit ModelSource(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace salient
