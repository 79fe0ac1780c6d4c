// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/checkpoint_files.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace salient {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSingleFile = "model.safetensors";
constexpr const char* kIndexFile = "model.safetensors.index.json";

/// Names in a folder, sorted; none when it cannot be listed.
std::vector<std::string> namesIn(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code failure;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
        names.push_back(at->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// First of the names with this beginning and end, or "".
std::string firstLike(const std::vector<std::string>& names, std::string_view begin, std::string_view end) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
        return name.starts_with(begin) && name.ends_with(end);
    });
    return found == names.end() ? "" : *found;
}

/// What the download tools leave when they are interrupted, as the end of a sentence.
std::string unfinishedDownload(const fs::path& folder) {
    for (const fs::path& place : {folder, folder / ".cache" / "huggingface" / "download"}) {
        const std::string name = firstLike(namesIn(place), "", ".incomplete");
        if (!name.empty()) {
            return fmt::format(" (an unfinished download is there: {})", (place / name).string());
        }
    }
    return "";
}

/// Nothing readable was found: say what is there instead.
Error noWeights(const fs::path& folder) {
    const auto names = namesIn(folder);
    if (std::binary_search(names.begin(), names.end(), kSingleFile)) {
        return inputError("checkpoint.no_weights",
                          fmt::format("{} is a link to a file that is gone; download it again{}.",
                                      (folder / kSingleFile).string(), unfinishedDownload(folder)));
    }
    if (!firstLike(names, "model-", ".safetensors").empty()) {
        return inputError("checkpoint.missing_index",
                          fmt::format("{} is missing although shards are there; download it again{}.",
                                      (folder / kIndexFile).string(), unfinishedDownload(folder)));
    }
    if (const auto name = firstLike(names, "", ".gguf"); !name.empty()) {
        return inputError("checkpoint.no_weights",
                          fmt::format("{} holds a GGUF file ({}), which is quantised already; take the original model "
                                      "with {}.",
                                      folder.string(), name, kSingleFile));
    }
    for (const char* end : {".bin", ".pth", ".pt"}) {
        if (const auto name = firstLike(names, "", end); !name.empty()) {
            return inputError("checkpoint.no_weights",
                              fmt::format("{} holds its weights as {}, which is not read because such files can run "
                                          "code; convert them to safetensors with transformers' save_pretrained.",
                                          folder.string(), name));
        }
    }
    return inputError("checkpoint.no_weights", fmt::format("{} holds neither {} nor {}{}.", folder.string(),
                                                           kSingleFile, kIndexFile, unfinishedDownload(folder)));
}

/// A shard's name must stay inside the folder.
void checkShardName(const fs::path& index, const std::string& tensor, const nlohmann::json& name) {
    const bool plain =
        name.is_string() && name.get_ref<const std::string&>().ends_with(".safetensors") &&
        name.get_ref<const std::string&>().find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
    if (!plain) {
        throw inputError("checkpoint.bad_index",
                         fmt::format("{} maps tensor {} to {}; the name of a .safetensors file in the same folder was "
                                     "expected.",
                                     index.string(), inQuotes(tensor), inQuotes(name.dump())));
    }
}

std::map<std::string, std::string> readIndex(const fs::path& index) {
    constexpr int64_t kLargestIndex = 100'000'000;
    const auto json = parseJson(readTextFile(index, kLargestIndex), index.string());
    const auto map = json.is_object() ? json.find("weight_map") : json.end();
    if (!json.is_object() || map == json.end() || !map->is_object() || map->empty()) {
        throw inputError("checkpoint.bad_index",
                         fmt::format("{} needs a \"weight_map\" from tensor names to shards.", index.string()));
    }
    std::map<std::string, std::string> shardOf;
    for (const auto& [tensor, name] : map->items()) {
        checkShardName(index, tensor, name);
        shardOf.emplace(tensor, name.get_ref<const std::string&>());
    }
    return shardOf;
}

void checkShardsExist(const fs::path& folder, const std::set<std::string>& names) {
    std::vector<std::string> missing;
    std::copy_if(names.begin(), names.end(), std::back_inserter(missing), [&](const std::string& name) {
        std::error_code failure;
        return !fs::exists(folder / name, failure); // false for a link whose target is gone
    });
    if (missing.empty()) {
        return;
    }
    const bool one = missing.size() == 1;
    throw inputError("checkpoint.missing_shard",
                     fmt::format("{}{} missing: {} of {} shards are there; download {} again{}.",
                                 (folder / missing.front()).string(),
                                 one ? " is" : fmt::format(" and {} more are", missing.size() - 1),
                                 names.size() - missing.size(), names.size(), one ? "it" : "them",
                                 unfinishedDownload(folder)));
}

} // namespace

CheckpointFiles findCheckpointFiles(const fs::path& folder) {
    std::error_code failure;
    if (fs::exists(folder / kSingleFile, failure)) {
        return {{folder / kSingleFile}, {}};
    }
    const fs::path index = folder / kIndexFile;
    if (!fs::exists(index, failure)) {
        throw noWeights(folder);
    }
    CheckpointFiles files;
    files.shardOf = readIndex(index);
    std::set<std::string> names;
    for (const auto& [tensor, name] : files.shardOf) {
        names.insert(name);
    }
    checkShardsExist(folder, names);
    for (const std::string& name : names) {
        files.shards.push_back(folder / name);
    }
    return files;
}

} // namespace salient
