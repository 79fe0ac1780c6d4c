// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <filesystem>

namespace salient {

/// The hidden states in front of every block and behind the last one, F32 [tokens, hidden] each, in a file without a
/// name: the system keeps of it what memory has room for, and nothing of it outlives the process.
class BlockStates {
public:
    /// Throws Error (resource) states.no_space with the size that was wanted.
    BlockStates(const std::filesystem::path& folder, int64_t blocks, int64_t tokens, int64_t hidden);
    ~BlockStates();
    BlockStates(const BlockStates&) = delete;
    BlockStates& operator=(const BlockStates&) = delete;

    /// In front of block `index`; `index` = number of blocks: behind the last. [tokens, hidden]
    TensorSpan at(int64_t index) const;

private:
    int64_t m_blocks;
    int64_t m_tokens;
    int64_t m_hidden;
    int64_t m_bytes;
    std::byte* m_data = nullptr;
};

} // namespace salient
