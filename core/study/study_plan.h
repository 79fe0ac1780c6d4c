// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/study/study.h"
#include "core/study/study_methods.h"

#include <functional>
#include <span>
#include <vector>

namespace salient {

/// All settings of a request, each once, ready to be made. Throws Error (usage, input) for one that cannot be, and for
/// empty lists.
std::vector<StudyWork> planStudy(const StudyRequest& request, const ModelConfig& config);

/// Settings that go through the model together.
struct StudyPass {
    std::string calibration; ///< of those that are calibrated
    uint64_t seed = 0;
    std::vector<StudyWork> works;

    /// Numbers of samples of the settings, each once.
    std::vector<int64_t> sampleCounts() const;
};

/// Puts settings with the same calibration text and seed together, as many at once as `fits` says, fewer samples first,
/// so that calibration data go through the original as seldom as can be. Those without calibration data go with the
/// first. A setting that does not fit by itself has a pass of its own.
std::vector<StudyPass> studyPasses(std::vector<StudyWork> works,
                                   const std::function<bool(std::span<const StudyWork>)>& fits);

} // namespace salient
