// SPDX-License-Identifier: Apache-2.0
#include "core/export/output_folder.h"

#include "core/checkpoint/output_file.h"
#include "core/export/partial_folder.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include <fcntl.h>
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

/// Why an existing thing must not be replaced, as the end of a sentence; "" when it is a real model folder or empty.
std::string whyNotReplaceable(const fs::path& finalPath) {
    std::error_code failure;
    const auto type = fs::symlink_status(finalPath, failure).type();
    if (type == fs::file_type::symlink) {
        return "is a link";
    }
    if (type != fs::file_type::directory) {
        return "is not a folder";
    }
    if (!fs::exists(finalPath / "config.json", failure) && !fs::is_empty(finalPath, failure)) {
        return "does not look like a model folder (no config.json)";
    }
    return "";
}

void checkTarget(const fs::path& finalPath, const OutputFolder::Options& options) {
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
    if (const std::string why = whyNotReplaceable(finalPath); !why.empty()) {
        throw inputError("output.not_a_model", fmt::format("{} {}, so it is not overwritten; choose another output.",
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

void syncTree(const fs::path& folder) {
    std::error_code failure;
    for (fs::recursive_directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
        if (!at->is_symlink() && (at->is_regular_file() || at->is_directory())) {
            syncToDisk(at->path());
        }
    }
    if (failure) {
        throw outputError(failure.value(), folder, 0);
    }
    syncToDisk(folder);
}

/// Moves a finished folder to the first free name "<final>-2", "<final>-3", ... Returns where it is now.
fs::path moveBeside(const fs::path& folder, const fs::path& finalPath) {
    constexpr int kLastNumber = 99;
    for (int number = 2; number <= kLastNumber; ++number) {
        fs::path candidate = finalPath;
        candidate += fmt::format("-{}", number);
        if (moveToFreeName(folder, candidate) == 0) {
            return candidate;
        }
    }
    return folder;
}

} // namespace

void OutputFolder::check(const fs::path& path, const Options& options) {
    const fs::path finalPath = resolvedName(path);
    checkParent(finalPath);
    checkTarget(finalPath, options);
    checkSpace(finalPath, options.plannedBytes);
}

OutputFolder::OutputFolder(const fs::path& finalPath, const Options& options)
    : m_final(resolvedName(finalPath)), m_overwrite(options.overwrite) {
    checkParent(m_final);
    checkTarget(m_final, options);
    removeStalePartials(m_final);
    checkSpace(m_final, options.plannedBytes);
    if (existsItself(m_final)) {
        // Found out now, not after hours of work.
        checkCanExchange(m_final);
    }
    PartialFolder made = makePartialFolder(m_final);
    m_temporary = std::move(made.path);
    m_lock = made.lock;
}

OutputFolder::~OutputFolder() {
    if (!m_committed) {
        std::error_code leftForTheNextRun;
        fs::remove_all(m_temporary, leftForTheNextRun);
    }
    ::close(m_lock);
}

void OutputFolder::commit() {
    syncTree(m_temporary);
    int failure = moveToFreeName(m_temporary, m_final);
    const bool taken = failure == EEXIST || failure == ENOTEMPTY || failure == ENOTDIR;
    const bool replaces = taken && m_overwrite && whyNotReplaceable(m_final).empty();
    if (replaces) {
        failure = exchangeFolders(m_temporary, m_final);
    }
    if (failure != 0) {
        // The work is done and must not be lost with the temporary folder.
        m_committed = true;
        const fs::path kept = moveBeside(m_temporary, m_final);
        throw inputError(taken ? "output.exists" : "output.parent",
                         fmt::format("{} could not get its name ({}); the finished model is in {}.", m_final.string(),
                                     taken ? "something else has it now" : std::generic_category().message(failure),
                                     kept.string()));
    }
    m_committed = true;
    syncToDisk(m_final.parent_path());
    if (replaces) {
        // What cannot be removed now is removed by the next run with this output.
        std::error_code leftForTheNextRun;
        fs::remove_all(m_temporary, leftForTheNextRun);
    }
}

} // namespace salient
