// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_output.h"

#include "core/checkpoint/output_file.h"
#include "kernels/error.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <fmt/format.h>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

namespace salient {

namespace {

namespace fs = std::filesystem;

bool isGguf(const fs::path& file) {
    std::array<char, 4> begin{};
    std::ifstream stream(file, std::ios::binary);
    return stream.read(begin.data(), begin.size()) && std::string_view(begin.data(), begin.size()) == "GGUF";
}

void checkTarget(const fs::path& file, bool overwrite) {
    std::error_code failure;
    const fs::path parent = file.parent_path();
    if (!file.has_filename() || !fs::is_directory(parent, failure)) {
        throw inputError("output.parent", fmt::format("{} cannot be made, because {} is not a folder; create it first.",
                                                      file.string(), parent.string()));
    }
    const fs::file_status status = fs::symlink_status(file, failure);
    if (status.type() == fs::file_type::not_found) {
        return;
    }
    if (!overwrite) {
        throw inputError(
            "output.exists",
            fmt::format("{} exists already; choose another output or overwrite it with --force.", file.string()));
    }
    if (status.type() != fs::file_type::regular || !isGguf(file)) {
        throw inputError("output.not_gguf", fmt::format("{} is no GGUF file, so it is not overwritten; choose another "
                                                        "output.",
                                                        file.string()));
    }
}

/// What killed runs left beside the same name.
void removeStale(const fs::path& file, const std::string& prefix) {
    std::error_code failure;
    for (fs::directory_iterator at(file.parent_path(), failure), end; !failure && at != end; at.increment(failure)) {
        const std::string name = at->path().filename().string();
        pid_t owner = 0;
        if (!name.starts_with(prefix) ||
            std::from_chars(name.data() + prefix.size(), name.data() + name.size(), owner).ptr !=
                name.data() + name.size()) {
            continue;
        }
        if (owner == ::getpid() || (::kill(owner, 0) != 0 && errno == ESRCH)) {
            std::error_code leftForTheNextRun;
            fs::remove(at->path(), leftForTheNextRun);
        }
    }
}

/// Moves a file to a name that nobody has. Returns 0 or the system's error number.
int moveToFreeFileName(const fs::path& from, const fs::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return errno;
    }
    // Without the flag: a second name, which must be free, and then the first one goes.
    if (::link(from.c_str(), to.c_str()) != 0) {
        return errno;
    }
    return ::unlink(from.c_str()) == 0 ? 0 : errno;
}

} // namespace

GgufOutput::GgufOutput(const fs::path& file, bool overwrite)
    : m_final(fs::absolute(file).lexically_normal()), m_overwrite(overwrite) {
    checkTarget(m_final, overwrite);
    const std::string prefix = "." + m_final.filename().string() + ".partial-";
    removeStale(m_final, prefix);
    m_temporary = m_final.parent_path() / (prefix + std::to_string(::getpid()));
}

GgufOutput::~GgufOutput() {
    if (!m_committed) {
        std::error_code leftForTheNextRun;
        fs::remove(m_temporary, leftForTheNextRun);
    }
}

void GgufOutput::commit() {
    checkTarget(m_final, m_overwrite);
    const int failure = m_overwrite ? (::rename(m_temporary.c_str(), m_final.c_str()) == 0 ? 0 : errno)
                                    : moveToFreeFileName(m_temporary, m_final);
    if (failure != 0) {
        throw outputError(failure, m_final, 0);
    }
    m_committed = true;
    syncToDisk(m_final.parent_path());
}

} // namespace salient
