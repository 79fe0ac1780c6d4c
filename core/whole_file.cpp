// SPDX-License-Identifier: Apache-2.0
#include "core/whole_file.h"

#include "kernels/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace fs = std::filesystem;

namespace salient {

static Error writeRefused(const fs::path& file, int systemError) {
    return resourceError("file.write",
                         fmt::format("The file {} cannot be written: {}.", file.string(), std::strerror(systemError)));
}

static Error unreadable(const fs::path& file, const std::string& reason) {
    return inputError("file.unreadable", fmt::format("The file {} cannot be read: {}.", file.string(), reason));
}

void writeWholeFile(const fs::path& file, std::string_view text) {
    const fs::path partial = file.string() + ".part";
    const int descriptor = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        throw writeRefused(file, errno);
    }
    int failure = 0;
    for (size_t done = 0; done < text.size() && failure == 0;) {
        const ssize_t written = ::write(descriptor, text.data() + done, text.size() - done);
        failure = written < 0 && errno != EINTR ? errno : 0;
        done += written > 0 ? static_cast<size_t>(written) : 0;
    }
    failure = failure == 0 && ::fsync(descriptor) != 0 ? errno : failure;
    failure = ::close(descriptor) != 0 && failure == 0 ? errno : failure;
    if (failure == 0 && ::rename(partial.c_str(), file.c_str()) != 0) {
        failure = errno;
    }
    if (failure != 0) {
        ::unlink(partial.c_str());
        throw writeRefused(file, failure);
    }
}

std::string readWholeFile(const fs::path& file, int64_t maxBytes) {
    std::error_code problem;
    // Asked before it is opened: opening a pipe would wait for its writer.
    if (!fs::is_regular_file(file, problem)) {
        throw unreadable(file, problem ? problem.message() : "it is not a file");
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw unreadable(file, std::strerror(errno));
    }
    std::string text;
    char piece[1 << 16];
    while (in.read(piece, sizeof piece) || in.gcount() > 0) {
        text.append(piece, static_cast<size_t>(in.gcount()));
        if (static_cast<int64_t>(text.size()) > maxBytes) {
            throw inputError("file.too_large", fmt::format("The file {} is larger than the {} bytes it may have.",
                                                           file.string(), maxBytes));
        }
    }
    return text;
}

} // namespace salient
