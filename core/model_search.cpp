// SPDX-License-Identifier: Apache-2.0
#include "core/model_search.h"

#include "core/checkpoint/hugging_face_cache.h"
#include "core/checkpoint/output_file.h"
#include "core/environment.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unistd.h>

namespace fs = std::filesystem;

namespace salient {

namespace {

constexpr std::string_view kModels = "models--";

std::vector<fs::path> foldersIn(const fs::path& folder) {
    std::vector<fs::path> folders;
    std::error_code failure; // a folder that cannot be listed holds nothing
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
        std::error_code ignored;
        if (at->is_directory(ignored)) {
            folders.push_back(at->path());
        }
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// "models--org--name" as people write it.
std::string repositoryName(const fs::path& repository) {
    const std::string name = repository.filename().string().substr(kModels.size());
    const size_t border = name.find("--");
    return border == std::string::npos ? name : fmt::format("{}/{}", name.substr(0, border), name.substr(border + 2));
}

bool hasUnfinishedDownload(const fs::path& repository) {
    std::error_code failure; // a folder that cannot be listed holds nothing
    for (fs::directory_iterator at(repository / "blobs", failure), end; !failure && at != end; at.increment(failure)) {
        if (at->path().extension() == ".incomplete") {
            return true;
        }
    }
    return false;
}

class ModelSearch {
public:
    explicit ModelSearch(const RunContext& context) : m_context(context) {}

    void addFolder(const fs::path& folder, int levels) {
        m_context.checkCancelled();
        const std::string name = folder.filename().string();
        if (name.starts_with(kModels)) {
            addRepository(folder);
        } else if (looksLikeModel(folder)) {
            add(describeModel(folder));
        } else if (levels > 0) {
            for (const fs::path& inner : foldersIn(folder)) {
                if (!inner.filename().string().starts_with(".")) {
                    addFolder(inner, levels - 1);
                }
            }
        }
    }

    void addCache(const fs::path& cache) {
        for (const fs::path& repository : foldersIn(cache)) {
            if (repository.filename().string().starts_with(kModels)) {
                addRepository(repository);
            }
        }
    }

    std::vector<ModelListing> finish() {
        std::sort(m_found.begin(), m_found.end(), [](const ModelListing& a, const ModelListing& b) {
            return std::tie(a.name, a.revision, a.path) < std::tie(b.name, b.revision, b.path);
        });
        return std::move(m_found);
    }

private:
    void add(ModelListing listing) {
        std::error_code failure; // then the path as it is will do
        const fs::path place = fs::weakly_canonical(listing.path, failure);
        if (m_known.insert(failure ? listing.path : place).second) {
            m_found.push_back(std::move(listing));
        }
    }

    /// Snapshots that hold more than a tokenizer, and what a download that was stopped has left.
    void addRepository(const fs::path& repository) {
        const bool unfinished = hasUnfinishedDownload(repository);
        bool listed = false;
        for (const fs::path& snapshot : foldersIn(repository / "snapshots")) {
            m_context.checkCancelled();
            std::error_code ignored; // what cannot be looked at is not there
            const bool isModel =
                looksLikeModel(snapshot) || (unfinished && fs::exists(snapshot / "config.json", ignored));
            if (isModel) {
                ModelListing listing = describeModel(snapshot);
                listing.revision = snapshot.filename().string();
                addCached(std::move(listing), repository);
                listed = true;
            }
        }
        if (unfinished && !listed) {
            ModelListing listing;
            listing.path = repository;
            listing.missing = {"config.json", "model.safetensors"};
            listing.reason = fmt::format("{} was downloaded by half; download it again.", repositoryName(repository));
            addCached(std::move(listing), repository);
        }
    }

    void addCached(ModelListing listing, const fs::path& repository) {
        listing.cached = true;
        listing.name = repositoryName(repository);
        add(std::move(listing));
    }

    const RunContext& m_context;
    std::set<fs::path> m_known;
    std::vector<ModelListing> m_found;
};

SearchRoot rootAt(const fs::path& path, bool isCache) {
    SearchRoot root;
    root.path = path;
    root.isCache = isCache;
    std::error_code ignored; // what cannot be looked at is not there
    root.exists = fs::is_directory(path, ignored);
    root.writable = root.exists && ::access(path.c_str(), W_OK | X_OK) == 0;
    root.freeBytes = root.exists ? freeBytes(path) : -1;
    return root;
}

} // namespace

std::vector<SearchRoot> searchRoots(const std::vector<fs::path>& given) {
    std::vector<SearchRoot> roots;
    for (const fs::path& path : given) {
        roots.push_back(rootAt(path, false));
    }
    if (given.empty()) {
        std::error_code ignored; // a current folder that was removed holds no models
        roots.push_back(rootAt(fs::current_path(ignored), false));
        if (const std::string home = environmentText("HOME"); !home.empty()) {
            roots.push_back(rootAt(fs::path(home) / "models", false));
        }
    }
    roots.push_back(rootAt(huggingFaceCache(), true));
    return roots;
}

std::vector<ModelListing> findModels(const std::vector<SearchRoot>& roots, const RunContext& context) {
    constexpr int kLevels = 2;
    ModelSearch search(context);
    for (const SearchRoot& root : roots) {
        if (root.exists && root.isCache) {
            search.addCache(root.path);
        } else if (root.exists) {
            search.addFolder(root.path, kLevels);
        }
    }
    return search.finish();
}

} // namespace salient
