// SPDX-License-Identifier: Apache-2.0
#include "core/model/packed_cache_folder.h"

#include "core/checkpoint/output_file.h"
#include "core/checkpoint/user_cache.h"
#include "core/environment.h"
#include "core/model/packed_cache_header.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include <sys/stat.h>

namespace salient {

namespace {

namespace fs = std::filesystem;

/// Everything of ours in the folder, finished or not, without a look inside; the one used last first.
std::vector<KeptWeights> filesIn(const fs::path& folder) {
    std::vector<KeptWeights> files;
    std::error_code failure; // a folder that is not there holds nothing
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
        if (at->path().filename().string().find(kPackedCacheEnding) != std::string::npos) {
            struct stat status {}; // of a file that has just gone: all 0
            ::stat(at->path().c_str(), &status);
            files.push_back({at->path(), status.st_size, status.st_mtime, std::nullopt});
        }
    }
    std::sort(files.begin(), files.end(), [](const KeptWeights& a, const KeptWeights& b) {
        return a.lastUsed != b.lastUsed ? a.lastUsed > b.lastUsed : a.file < b.file;
    });
    return files;
}

bool isPartial(const KeptWeights& kept) {
    return kept.file.filename().string().find(kPartialMark) != std::string::npos;
}

int64_t sumOf(const std::vector<KeptWeights>& files) {
    int64_t bytes = 0;
    for (const KeptWeights& kept : files) {
        bytes += kept.bytes;
    }
    return bytes;
}

} // namespace

PackedCacheSettings PackedCacheSettings::ofUser() {
    PackedCacheSettings settings{.folder = userCacheFolder("packed"),
                                 .mostBytes = environmentCount("SALIENT_CACHE_MOST_BYTES", "bytes")};
    settings.smallestBytes = environmentCount("SALIENT_CACHE_SMALLEST_BYTES", "bytes").value_or(settings.smallestBytes);
    return settings;
}

int64_t PackedCacheSettings::limit() const {
    constexpr int64_t kMost = 20'000'000'000;
    if (mostBytes) {
        return *mostBytes;
    }
    std::error_code missing; // the folder is made when something is written
    fs::path there = folder;
    while (!there.empty() && !fs::exists(there, missing) && there != there.parent_path()) {
        there = there.parent_path();
    }
    const int64_t free = freeBytes(there);
    return free < 0 ? kMost : std::min(kMost, (free + sumOf(filesIn(folder))) / 10);
}

std::vector<KeptWeights> keptWeights(const fs::path& folder) {
    std::vector<KeptWeights> files = filesIn(folder);
    std::erase_if(files, isPartial);
    for (KeptWeights& kept : files) {
        try {
            kept.key = PackedCacheFile(kept.file).key();
        } catch (const Error&) {
            kept.key.reset(); // said by the absence
        }
    }
    return files;
}

std::string reasonToForget(const KeptWeights& kept) {
    std::error_code unknown;
    if (!kept.key) {
        return "damaged";
    }
    return fs::exists(fs::path(kept.key->model) / "config.json", unknown) || unknown ? "" : "its model is gone";
}

bool makeRoom(const PackedCacheSettings& settings, int64_t wanted, const fs::path& spared) {
    constexpr int64_t kAbandonedSeconds = 3600;
    const int64_t limit = settings.limit();
    if (wanted > limit) {
        return false;
    }
    const int64_t now = std::time(nullptr);
    std::vector<KeptWeights> files = filesIn(settings.folder);
    std::error_code failure; // what cannot be removed stays
    std::erase_if(files, [&](const KeptWeights& kept) {
        const bool abandoned = isPartial(kept) && now - kept.lastUsed > kAbandonedSeconds;
        return kept.file == spared || (abandoned && fs::remove(kept.file, failure));
    });
    for (int64_t bytes = sumOf(files) + wanted; bytes > limit && !files.empty(); files.pop_back()) {
        if (!isPartial(files.back()) && fs::remove(files.back().file, failure)) {
            bytes -= files.back().bytes;
        }
    }
    return true;
}

} // namespace salient
