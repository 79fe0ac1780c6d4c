// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <memory>

namespace salient {

/// Throws Error (input) when there is nothing, or something else than a folder: model_folder.missing,
/// model_folder.not_a_folder, model_folder.gguf.
void requireModelFolder(const std::filesystem::path& path);

/// A Hugging Face model folder: config.json and the weights, both checked as far as that needs no architecture.
class ModelFolder {
public:
    /// Throws Error (input) in one sentence: as requireModelFolder(), model_folder.gguf for a folder of them,
    /// model_folder.no_config, json.*, and whatever Checkpoint::open throws.
    static ModelFolder open(const std::filesystem::path& path);
    ~ModelFolder();
    ModelFolder(ModelFolder&&) noexcept;
    ModelFolder& operator=(ModelFolder&&) noexcept;

    const std::filesystem::path& path() const { return m_checkpoint.folder(); }
    /// config.json, an object with its keys in their order.
    const nlohmann::ordered_json& config() const { return *m_config; }
    const Checkpoint& checkpoint() const { return m_checkpoint; }
    Checkpoint& checkpoint() { return m_checkpoint; }

private:
    ModelFolder(std::unique_ptr<const nlohmann::ordered_json> config, Checkpoint checkpoint);
    std::unique_ptr<const nlohmann::ordered_json> m_config;
    Checkpoint m_checkpoint;
};

} // namespace salient
