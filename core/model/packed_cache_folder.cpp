// SPDX-License-Identifier: Apache-2.0
#include "core/model/packed_cache_folder.h"

#include "core/checkpoint/output_file.h"
#include "core/model/packed_cache_header.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace salient {

namespace {

namespace fs = std::filesystem;

const char* variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : nullptr;
}

fs::path userFolder() {
    if (const char* own = variable("SALIENT_CACHE_DIR")) {
        return fs::absolute(own) / "packed";
    }
    if (const char* xdg = variable("XDG_CACHE_HOME"); xdg != nullptr && *xdg == '/') {
        return fs::path(xdg) / "salient" / "packed";
    }
    const char* home = variable("HOME");
    return home != nullptr && *home == '/' ? fs::path(home) / ".cache" / "salient" / "packed" : fs::path();
}

std::optional<int64_t> bytesIn(const char* name) {
    const char* text = variable(name);
    if (text == nullptr) {
        return std::nullopt;
    }
    int64_t bytes = 0;
    const char* end = text + std::strlen(text);
    const auto [last, failure] = std::from_chars(text, end, bytes);
    if (failure != std::errc() || last != end || bytes < 0) {
        throw usageError("cache.variable", fmt::format("Expected a number of bytes as {}, found \"{}\".", name, text));
    }
    return bytes;
}

int64_t secondsSince1970(const fs::path& file) {
    std::error_code unknown;
    const auto time = fs::last_write_time(file, unknown);
    const auto age = unknown ? fs::file_time_type::duration::max() : fs::file_time_type::clock::now() - time;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return unknown ? 0
                   : std::chrono::duration_cast<std::chrono::seconds>(now).count() -
                         std::chrono::duration_cast<std::chrono::seconds>(age).count();
}

int64_t sizeOf(const fs::path& file) {
    std::error_code unknown;
    const auto size = fs::file_size(file, unknown);
    return unknown ? 0 : static_cast<int64_t>(size);
}

/// Everything of ours in the folder, finished or not, without a look inside; the one used last first.
std::vector<KeptWeights> filesIn(const fs::path& folder) {
    std::vector<KeptWeights> files;
    std::error_code failure; // a folder that is not there holds nothing
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
        if (at->path().filename().string().find(kPackedCacheEnding) != std::string::npos) {
            files.push_back({at->path(), sizeOf(at->path()), secondsSince1970(at->path()), std::nullopt});
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
    PackedCacheSettings settings{.folder = userFolder(), .mostBytes = bytesIn("SALIENT_CACHE_MOST_BYTES")};
    settings.smallestBytes = bytesIn("SALIENT_CACHE_SMALLEST_BYTES").value_or(settings.smallestBytes);
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
    const int64_t now =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
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
