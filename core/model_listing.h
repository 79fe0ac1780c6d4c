// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace salient {

/// What can be done with a model.
enum class ModelSupport {
    Full,   ///< everything
    Partly, ///< not all commands; the reason says which
    None,
};

/// A model folder as lists show it, from its file names and headers alone.
struct ModelListing {
    std::filesystem::path path;
    std::string name;     ///< "org/name" in Hugging Face's cache, else the folder's name
    std::string revision; ///< of the cache, a commit
    bool cached = false;
    std::string className;             ///< "LlamaForCausalLM"; empty when config.json does not say
    std::string family;                ///< "llama"
    std::optional<int64_t> parameters; ///< unknown while files are missing
    int64_t bytes = 0;                 ///< of the weight files that are there
    std::string dtype;                 ///< that most of the weights have
    std::vector<std::string> missing;  ///< files that were not downloaded
    std::string quantization;          ///< "awq 4 bit g128"; empty for none
    ModelSupport support = ModelSupport::None;
    std::string reason;   ///< one sentence when support is not full
    int64_t modified = 0; ///< seconds since 1970, of the newest of config.json and the weights
};

/// Whether the folder has a config.json and weights of any kind, also unfinished ones.
bool looksLikeModel(const std::filesystem::path& folder);

/// Describes a folder; what is broken or unknown is its reason, never an exception. Weights are not read.
ModelListing describeModel(const std::filesystem::path& folder);

} // namespace salient
