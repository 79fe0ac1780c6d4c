// SPDX-License-Identifier: Apache-2.0
#include "core/export/partial_folder.h"

#include "core/checkpoint/output_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace salient {

namespace {

namespace fs = std::filesystem;

constexpr int kRandomDigits = 8;

std::string partialPrefix(const fs::path& finalPath) {
    return "." + finalPath.filename().string() + ".partial-";
}

/// A new, empty folder with a name of its own.
fs::path makeFolder(const fs::path& finalPath) {
    std::random_device random;
    for (;;) {
        fs::path path = finalPath.parent_path() /
                        fmt::format("{}{}-{:0{}x}", partialPrefix(finalPath), ::getpid(), random(), kRandomDigits);
        if (::mkdir(path.c_str(), 0777) == 0) {
            return path;
        }
        if (errno != EEXIST) {
            throw outputError(errno, path, 0);
        }
    }
}

/// The process in "<prefix><pid>-<8 hexadecimal digits>"; nothing for any other name.
std::optional<pid_t> ownerOf(const std::string& name, const std::string& prefix) {
    if (!name.starts_with(prefix)) {
        return std::nullopt;
    }
    const char* const end = name.data() + name.size();
    pid_t owner = 0;
    const auto number = std::from_chars(name.data() + prefix.size(), end, owner);
    const std::string rest(number.ptr, end);
    const bool random = rest.size() == kRandomDigits + 1 && rest[0] == '-' &&
                        rest.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
    return number.ec == std::errc() && owner > 0 && random ? std::optional(owner) : std::nullopt;
}

/// Removes the folder if its process is gone and its lock is free. Where locks do not work nothing is removed.
bool removeIfStale(const fs::path& folder, pid_t owner) {
    if (::kill(owner, 0) == 0 || errno != ESRCH) {
        return false;
    }
    const int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (lock < 0) {
        return false;
    }
    std::error_code failure;
    const bool removed = ::flock(lock, LOCK_EX | LOCK_NB) == 0 && fs::remove_all(folder, failure) > 0 && !failure;
    ::close(lock);
    return removed;
}

} // namespace

PartialFolder makePartialFolder(const fs::path& finalPath) {
    PartialFolder made{makeFolder(finalPath), -1};
    made.lock = ::open(made.path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (made.lock < 0) {
        throw outputError(errno, made.path, 0);
    }
    // A file system without locks refuses here and in removeIfStale alike: then nothing is ever taken for stale.
    ::flock(made.lock, LOCK_EX | LOCK_NB);
    return made;
}

int moveToFreeName(const fs::path& from, const fs::path& finalPath) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, finalPath.c_str(), RENAME_NOREPLACE) == 0) {
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return errno;
    }
    // Without the flag: rename() of a folder replaces nothing but an empty folder, and a file gets a second name, which
    // must be free.
    if (fs::is_directory(from)) {
        return ::rename(from.c_str(), finalPath.c_str()) == 0 ? 0 : errno;
    }
    if (::link(from.c_str(), finalPath.c_str()) != 0) {
        return errno;
    }
    return ::unlink(from.c_str()) == 0 ? 0 : errno;
}

int exchangeFolders(const fs::path& one, const fs::path& other) {
    return ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0 ? 0 : errno;
}

void checkCanExchange(const fs::path& finalPath) {
    const fs::path one = makeFolder(finalPath);
    const fs::path other = makeFolder(finalPath);
    const int failure = exchangeFolders(one, other);
    ::rmdir(one.c_str());
    ::rmdir(other.c_str());
    if (failure != 0) {
        throw resourceError("output.cannot_replace",
                            fmt::format("{} cannot be overwritten safely, because its file system does not exchange "
                                        "folders in one step; remove it or choose another output.",
                                        finalPath.string()));
    }
}

int removeStalePartials(const fs::path& finalPath) {
    const std::string prefix = partialPrefix(finalPath);
    std::vector<fs::path> candidates;
    std::error_code failure;
    for (fs::directory_iterator at(fs::absolute(finalPath).parent_path(), failure), end; !failure && at != end;
         at.increment(failure)) {
        candidates.push_back(at->path());
    }
    int removed = 0;
    for (const fs::path& folder : candidates) {
        const auto owner = ownerOf(folder.filename().string(), prefix);
        removed += owner && removeIfStale(folder, *owner) ? 1 : 0;
    }
    return removed;
}

} // namespace salient
