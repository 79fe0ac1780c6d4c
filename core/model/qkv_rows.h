// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"

#include <vector>

namespace salient {

/// Features of the joined projection, or of V alone when separate.
int64_t qkvFeatures(const AttentionSpec& attention);

/// First row of a head in the linear that holds it.
int64_t queryHeadRow(const AttentionSpec& attention, int64_t head);
int64_t keyHeadRow(const AttentionSpec& attention, int64_t kvHead);
int64_t valueHeadRow(const AttentionSpec& attention, int64_t kvHead);

/// How the columns of the joined projection's output become q, k and v.
struct QkvPieces {
    std::vector<ColumnPiece> q, k, v;
};
QkvPieces qkvPieces(const AttentionSpec& attention);

} // namespace salient
