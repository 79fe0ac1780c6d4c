// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/model_folder.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace salient {

namespace {

namespace fs = std::filesystem;

/// The snapshot inside a folder of the Hugging Face cache (`models--org--name/snapshots/<hash>`), or "".
fs::path snapshotIn(const fs::path& folder) {
    std::error_code failure;
    for (fs::directory_iterator at(folder / "snapshots", failure), end; !failure && at != end; at.increment(failure)) {
        std::error_code ignored;
        if (fs::exists(at->path() / "config.json", ignored)) {
            return at->path();
        }
    }
    return {};
}

/// First file with this extension, or "".
fs::path fileWithExtension(const fs::path& folder, const char* extension) {
    std::error_code failure;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
        if (at->path().extension() == extension) {
            return at->path();
        }
    }
    return {};
}

Error notAFolder(const fs::path& path) {
    if (path.extension() == ".gguf") {
        return inputError("model_folder.gguf",
                          fmt::format("{} is a GGUF file, which is quantised already; give the Hugging Face folder of "
                                      "the original model.",
                                      path.string()));
    }
    return inputError(
        "model_folder.not_a_folder",
        fmt::format("{} is a file; give the folder that holds config.json and the weights.", path.string()));
}

Error noConfig(const fs::path& folder) {
    if (const fs::path snapshot = snapshotIn(folder); !snapshot.empty()) {
        return inputError("model_folder.no_config",
                          fmt::format("{} is a folder of the Hugging Face cache; give the model inside it: {}.",
                                      folder.string(), snapshot.string()));
    }
    std::error_code ignored;
    if (fs::exists(folder / "adapter_config.json", ignored)) {
        return inputError("model_folder.no_config",
                          fmt::format("{} holds a LoRA adapter and no config.json; merge it into its base model first.",
                                      folder.string()));
    }
    if (const fs::path gguf = fileWithExtension(folder, ".gguf"); !gguf.empty()) {
        return inputError("model_folder.gguf",
                          fmt::format("{} is a GGUF file, which is quantised already; give the Hugging Face folder of "
                                      "the original model.",
                                      gguf.string()));
    }
    return inputError("model_folder.no_config", fmt::format("{} is missing: is this a Hugging Face model folder?",
                                                            (folder / "config.json").string()));
}

} // namespace

void requireModelFolder(const fs::path& path) {
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (!fs::exists(status)) {
        throw inputError("model_folder.missing",
                         fmt::format("{} does not exist or cannot be reached.", inQuotes(path.string())));
    }
    if (!fs::is_directory(status)) {
        throw notAFolder(path);
    }
}

ModelFolder::ModelFolder(std::unique_ptr<const nlohmann::ordered_json> config, Checkpoint checkpoint)
    : m_config(std::move(config)), m_checkpoint(std::move(checkpoint)) {}
ModelFolder::~ModelFolder() = default;
ModelFolder::ModelFolder(ModelFolder&&) noexcept = default;
ModelFolder& ModelFolder::operator=(ModelFolder&&) noexcept = default;

ModelFolder ModelFolder::open(const fs::path& path) {
    requireModelFolder(path);
    const fs::path config = path / "config.json";
    std::error_code failure;
    if (!fs::exists(config, failure)) {
        throw noConfig(path);
    }
    auto json = std::make_unique<const nlohmann::ordered_json>(readJsonFile(config));
    return {std::move(json), Checkpoint::open(path)};
}

} // namespace salient
