// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/read_ahead.h"
#include "core/model/model_source.h"
#include "core/model/packed_cache.h"

#include <functional>
#include <vector>

namespace salient {

/// All blocks of a model with their quantised linears in the back-end's layout, several blocks at a time, from `cache`
/// (or null) where it has them. `betweenBlocks` (or nothing) is called by this thread now and then; what it throws ends
/// the loading.
std::vector<Block> loadPreparedBlocks(Backend& backend, const ModelSource& source,
                                      const std::function<void()>& betweenBlocks, PackedCache* cache);

/// Its weights as a lookup; an empty one for null and for a cache that is not open.
PackedLookup lookupIn(PackedCache* cache, Backend& backend);

/// What loading a model and its first token read, in that order.
std::vector<FileRange> startRanges(const ModelSource& source, const PackedCache* cache);

} // namespace salient
