// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace salient {

/// A folder that appears under its final name only when it is complete. Until commit() it lives beside it as
/// ".<name>.partial-<pid>-<random>", holding a lock; whatever ends the process, the final name never shows half a
/// folder.
class OutputFolder {
public:
    struct Options {
        std::filesystem::path input; ///< the model that is read: never overwritten
        bool overwrite = false;
        int64_t plannedBytes = 0;
    };
    /// Throws Error: input "output.exists", "output.not_a_model", "output.is_input", "output.parent"; resource
    /// "output.no_space" with both numbers. Removes what killed runs left beside the same name.
    OutputFolder(const std::filesystem::path& finalPath, const Options& options);
    /// Throws what the constructor would throw, and makes and removes nothing.
    static void check(const std::filesystem::path& finalPath, const Options& options);
    /// Removes the temporary folder unless committed.
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    /// Where to write.
    const std::filesystem::path& path() const { return m_temporary; }
    /// Syncs all files and moves the folder to its final name in one step (exchanging it with the old one).
    void commit();

private:
    std::filesystem::path m_final;
    std::filesystem::path m_temporary;
    bool m_overwrite = false;
    bool m_committed = false;
    int m_lock = -1;
};

/// Removes the temporary folders that dead processes left for this final name: the process of the name is gone and
/// nobody holds the folder's lock. Returns how many.
int removeStalePartials(const std::filesystem::path& finalPath);

} // namespace salient
