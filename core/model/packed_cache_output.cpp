// SPDX-License-Identifier: Apache-2.0
#include "core/model/packed_cache_output.h"

#include "core/checkpoint/xxh64.h"
#include "core/model/packed_cache_header.h"

#include <fmt/format.h>

#include <array>

#include <unistd.h>

namespace salient {

namespace {

/// Room for checksums of any length, so that the place of the weights is known before they are read.
int64_t longestHeader(const PackedCacheKey& key, std::vector<std::pair<std::string, PackedCacheEntry>> entries) {
    for (auto& [name, entry] : entries) {
        entry.data.sum = entry.order.sum = ~uint64_t{0};
    }
    return static_cast<int64_t>(packedCacheHeader(key, entries).size());
}

/// Another name for every process and every writer in it.
std::filesystem::path partialName(const std::filesystem::path& file, const void* writer) {
    return file.string() + fmt::format("{}{}-{}", kPartialMark, ::getpid(), fmt::ptr(writer));
}

std::span<const std::byte> bytesOf(const std::vector<int32_t>& order) {
    return std::as_bytes(std::span(order));
}

} // namespace

Issue notKept(const std::string& reason) {
    return {Severity::Warning, "cache.not_written",
            fmt::format("The packed weights are not kept for the next start: {}", reason)};
}

PackedCacheOutput::PackedCacheOutput(const std::filesystem::path& file, const PackedCacheKey& key,
                                     std::vector<NamedWeight> weights)
    : m_file(file), m_key(key), m_weights(std::move(weights)) {
    int64_t offset = 0;
    const auto place = [&offset](std::span<const std::byte> bytes) {
        const SummedBytes placed{offset, static_cast<int64_t>(bytes.size()), 0};
        offset = alignedPackedOffset(offset + placed.bytes);
        return placed;
    };
    int64_t end = 0;
    for (const NamedWeight& named : m_weights) {
        PackedCacheEntry entry;
        entry.form = named.weight->form();
        entry.order = place(bytesOf(entry.form.inputOrder));
        entry.data = place(named.weight->data());
        end = entry.data.offset + entry.data.bytes;
        m_entries.emplace_back(named.name, std::move(entry));
    }
    m_begin = alignedPackedOffset(static_cast<int64_t>(sizeof(PackedCachePrefix)) + longestHeader(m_key, m_entries));
    m_output.emplace(partialName(m_file, this), m_begin + end);
    m_thread = std::jthread([this](const std::stop_token& stopped) { write(stopped); });
}

std::optional<Issue> PackedCacheOutput::finish() {
    if (m_thread.joinable()) {
        m_thread.join();
    }
    return std::exchange(m_problem, std::nullopt);
}

void PackedCacheOutput::write(const std::stop_token& stopped) {
    try {
        writeWeights(stopped);
        if (stopped.stop_requested()) {
            m_output.reset(); // removes the file
            return;
        }
        std::string header = packedCacheHeader(m_key, m_entries);
        header.resize(static_cast<size_t>(m_begin) - sizeof(PackedCachePrefix), ' ');
        const auto text = std::as_bytes(std::span(header));
        const PackedCachePrefix prefix{.headerBytes = header.size(), .headerSum = xxh64(text)};
        m_output->writeAt(sizeof(prefix), text);
        m_output->writeAt(0, std::as_bytes(std::span(&prefix, 1)));
        m_output->finish();
        std::filesystem::rename(m_output->path(), m_file);
    } catch (const std::exception& error) {
        std::error_code gone;
        std::filesystem::remove(m_output->path(), gone);
        m_problem = notKept(error.what());
    }
}

void PackedCacheOutput::writeWeights(const std::stop_token& stopped) {
    constexpr size_t kPiece = 4 << 20; // between two looks at `stopped`
    for (size_t i = 0; i < m_weights.size(); ++i) {
        PackedCacheEntry& entry = m_entries[i].second;
        const std::array parts{std::pair(&entry.order, bytesOf(entry.form.inputOrder)),
                               std::pair(&entry.data, m_weights[i].weight->data())};
        for (const auto& [place, bytes] : parts) {
            place->sum = xxh64(bytes);
            for (size_t at = 0; at < bytes.size() && !stopped.stop_requested(); at += kPiece) {
                m_output->writeAt(m_begin + place->offset + static_cast<int64_t>(at),
                                  bytes.subspan(at, std::min(kPiece, bytes.size() - at)));
            }
        }
    }
}

} // namespace salient
