// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_source.h"

#include <cstdint>
#include <string>

namespace salient {

class PackedCache;

/// How a model is held for inference.
struct InferenceOptions {
    bool packedHead = false;      ///< the output head in 8 bits (packed_head.h) instead of as it is stored
    PackedCache* cache = nullptr; ///< where packed weights may be had already, or null
};

/// About the bytes that a model for inference holds besides its mapped files: quantised weights, laid out anew, and the
/// head when it is rounded.
int64_t inferenceBytes(const ModelSource& source, const InferenceOptions& options);

/// Throws Error (resource) when `needed` bytes are more than `available` (0: not known). `subject` begins the sentence,
/// `advice` ends it.
void requireMemory(const std::string& subject, int64_t needed, int64_t available, const std::string& advice);

} // namespace salient
