// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/pending_output.h"

#include <filesystem>

namespace salient {

/// A model folder that appears under its final name only when it is complete.
class OutputFolder {
public:
    using Options = OutputOptions;
    /// Throws what PendingOutput throws; input "output.not_a_model" for anything there that is no model folder and not
    /// empty, which is never replaced.
    OutputFolder(const std::filesystem::path& finalPath, const Options& options);
    /// Throws what the constructor would throw, and makes and removes nothing.
    static void check(const std::filesystem::path& finalPath, const Options& options);

    /// Where to write.
    const std::filesystem::path& path() const { return m_pending.workspace(); }
    /// Syncs all files and moves the folder to its final name in one step (exchanging it with the old one).
    void commit();

private:
    PendingOutput m_pending;
};

} // namespace salient
