// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/hugging_face_cache.h"

#include "core/checkpoint/json_file.h"
#include "core/checkpoint/model_folder.h"
#include "core/environment.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace fs = std::filesystem;

namespace salient {

fs::path huggingFaceCache() {
    if (const std::string cache = environmentText("HF_HUB_CACHE"); !cache.empty()) {
        return cache;
    }
    if (const std::string home = environmentText("HF_HOME"); !home.empty()) {
        return fs::path(home) / "hub";
    }
    return fs::path(environmentText("HOME")) / ".cache" / "huggingface" / "hub";
}

namespace {

/// hf:datasets/OWNER/NAME/PATH in its parts. Old data sets have no owner.
struct Place {
    std::string kind = "models";
    std::string owner;
    std::string name;
    fs::path path;

    /// As the cache names its folder: "datasets--OWNER--NAME".
    std::string folder() const { return kind + "--" + owner + "--" + name; }
};

Place parsePlace(const std::string& text) {
    fs::path rest(text.substr(3));
    std::vector<std::string> parts;
    for (const fs::path& part : rest) {
        if (part == "." || part == ".." || part.has_root_path()) {
            parts.clear();
            break;
        }
        if (!part.empty()) {
            parts.push_back(part.string());
        }
    }
    Place place;
    size_t next = 0;
    if (!parts.empty() && parts.front() == "datasets") {
        place.kind = "datasets";
        ++next;
    }
    if (parts.size() < next + 2) {
        throw usageError("hf.place",
                         fmt::format("Expected hf:OWNER/NAME or hf:datasets/OWNER/NAME, found {}.", inQuotes(text)));
    }
    place.owner = parts[next];
    place.name = parts[next + 1];
    for (size_t i = next + 2; i < parts.size(); ++i) {
        place.path /= parts[i];
    }
    return place;
}

/// "OWNER/NAME, …" of one kind, at most a dozen.
std::string whatIsThere(const fs::path& cache, const std::string& kind) {
    constexpr size_t kMostNames = 12;
    std::vector<std::string> names;
    std::error_code missing; // a cache that does not exist holds nothing
    for (const auto& entry : fs::directory_iterator(cache, missing)) {
        std::string name = entry.path().filename().string();
        if (name.starts_with(kind + "--")) {
            name = name.substr(kind.size() + 2);
            if (const size_t border = name.find("--"); border != std::string::npos) {
                name.replace(border, 2, "/");
            }
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    const size_t shown = std::min(names.size(), kMostNames);
    std::string list;
    for (size_t i = 0; i < shown; ++i) {
        list += (i == 0 ? "" : ", ") + names[i];
    }
    return names.empty() ? "nothing of the kind"
                         : list + (shown < names.size() ? fmt::format(" and {} more", names.size() - shown) : "");
}

/// The revision that refs/main names, or the only one there is.
fs::path snapshotOf(const fs::path& folder) {
    constexpr int64_t kLongestRevision = 200;
    const fs::path reference = folder / "refs" / "main";
    std::error_code ignored; // what cannot be looked at is not there
    if (fs::exists(reference, ignored)) {
        std::string revision = readTextFile(reference, kLongestRevision);
        revision.erase(revision.find_last_not_of(" \r\n\t") + 1);
        if (fs::path(revision).filename() == revision && revision != "." && revision != "..") {
            return folder / "snapshots" / revision;
        }
    }
    std::vector<fs::path> snapshots;
    for (const auto& entry : fs::directory_iterator(folder / "snapshots", ignored)) {
        snapshots.push_back(entry.path());
    }
    return snapshots.size() == 1 ? snapshots.front() : fs::path();
}

} // namespace

fs::path findInHuggingFaceCache(const std::string& text) {
    const Place place = parsePlace(text);
    const fs::path cache = huggingFaceCache();
    const fs::path folder = cache / place.folder();
    std::error_code ignored; // what cannot be looked at is not there
    if (!fs::is_directory(folder, ignored)) {
        throw inputError("hf.not_cached",
                         fmt::format("Expected {} in Hugging Face's cache {}, found {}; download it with: hf download "
                                     "{}/{}{}",
                                     text, cache.string(), whatIsThere(cache, place.kind), place.owner, place.name,
                                     place.kind == "datasets" ? " --repo-type dataset." : "."));
    }
    const fs::path snapshot = snapshotOf(folder);
    if (snapshot.empty() || !fs::is_directory(snapshot, ignored)) {
        throw inputError("hf.no_snapshot",
                         fmt::format("Hugging Face's cache knows {} at {}, but holds no complete snapshot of its main "
                                     "revision; download it again.",
                                     text, folder.string()));
    }
    const fs::path found = place.path.empty() ? snapshot : snapshot / place.path;
    if (!fs::exists(found, ignored)) {
        throw inputError("hf.no_path", fmt::format("The snapshot {} of {}/{} holds no {}.", snapshot.string(),
                                                   place.owner, place.name, place.path.string()));
    }
    return found;
}

fs::path resolveModelFolder(const std::string& model) {
    if (model.starts_with("hf:")) {
        return findInHuggingFaceCache(model);
    }
    if (!model.empty()) {
        requireModelFolder(model);
    }
    return model;
}

} // namespace salient
