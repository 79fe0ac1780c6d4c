// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace salient {

/// A new folder ".<name>.partial-<pid>-<random>" beside the final name. `lock` is a descriptor of the folder itself
/// that holds its flock, so no lock file has to leave before the folder gets its name; the caller closes it.
struct PartialFolder {
    std::filesystem::path path;
    int lock = -1;
};

/// Throws Error (resource) output.write_failed.
PartialFolder makePartialFolder(const std::filesystem::path& finalPath);

/// Removes the partial folders that dead processes left for this final name: the process of the name is gone and nobody
/// holds the folder's lock. Returns how many.
int removeStalePartials(const std::filesystem::path& finalPath);

/// Moves a folder or a file to a name that nobody has, in one step. Returns 0 or the system's error number, EEXIST when
/// taken.
int moveToFreeName(const std::filesystem::path& from, const std::filesystem::path& finalPath);

/// Exchanges two folders in one step. Returns 0 or the system's error number.
int exchangeFolders(const std::filesystem::path& one, const std::filesystem::path& other);

/// Tries an exchange with two empty folders beside the final name. Throws Error (resource) output.cannot_replace when
/// the file system has none.
void checkCanExchange(const std::filesystem::path& finalPath);

} // namespace salient
