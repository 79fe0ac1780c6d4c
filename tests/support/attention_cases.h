// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"

#include <cmath>
#include <cstdint>
#include <span>

namespace salient {

/// One call of attention: so many queries behind shape.queryStart positions.
struct AttentionCase {
    const char* name;
    int64_t queries;
    AttentionShape shape;
};

inline AttentionShape attentionShape(int64_t heads, int64_t kvHeads, int64_t headDim, int64_t queryStart = 0) {
    AttentionShape shape;
    shape.heads = heads;
    shape.kvHeads = kvHeads;
    shape.headDim = headDim;
    shape.scale = 1.0F / std::sqrt(static_cast<float>(headDim));
    shape.queryStart = queryStart;
    return shape;
}

inline AttentionShape withWindow(AttentionShape shape, int64_t window) {
    shape.window = window;
    return shape;
}

inline AttentionShape withSoftcap(AttentionShape shape, float softcap) {
    shape.softcap = softcap;
    return shape;
}

/// Of at most four heads.
inline AttentionShape withSlopes(AttentionShape shape) {
    static constexpr float kSlopes[] = {0.5F, 0.25F, 0.0625F, 0.00390625F};
    shape.slopes = std::span(kSlopes).first(static_cast<size_t>(shape.heads));
    return shape;
}

} // namespace salient
