// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_source.h"

#include <functional>
#include <vector>

namespace salient {

/// All blocks of a model with their quantised linears in the back-end's layout, several blocks at a time.
/// `betweenBlocks` (or nothing) is called by this thread now and then; what it throws ends the loading.
std::vector<Block> loadPreparedBlocks(Backend& backend, const ModelSource& source,
                                      const std::function<void()>& betweenBlocks);

} // namespace salient
