// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <filesystem>
#include <optional>
#include <string>

namespace salient {

/// Final hidden states of a model on a text, kept in userCacheFolder("hidden"). The logits are one product away and
/// would take vocabulary / hidden times the room (85 times for SmolLM2). At most 4 GB are kept; the files longest
/// unused go first.
class HiddenCache {
public:
    /// `key` says everything that the states depend on.
    explicit HiddenCache(const std::string& key);

    /// F32 of this shape; nothing when they are not there or damaged.
    std::optional<Tensor> load(const Shape& shape) const;
    /// A disk that refuses is no error: the states are computed again next time.
    void store(const TensorView& states) const;

private:
    std::filesystem::path m_file; ///< empty: no place for a cache
};

} // namespace salient
