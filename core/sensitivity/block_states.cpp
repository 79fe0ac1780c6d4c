// SPDX-License-Identifier: Apache-2.0
#include "core/sensitivity/block_states.h"

#include "kernels/error.h"

#include <fmt/format.h>

#include <cassert>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

namespace salient {

BlockStates::BlockStates(const std::filesystem::path& folder, int64_t blocks, int64_t tokens, int64_t hidden)
    : m_blocks(blocks), m_tokens(tokens), m_hidden(hidden),
      m_bytes((blocks + 1) * tokens * hidden * static_cast<int64_t>(sizeof(float))) {
    std::string name = (folder / ".states-XXXXXX").string();
    const auto refuse = [&](int number) {
        return resourceError("states.no_space",
                             fmt::format("The hidden states of all blocks need {:.2f} GB in {}: {}; fewer windows or a "
                                         "shorter context need less.",
                                         static_cast<double>(m_bytes) / 1e9, folder.string(),
                                         std::generic_category().message(number)));
    };
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) {
        throw refuse(errno);
    }
    ::unlink(name.c_str());
    const int failed = ::posix_fallocate(file, 0, m_bytes);
    void* data = failed == 0
                     ? ::mmap(nullptr, static_cast<size_t>(m_bytes), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
                     : MAP_FAILED;
    const int number = failed != 0 ? failed : errno;
    ::close(file);
    if (data == MAP_FAILED) {
        throw refuse(number);
    }
    m_data = static_cast<std::byte*>(data);
}

BlockStates::~BlockStates() {
    ::munmap(m_data, static_cast<size_t>(m_bytes));
}

TensorSpan BlockStates::at(int64_t index) const {
    assert(index >= 0 && index <= m_blocks);
    const int64_t stride = m_tokens * m_hidden * static_cast<int64_t>(sizeof(float));
    return {m_data + index * stride, DType::F32, {m_tokens, m_hidden}};
}

} // namespace salient
