// SPDX-License-Identifier: Apache-2.0
#include "core/model/qkv_rows.h"

namespace salient {

namespace {

// First row of head `index` of group `group`: its query heads, then key, then value.
int64_t groupRow(const AttentionSpec& a, int64_t group, int64_t index) {
    return (group * (a.heads / a.kvHeads + 2) + index) * a.headDim;
}

// Neighbours that stay neighbours become one piece.
void append(std::vector<ColumnPiece>& pieces, int64_t from, int64_t width) {
    const int64_t to = pieces.empty() ? 0 : pieces.back().to + pieces.back().width;
    if (!pieces.empty() && pieces.back().from + pieces.back().width == from) {
        pieces.back().width += width;
    } else {
        pieces.push_back({from, to, width});
    }
}

} // namespace

int64_t qkvFeatures(const AttentionSpec& a) {
    return a.qFeatures() + 2 * a.kvFeatures();
}

int64_t queryHeadRow(const AttentionSpec& a, int64_t head) {
    const int64_t perGroup = a.heads / a.kvHeads;
    return a.rows == QkvRows::PerGroup ? groupRow(a, head / perGroup, head % perGroup) : head * a.headDim;
}

int64_t keyHeadRow(const AttentionSpec& a, int64_t kvHead) {
    switch (a.rows) {
    case QkvRows::PerGroup:
        return groupRow(a, kvHead, a.heads / a.kvHeads);
    case QkvRows::Joined:
        return a.qFeatures() + kvHead * a.headDim;
    case QkvRows::Separate:
        break;
    }
    return kvHead * a.headDim;
}

int64_t valueHeadRow(const AttentionSpec& a, int64_t kvHead) {
    switch (a.rows) {
    case QkvRows::PerGroup:
        return groupRow(a, kvHead, a.heads / a.kvHeads + 1);
    case QkvRows::Joined:
        return a.qFeatures() + a.kvFeatures() + kvHead * a.headDim;
    case QkvRows::Separate:
        break;
    }
    return kvHead * a.headDim;
}

QkvPieces qkvPieces(const AttentionSpec& a) {
    QkvPieces pieces;
    for (int64_t head = 0; head < a.heads; ++head) {
        append(pieces.q, queryHeadRow(a, head), a.headDim);
    }
    for (int64_t head = 0; head < a.kvHeads; ++head) {
        append(pieces.k, keyHeadRow(a, head), a.headDim);
        append(pieces.v, valueHeadRow(a, head), a.headDim);
    }
    return pieces;
}

} // namespace salient
