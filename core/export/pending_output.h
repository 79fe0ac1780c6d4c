// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace salient {

struct OutputOptions {
    std::filesystem::path input; ///< the model that is read: never overwritten
    bool overwrite = false;
    int64_t plannedBytes = 0; ///< 0: not known yet, see PendingOutput::requireSpace()
};

/// What an output may replace.
struct OutputKind {
    const char* refusal; ///< code of the Error when something has the name that must stay
    /// Why what has the name must stay, as the end of a sentence; "" when it may be replaced.
    std::string (*whyKept)(const std::filesystem::path& found);
};

/// A folder or a file that appears under its final name whole or not at all. Until commit() it is made in a workspace
/// beside it, the folder ".<name>.partial-<pid>-<random>" that holds a lock; whatever ends the process, the final name
/// never shows half of it.
class PendingOutput {
public:
    /// Throws Error: input "output.exists", "output.is_input", "output.parent", `kind.refusal`; resource
    /// "output.no_space" with both numbers, "output.write_failed", "output.cannot_replace". Removes what killed runs
    /// left beside the same name.
    PendingOutput(const std::filesystem::path& finalPath, const OutputKind& kind, const OutputOptions& options);
    /// Throws what the constructor would throw, and makes and removes nothing.
    static void check(const std::filesystem::path& finalPath, const OutputKind& kind, const OutputOptions& options);
    /// Removes the workspace unless committed.
    ~PendingOutput();
    PendingOutput(const PendingOutput&) = delete;
    PendingOutput& operator=(const PendingOutput&) = delete;

    /// Absolute.
    const std::filesystem::path& finalPath() const { return m_final; }
    const std::filesystem::path& workspace() const { return m_workspace; }
    /// Throws Error (resource) output.no_space.
    void requireSpace(int64_t bytes) const;
    /// Moves `finished`, the workspace itself or something in it, that is on the disk already, to the final name in one
    /// step, in place of what is there. When something else has taken the name meanwhile, the work is kept under a free
    /// one, and the Error names it.
    void commit(const std::filesystem::path& finished);

private:
    std::filesystem::path m_final;
    OutputKind m_kind;
    std::filesystem::path m_workspace;
    bool m_overwrite = false;
    bool m_committed = false;
    int m_lock = -1;
};

} // namespace salient
