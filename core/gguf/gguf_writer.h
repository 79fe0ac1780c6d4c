// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/output_file.h"
#include "core/gguf/gguf_metadata.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace salient {

/// Writes a GGUF file of version 3 (ggml docs/gguf.md): header, metadata and the list of tensors at once, then the
/// data, tensor by tensor and row by row in any order. Holds no data.
class GgufWriter {
public:
    /// Size of the file that the constructor creates.
    static int64_t plannedBytes(const GgufMetadata& metadata, const std::vector<GgufTensor>& tensors);
    /// Creates the file at its full size; nothing may lie there. Throws Error (resource) output.*.
    GgufWriter(const std::filesystem::path& file, const GgufMetadata& metadata, std::vector<GgufTensor> tensors);

    const std::vector<GgufTensor>& tensors() const { return m_tensors; }
    /// Bytes of whole rows of a tensor, `firstRow` and on; each row once. Throws Error (resource).
    void writeRows(size_t tensor, int64_t firstRow, std::span<const std::byte> bytes);
    /// Syncs and closes. Throws Error; internal gguf.incomplete when a row is missing.
    void finish();

    int64_t fileBytes() const { return m_file.size(); }

private:
    struct Layout {
        std::string head;
        std::vector<int64_t> offsets; ///< of each tensor, in the file
        int64_t fileBytes = 0;
    };
    static Layout layOut(const GgufMetadata& metadata, const std::vector<GgufTensor>& tensors);
    GgufWriter(const std::filesystem::path& file, Layout layout, std::vector<GgufTensor> tensors);

    std::vector<GgufTensor> m_tensors;
    std::vector<int64_t> m_offsets;
    std::vector<int64_t> m_rowsWritten;
    OutputFile m_file;
};

} // namespace salient
