// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/transformer.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace salient {

/// A sequence of tokens and what the model's attention keeps of them, so that a text that begins in the same way need
/// not be computed again.
class CachedSequence {
public:
    /// `model` outlives this object.
    explicit CachedSequence(Transformer& model) : m_model(model) {}

    /// Forgets what is no beginning of `ids`, and so much that at least one of `ids` is left to be computed. Returns
    /// how many tokens are still there.
    int64_t keepPrefixOf(std::span<const int32_t> ids);
    /// Computes further tokens; logits of the last one [1, vocabulary]. `betweenBlocks` is called at least ten times a
    /// second and may throw to end it; the tokens that were complete by then stay.
    Tensor append(std::span<const int32_t> ids, const std::function<void()>& betweenBlocks);

    const std::vector<int32_t>& ids() const { return m_ids; }
    Transformer& model() { return m_model; }

private:
    Tensor appendPart(std::span<const int32_t> ids, const std::function<void()>& betweenBlocks);
    int64_t tokensAtOnce() const;
    void cutTo(size_t length);

    Transformer& m_model;
    std::vector<int32_t> m_ids;
    KvCache m_cache;
};

} // namespace salient
