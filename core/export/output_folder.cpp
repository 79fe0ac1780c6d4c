// SPDX-License-Identifier: Apache-2.0
#include "core/export/output_folder.h"

#include "core/checkpoint/output_file.h"
#include "kernels/error.h"

#include <string>

namespace salient {

namespace {

namespace fs = std::filesystem;

/// OutputKind::whyKept: only a real model folder, or an empty one, is replaced.
std::string whyKept(const fs::path& finalPath) {
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

constexpr OutputKind kModelFolder{"output.not_a_model", whyKept};

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

} // namespace

void OutputFolder::check(const fs::path& finalPath, const Options& options) {
    PendingOutput::check(finalPath, kModelFolder, options);
}

OutputFolder::OutputFolder(const fs::path& finalPath, const Options& options)
    : m_pending(finalPath, kModelFolder, options) {}

void OutputFolder::commit() {
    syncTree(path());
    m_pending.commit(path());
}

} // namespace salient
