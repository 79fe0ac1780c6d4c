// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace salient {

/// The safetensors files of a model folder.
struct CheckpointFiles {
    std::vector<std::filesystem::path> shards; ///< full paths, sorted by name
    /// File name of the shard for each tensor, as the index says; empty without an index.
    std::map<std::string, std::string> shardOf;
};

/// As transformers looks: `model.safetensors` first, else the shards of `model.safetensors.index.json`.
/// Throws Error (input): checkpoint.no_weights (the sentence says what else is there and what to do),
/// checkpoint.missing_index, checkpoint.missing_shard, checkpoint.bad_index, json.*.
CheckpointFiles findCheckpointFiles(const std::filesystem::path& folder);

} // namespace salient
