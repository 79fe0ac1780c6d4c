// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/evaluation/exit_score.h"
#include "core/model/block_forward.h"
#include "core/study/study_methods.h"
#include "core/study/study_samples.h"

#include <functional>
#include <vector>

namespace salient {

/// What all passes of a study work with.
struct StudyBench {
    const ModelSource& source;
    BlockRunner& runner;
    const std::vector<std::vector<int32_t>>& windows; ///< that quality is measured on, of equal length
    ExitScore& score;                                 ///< has learnt the original on them
    const RunContext& context;
    std::function<double()> now; ///< seconds, pauses left out
    /// Takes work that was done: its share of the pass in the unit of passTokens(), and what it was.
    std::function<void(double tokens, const std::string& item)> advance;
};

/// Makes several settings at once, block by block: the block's weights are read once, the calibration data of one text
/// and seed go through the original once, and statistics are gathered once per number of samples. Each setting has a
/// copy of the block, and hidden states of its own on the text that quality is measured on; one that propagates errors
/// has its own calibration data too. What a setting becomes does not depend on those beside it, to the last bit.
/// Quality is that of the blocks: embeddings, last norm and head stay as they are stored. Throws Error.
std::vector<StudyEntry> runStudyPass(std::vector<StudyWork> works, const StudySamples& samples,
                                     const StudyBench& bench);

} // namespace salient
