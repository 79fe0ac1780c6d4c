// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/issue.h"
#include "core/model/block_forward.h"
#include "core/quantizers/block_statistics.h"
#include "core/record/study_record.h"
#include "core/run_context.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace salient {

/// What settings are prepared for.
struct StudiedModel {
    std::filesystem::path folder;
    const ModelConfig& config;
    int64_t sampleLength = 512; ///< tokens of a calibration sample
};

/// A setting, ready to be made block by block.
struct StudyWork {
    StudySetting setting;
    bool propagates = false;             ///< calibration data go through the quantised blocks, not the original's
    BlockStatistics::Options statistics; ///< that quantize() wants of each block
    int64_t peakBytes = 0;               ///< that `quantize` is planned to take
    int64_t searchTokens = 0;            ///< its own work per block, as tokens that go through one; a rough figure
    std::vector<Issue> issues;           ///< what the user should know before the start
    /// Quantises a block (owned F32 weights) in place and returns the bits that its linears take: codes, zero points
    /// and scales without padding. May change the statistics' Gram matrices. Throws Error (numeric).
    std::function<double(BlockRunner&, Block&, BlockStatistics&, const RunContext&)> quantize;
};

/// A method that a study knows: all of `quantize` (core/method.h), and those that AWQ is compared with
/// (core/quantizers/compared_methods.h).
struct StudyMethod {
    std::string name;
    /// Throws Error (usage) for a setting that the model or the method cannot have.
    std::function<StudyWork(const StudySetting& setting, const StudiedModel& model)> prepare = {};
};

const std::vector<StudyMethod>& studyMethods();
/// Throws Error (usage) study.method naming those that there are.
const StudyMethod& studyMethod(const std::string& name);

} // namespace salient
