// SPDX-License-Identifier: Apache-2.0
#include "core/export/pending_output.h"

#include "core/checkpoint/output_file.h"
#include "core/export/partial_folder.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace salient {

namespace {

namespace fs = std::filesystem;

bool existsItself(const fs::path& path) {
    std::error_code failure;
    return fs::symlink_status(path, failure).type() != fs::file_type::not_found;
}

/// Absolute, with the links of its parents resolved; the last component is kept as it is.
fs::path resolvedName(const fs::path& path) {
    fs::path name = fs::absolute(path).lexically_normal();
    if (!name.has_filename()) {
        name = name.parent_path();
    }
    std::error_code failure;
    const fs::path parent = fs::weakly_canonical(name.parent_path(), failure);
    return failure || !name.has_filename() ? name : parent / name.filename();
}

void checkParent(const fs::path& finalPath) {
    const fs::path parent = finalPath.parent_path();
    std::error_code failure;
    if (!finalPath.has_filename() || !fs::is_directory(parent, failure)) {
        throw inputError("output.parent", fmt::format("{} cannot be made, because {} is not a folder; create it first.",
                                                      finalPath.string(), parent.string()));
    }
    if (::access(parent.c_str(), W_OK | X_OK) != 0) {
        throw inputError("output.parent", fmt::format("{} cannot be made, because {} may not be written to.",
                                                      finalPath.string(), parent.string()));
    }
}

/// Whether replacing `finalPath` would take the input away: it is the input, a link to it, or a folder around it.
bool holdsInput(const fs::path& finalPath, const fs::path& input) {
    std::error_code failure;
    const fs::path model = input.empty() ? fs::path() : fs::canonical(input, failure);
    const fs::path target = fs::canonical(finalPath, failure);
    if (failure || model.empty()) {
        return false;
    }
    return std::mismatch(target.begin(), target.end(), model.begin(), model.end()).first == target.end();
}

void checkTarget(const fs::path& finalPath, const OutputKind& kind, const OutputOptions& options) {
    if (!existsItself(finalPath)) {
        return;
    }
    if (holdsInput(finalPath, options.input)) {
        throw inputError("output.is_input", fmt::format("{} is, or holds, the model that is read ({}); choose another "
                                                        "output.",
                                                        finalPath.string(), options.input.string()));
    }
    if (!options.overwrite) {
        throw inputError(
            "output.exists",
            fmt::format("{} exists already; choose another output or overwrite it with --force.", finalPath.string()));
    }
    if (const std::string why = kind.whyKept(finalPath); !why.empty()) {
        throw inputError(kind.refusal, fmt::format("{} {}, so it is not overwritten; choose another output.",
                                                   finalPath.string(), why));
    }
}

void checkSpace(const fs::path& finalPath, int64_t plannedBytes) {
    const int64_t available = freeBytes(finalPath.parent_path());
    if (available >= 0 && available < plannedBytes) {
        throw resourceError("output.no_space",
                            fmt::format("{} needs {} and {} are free; make room or choose another output.",
                                        finalPath.string(), bytesText(plannedBytes), bytesText(available)));
    }
}

/// Puts a finished output in the place of another one, in one step. Returns 0 or the system's error number.
int replace(const fs::path& finished, const fs::path& finalPath) {
    if (fs::is_directory(finished)) {
        return exchangeFolders(finished, finalPath);
    }
    return ::rename(finished.c_str(), finalPath.c_str()) == 0 ? 0 : errno;
}

/// Moves a finished output to the first free name "<name>-2", "<name>-3", ..., of a file before its extension. Returns
/// where it is now.
fs::path moveBeside(const fs::path& finished, const fs::path& finalPath) {
    constexpr int kLastNumber = 99;
    const bool folder = fs::is_directory(finished);
    const std::string stem = (folder ? finalPath.filename() : finalPath.stem()).string();
    const std::string extension = folder ? "" : finalPath.extension().string();
    for (int number = 2; number <= kLastNumber; ++number) {
        const fs::path candidate = finalPath.parent_path() / fmt::format("{}-{}{}", stem, number, extension);
        if (moveToFreeName(finished, candidate) == 0) {
            return candidate;
        }
    }
    return finished;
}

} // namespace

void PendingOutput::check(const fs::path& path, const OutputKind& kind, const OutputOptions& options) {
    const fs::path finalPath = resolvedName(path);
    checkParent(finalPath);
    checkTarget(finalPath, kind, options);
    checkSpace(finalPath, options.plannedBytes);
}

PendingOutput::PendingOutput(const fs::path& finalPath, const OutputKind& kind, const OutputOptions& options)
    : m_final(resolvedName(finalPath)), m_kind(kind), m_overwrite(options.overwrite) {
    checkParent(m_final);
    checkTarget(m_final, m_kind, options);
    removeStalePartials(m_final);
    checkSpace(m_final, options.plannedBytes);
    if (fs::is_directory(fs::symlink_status(m_final))) {
        // Found out now, not after hours of work.
        checkCanExchange(m_final);
    }
    PartialFolder made = makePartialFolder(m_final);
    m_workspace = std::move(made.path);
    m_lock = made.lock;
}

PendingOutput::~PendingOutput() {
    if (!m_committed) {
        std::error_code leftForTheNextRun;
        fs::remove_all(m_workspace, leftForTheNextRun);
    }
    ::close(m_lock);
}

void PendingOutput::requireSpace(int64_t bytes) const {
    checkSpace(m_final, bytes);
}

void PendingOutput::commit(const fs::path& finished) {
    int failure = moveToFreeName(finished, m_final);
    const bool taken = failure == EEXIST || failure == ENOTEMPTY || failure == ENOTDIR;
    if (taken && m_overwrite && m_kind.whyKept(m_final).empty()) {
        failure = replace(finished, m_final);
    }
    if (failure != 0) {
        // The work is done and must not be lost with the workspace.
        m_committed = true;
        const fs::path kept = moveBeside(finished, m_final);
        ::rmdir(m_workspace.c_str());
        throw inputError(taken ? "output.exists" : "output.parent",
                         fmt::format("{} could not get its name ({}); the finished model is in {}.", m_final.string(),
                                     taken ? "something else has it now" : std::generic_category().message(failure),
                                     kept.string()));
    }
    m_committed = true;
    syncToDisk(m_final.parent_path());
    // The old folder, or the empty workspace of a file. What cannot be removed now is removed by the next run with this
    // output.
    std::error_code leftForTheNextRun;
    fs::remove_all(m_workspace, leftForTheNextRun);
}

} // namespace salient
