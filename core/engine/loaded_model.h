// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/model_arguments.h"
#include "core/model/packed_cache.h"
#include "core/model/transformer.h"
#include "core/run_context.h"

#include <memory>

namespace salient {

/// A model folder opened for inference on one device; the parts refer to each other, so it stays where it is.
struct LoadedModel {
    /// `given` as resolveModelArguments() leaves them. What was packed for the last start is taken from the user's
    /// cache; what was packed now is written there beside what follows. Throws Error, also when the context is
    /// cancelled.
    LoadedModel(const ModelArguments& given, const RunContext& context);
    LoadedModel(const LoadedModel&) = delete;
    LoadedModel& operator=(const LoadedModel&) = delete;

    /// Waits until the cache is written, if it is, and emits what went wrong with it, if anything did.
    void finishCache(const RunContext& context);

    Device device;
    ModelSource source;
    std::unique_ptr<Backend> backend;
    std::unique_ptr<PackedCache> cache; ///< or null
    Transformer transformer;
    std::unique_ptr<PackedCacheOutput> cacheOutput; ///< or null; looks at the transformer
};

} // namespace salient
