// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_ends.h"
#include "core/run_context.h"
#include "core/tracked_sequences.h"

namespace salient {

/// How the files, read back by our own loader, compare with the model that was in memory when they were written.
struct ReloadProof {
    int64_t tokens = 0;
    double largestDifference = 0.0; ///< of the final hidden states
    double largestValue = 0.0;
};

/// Runs one tracked sequence through `written`, one block at a time, and compares the hidden states behind the final
/// norm with those of the run. Throws Error (internal) when they differ by more than 1e-4 of the largest.
ReloadProof proveReload(Backend& backend, const ModelSource& written, const TrackedSequences& tracked,
                        const RunContext& context);

} // namespace salient
