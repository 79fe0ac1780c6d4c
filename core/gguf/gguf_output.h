// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/pending_output.h"

#include <filesystem>

namespace salient {

/// A GGUF file that appears under its name only when it is complete.
class GgufOutput {
public:
    /// Throws what PendingOutput throws; input "output.not_gguf" for anything there that is no GGUF file, which is
    /// never replaced (weights of the input are none).
    GgufOutput(const std::filesystem::path& file, const OutputOptions& options);

    /// Where to write; nothing lies there.
    const std::filesystem::path& path() const { return m_path; }
    /// Throws Error (resource) output.no_space.
    void requireSpace(int64_t bytes) const { m_pending.requireSpace(bytes); }
    /// Gives the synced file its name in one step. Throws Error.
    void commit() { m_pending.commit(m_path); }

private:
    PendingOutput m_pending;
    std::filesystem::path m_path;
};

} // namespace salient
