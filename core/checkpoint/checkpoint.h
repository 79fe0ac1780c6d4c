// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// Where one tensor lies. Offsets were checked against the file when the header was read.
struct TensorInfo {
    std::string name;
    DType dtype = DType::F32;
    Shape shape;
    std::filesystem::path file; ///< shard that holds it
    int64_t fileOffset = 0;     ///< first byte in that file
    int64_t bytes = 0;
};

/// All tensors of a model folder (`model.safetensors`, or the shards that `model.safetensors.index.json` names),
/// memory-mapped read-only. Format: huggingface/safetensors README, "Format".
class Checkpoint {
public:
    /// Throws Error (input) in one sentence for a missing or half-downloaded shard, a header longer than the file,
    /// broken JSON, unknown types, sizes that overflow or contradict the shape, overlapping or out-of-range offsets,
    /// tensors that the index names and no shard holds.
    static Checkpoint open(const std::filesystem::path& folder);
    ~Checkpoint();
    Checkpoint(Checkpoint&&) noexcept;
    Checkpoint& operator=(Checkpoint&&) noexcept;

    const std::filesystem::path& folder() const;
    /// In order of file and offset.
    const std::vector<TensorInfo>& tensors() const;
    bool contains(std::string_view name) const;
    /// Throws Error (input) naming the folder and the tensor when absent.
    const TensorInfo& info(std::string_view name) const;

    /// The mapped bytes; valid as long as this object (also after it was moved).
    TensorView view(std::string_view name) const;
    /// As view(), with the shape checked; the Error names the tensor and both shapes.
    TensorView view(std::string_view name, const Shape& expected) const;

    /// Asks the system to read ahead / to drop the pages of these tensors. Hints, never errors.
    void prefetch(const std::vector<std::string>& names) const;
    void release(const std::vector<std::string>& names) const;

    /// Gives every tensor the name that `newName` makes of its present one. Throws Error (input)
    /// "checkpoint.duplicate_tensor" when two get the same.
    void rename(const std::function<std::string(const std::string&)>& newName);

    /// Bytes of all tensors.
    int64_t totalBytes() const;

private:
    struct State;
    explicit Checkpoint(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace salient
