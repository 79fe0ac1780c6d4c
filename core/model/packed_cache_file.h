// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/read_ahead.h"
#include "kernels/packed_weight.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace salient {

/// What a file of packed weights was made from, and for whom.
struct PackedCacheKey {
    std::string model;  ///< the folder, for people
    std::string layout; ///< Backend::packedLayout()
    int headBits = 16;  ///< 8: the output head is among the weights
    std::string state;  ///< a digest of everything else that the weights depend on: files, their times, configuration

    bool sameWeights(const PackedCacheKey& other) const {
        return layout == other.layout && headBits == other.headBits && state == other.state;
    }
};

/// Bytes in a file and their xxh64().
struct SummedBytes {
    int64_t offset = 0;
    int64_t bytes = 0; ///< 0: absent
    uint64_t sum = 0;
};

/// Where one weight lies in the file.
struct PackedCacheEntry {
    PackedForm form; ///< without the order of the inputs, which lies in the file
    SummedBytes order;
    SummedBytes data;
};

/// A file of packed weights, opened. Layout: "SALPACK1"; the bytes of the header and their xxh64, both 64 bits,
/// little-endian; the header, JSON; then at multiples of 4096 the weights, with int32 orders of inputs between them.
class PackedCacheFile {
public:
    /// Throws Error (input): cache.missing when there is no such file, cache.damaged for one whose header is broken or
    /// whose size is not what the header says.
    explicit PackedCacheFile(const std::filesystem::path& file);
    ~PackedCacheFile();
    PackedCacheFile(const PackedCacheFile&) = delete;
    PackedCacheFile& operator=(const PackedCacheFile&) = delete;

    const PackedCacheKey& key() const { return m_key; }
    const std::map<std::string, PackedCacheEntry>& entries() const { return m_entries; }
    /// All weights, in the order of the file.
    FileRange range() const { return {m_path, m_begin, m_size}; }

    /// The whole form of an entry. Both may be called by several threads and throw Error (input) cache.damaged when the
    /// bytes are not those that were written.
    PackedForm form(const PackedCacheEntry& entry) const;
    void read(const SummedBytes& from, std::span<std::byte> to) const;

private:
    void readHeader();
    void readAt(int64_t offset, std::span<std::byte> to) const;

    std::filesystem::path m_path;
    int m_descriptor = -1;
    int64_t m_size = 0;
    int64_t m_begin = 0; ///< of the weights
    PackedCacheKey m_key;
    std::map<std::string, PackedCacheEntry> m_entries;
};

} // namespace salient
