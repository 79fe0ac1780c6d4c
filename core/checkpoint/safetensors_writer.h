// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// Name, type and shape of a tensor that will be written.
struct PlannedTensor {
    std::string name;
    DType dtype = DType::F32;
    Shape shape;
};

/// Writes a set of tensors as `model.safetensors`, or as shards with `model.safetensors.index.json` when they exceed
/// `shardBytes`. All sizes are known before the first byte: headers are written first, the tensors then go to their
/// offsets in any order (thread-safe). Format: huggingface/safetensors README.
class SafetensorsWriter {
public:
    /// Creates the files at their full size (posix_fallocate). Throws Error (resource) when the disk is too small.
    SafetensorsWriter(const std::filesystem::path& folder, std::vector<PlannedTensor> tensors, int64_t shardBytes);
    ~SafetensorsWriter();
    SafetensorsWriter(const SafetensorsWriter&) = delete;
    SafetensorsWriter& operator=(const SafetensorsWriter&) = delete;

    /// Type and shape must be the planned ones. Throws Error (resource) when writing fails.
    void write(std::string_view name, const TensorView& value);
    /// A part of a tensor along its first axis, for tensors that are converted panel by panel. Each row once.
    void writeRows(std::string_view name, int64_t firstRow, const TensorView& rows);
    /// Checks that every tensor was written, writes the index, syncs and closes. Throws Error.
    void finish();
    /// Bytes of all files.
    int64_t totalBytes() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace salient
