// SPDX-License-Identifier: Apache-2.0
#include "core/chat/cached_sequence.h"

#include "core/model/rope_tables.h"

#include <algorithm>

namespace salient {

/// Whether keys that were rotated when `before` positions were in use serve a text of `after` positions.
static bool rotateAlike(const ModelConfig& config, size_t before, size_t after) {
    return std::all_of(config.ropes.begin(), config.ropes.end(), [&](const RopeSpec& rope) {
        return ropeLength(rope, static_cast<int64_t>(before)) == ropeLength(rope, static_cast<int64_t>(after));
    });
}

void CachedSequence::cutTo(size_t length) {
    m_ids.resize(length);
    m_cache.truncate(static_cast<int64_t>(length));
}

int64_t CachedSequence::keepPrefixOf(std::span<const int32_t> ids) {
    const auto differs = std::mismatch(m_ids.begin(), m_ids.end(), ids.begin(), ids.end()).first;
    const auto common = static_cast<size_t>(differs - m_ids.begin());
    const size_t most = ids.empty() ? 0 : ids.size() - 1;
    cutTo(rotateAlike(m_model.config(), m_ids.size(), ids.size()) ? std::min(common, most) : 0);
    return static_cast<int64_t>(m_ids.size());
}

/// So many that a block of the model takes well below a tenth of a second, the time in which a cancel is to be heard.
int64_t CachedSequence::tokensAtOnce() const {
    constexpr int64_t kProductsPerLook = 2'500'000'000;
    int64_t weights = 1;
    for (const LinearShape& shape : blockLinears(m_model.config(), m_model.config().layerCount() - 1)) {
        weights += shape.in * shape.out;
    }
    return std::clamp<int64_t>(kProductsPerLook / weights, 16, 512);
}

Tensor CachedSequence::appendPart(std::span<const int32_t> ids, const std::function<void()>& betweenBlocks) {
    const size_t before = m_ids.size();
    try {
        Tensor logits = m_model.nextLogits(ids, m_cache, betweenBlocks);
        m_ids.insert(m_ids.end(), ids.begin(), ids.end());
        return logits;
    } catch (...) {
        cutTo(before); // some layers may have taken the tokens already
        throw;
    }
}

Tensor CachedSequence::append(std::span<const int32_t> ids, const std::function<void()>& betweenBlocks) {
    if (m_cache.layers.empty()) {
        m_cache = m_model.makeCache(static_cast<int64_t>(ids.size()) + 256);
    }
    const auto step = static_cast<size_t>(tokensAtOnce());
    Tensor logits;
    for (size_t begin = 0; begin < ids.size(); begin += step) {
        logits = appendPart(ids.subspan(begin, std::min(step, ids.size() - begin)), betweenBlocks);
    }
    return logits;
}

} // namespace salient
