// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace salient {

/// A GGUF file that appears under its name only when it is complete. Until commit() it lies beside it as
/// ".<name>.partial-<pid>".
class GgufOutput {
public:
    /// Throws Error (input): output.parent; output.exists unless `overwrite`; output.not_gguf for anything there that
    /// is no GGUF file, which is never replaced (weights of the input are none).
    GgufOutput(const std::filesystem::path& file, bool overwrite);
    /// Removes the temporary file unless committed.
    ~GgufOutput();
    GgufOutput(const GgufOutput&) = delete;
    GgufOutput& operator=(const GgufOutput&) = delete;

    /// Where to write; nothing lies there.
    const std::filesystem::path& path() const { return m_temporary; }
    /// Gives the synced file its name in one step. Throws Error.
    void commit();

private:
    std::filesystem::path m_final;
    std::filesystem::path m_temporary;
    bool m_overwrite = false;
    bool m_committed = false;
};

} // namespace salient
