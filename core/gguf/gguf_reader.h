// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/mapped_file.h"
#include "core/gguf/gguf_metadata.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace salient {

/// A GGUF file of version 2 or 3, mapped read-only, with tensors of the types of gguf_type.h.
class GgufReader {
public:
    /// Reads and checks everything but the data. Throws Error (input) in one sentence: gguf.not_gguf, gguf.version,
    /// gguf.truncated, gguf.broken (with what is wrong), gguf.unknown_type.
    explicit GgufReader(const std::filesystem::path& file);

    const GgufMetadata& metadata() const { return m_metadata; }
    /// Null when there is no such key.
    const GgufValue* find(std::string_view key) const;
    /// In the order of the file.
    const std::vector<GgufTensor>& tensors() const { return m_tensors; }
    /// Bytes of a tensor; valid as long as this object.
    std::span<const std::byte> data(size_t tensor) const;
    int64_t fileBytes() const { return m_file.size(); }

private:
    MappedFile m_file;
    GgufMetadata m_metadata;
    std::vector<GgufTensor> m_tensors;
    std::vector<int64_t> m_offsets; ///< of each tensor, in the file
};

} // namespace salient
