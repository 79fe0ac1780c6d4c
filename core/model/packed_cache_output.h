// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/output_file.h"
#include "core/issue.h"
#include "core/model/linear.h"
#include "core/model/packed_cache_file.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace salient {

/// Writes a file of packed weights beside other work, under a temporary name that becomes the final one at the end: it
/// is there whole or not at all, and two writers do not disturb each other.
class PackedCacheOutput {
public:
    /// Takes the room, then begins in a thread of its own; the weights outlive this object. Throws Error (resource) as
    /// OutputFile.
    PackedCacheOutput(const std::filesystem::path& file, const PackedCacheKey& key, std::vector<NamedWeight> weights);
    /// Gives up what is not finished, without a trace.
    ~PackedCacheOutput() = default;
    PackedCacheOutput(const PackedCacheOutput&) = delete;
    PackedCacheOutput& operator=(const PackedCacheOutput&) = delete;

    /// Waits for the end. What went wrong, if anything did.
    std::optional<Issue> finish();

private:
    using Placed = std::pair<std::string, PackedCacheEntry>;

    void write(const std::stop_token& stopped);
    void writeWeights(const std::stop_token& stopped);

    std::filesystem::path m_file;
    PackedCacheKey m_key;
    std::vector<NamedWeight> m_weights;
    std::vector<Placed> m_entries; ///< of m_weights; offsets count from the first weight
    int64_t m_begin = 0;           ///< of the first weight
    std::optional<OutputFile> m_output;
    std::optional<Issue> m_problem;
    std::jthread m_thread; ///< the last member: ends before what it uses
};

/// As an issue: the weights were not kept because of this.
Issue notKept(const std::string& reason);

} // namespace salient
