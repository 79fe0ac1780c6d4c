// SPDX-License-Identifier: Apache-2.0
#include "core/model/packed_cache.h"

#include "core/checkpoint/output_file.h"
#include "core/checkpoint/xxh64.h"
#include "core/model/packed_cache_header.h"
#include "core/version.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <sys/stat.h>

namespace fs = std::filesystem;

namespace salient {

namespace {

std::string digestOf(const std::string& text) {
    return fmt::format("{:016x}", xxh64(std::as_bytes(std::span(text))));
}

/// Name, size, times and place on the disk of a file: another one in its stead differs in something.
std::string stateOf(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        return {};
    }
    return fmt::format("{} {} {}.{} {}.{} {}\n", file.filename().string(), status.st_size, status.st_mtim.tv_sec,
                       status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec, status.st_ino);
}

PackedCacheKey keyOf(const ModelSource& source, const Backend& backend, int headBits) {
    std::error_code failure; // the folder was opened: its path is one
    const std::string folder = fs::weakly_canonical(source.folder(), failure).string();
    std::string state = fmt::format("{}\n{}\n{}\n", programVersion(), folder, source.configText());
    for (const char* name : {"quantize_config.json", "quant_config.json"}) { // older files with bits and groups
        state += stateOf(source.folder() / name);
    }
    fs::path last;
    for (const TensorInfo& tensor : source.checkpoint().tensors()) {
        if (tensor.file != last) {
            last = tensor.file;
            state += stateOf(last);
        }
    }
    return {folder, backend.packedLayout(), headBits, digestOf(state)};
}

Issue asIssue(const Error& error) {
    return {Severity::Warning, error.code(), fmt::format("{} They are made anew.", error.what())};
}

} // namespace

PackedCache::PackedCache(PackedCacheSettings settings, const ModelSource& source, const Backend& backend, int headBits)
    : m_settings(std::move(settings)), m_key(keyOf(source, backend, headBits)) {
    if (m_settings.folder.empty()) {
        return;
    }
    const std::string place = fmt::format("{}\n{}\n{}", m_key.model, m_key.layout, m_key.headBits);
    m_path = m_settings.folder /
             fmt::format("{}-{}{}", fs::path(m_key.model).filename().string(), digestOf(place), kPackedCacheEnding);
    try {
        m_file = std::make_unique<PackedCacheFile>(m_path);
        m_incomplete = !m_file->key().sameWeights(m_key);
        if (m_incomplete) {
            m_file.reset();
            m_issue = Issue{Severity::Notice, "cache.stale",
                            fmt::format("The packed weights in {} are of other files than {} has now. They are made "
                                        "anew.",
                                        m_path.string(), m_key.model)};
        }
    } catch (const Error& error) {
        if (error.code() != "cache.missing") {
            m_issue = asIssue(error);
        }
    }
}

void PackedCache::spoil(const Issue& issue) {
    const std::lock_guard lock(m_mutex);
    m_incomplete = true;
    m_issue = issue;
}

std::unique_ptr<PackedWeight> PackedCache::take(Backend& backend, const std::string& name, int64_t out, int64_t in) {
    if (m_file == nullptr) {
        return nullptr;
    }
    try {
        const auto found = m_file->entries().find(name);
        if (found == m_file->entries().end() || found->second.form.out != out || found->second.form.in != in) {
            throw inputError("cache.damaged", fmt::format("The packed weights in {} have no {} [{}, {}].",
                                                          m_path.string(), name, out, in));
        }
        const PackedCacheEntry& entry = found->second;
        return backend.restore(m_file->form(entry),
                               [&](std::span<std::byte> bytes) { m_file->read(entry.data, bytes); });
    } catch (const Error& error) {
        if (error.code() != "cache.damaged") {
            throw;
        }
        spoil(asIssue(error));
        return nullptr;
    }
}

std::unique_ptr<PackedCacheOutput> PackedCache::keep(std::vector<NamedWeight> weights) {
    int64_t bytes = 0;
    for (const NamedWeight& named : weights) {
        bytes += named.weight->bytes();
    }
    std::error_code failure;
    if (m_settings.folder.empty() || bytes < m_settings.smallestBytes || bytes == 0) {
        return nullptr;
    }
    if (!m_incomplete) {
        fs::last_write_time(m_path, fs::file_time_type::clock::now(), failure); // a cache that only reads is as good
        return nullptr;
    }
    m_file.reset();
    fs::create_directories(m_settings.folder, failure); // the output says what became of it
    if (!makeRoom(m_settings, bytes, m_path)) {
        throw resourceError("cache.too_large",
                            fmt::format("they take {} and those of all models may take {} in {} (by default a tenth of "
                                        "its disk's free room; SALIENT_CACHE_MOST_BYTES and SALIENT_CACHE_DIR).",
                                        bytesText(bytes), bytesText(m_settings.limit()), m_settings.folder.string()));
    }
    return std::make_unique<PackedCacheOutput>(m_path, m_key, std::move(weights));
}

} // namespace salient
