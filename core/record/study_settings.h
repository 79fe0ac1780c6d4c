// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/study_record.h"

#include <cstdint>
#include <string>
#include <vector>

namespace salient {

/// What the result of a study's method depends on.
struct StudyMethodTraits {
    bool calibrated = true;     ///< on calibration samples and their seed
    int fixedBits = 0;          ///< 0: on the bits and groups that it is given
    int64_t fixedGroupSize = 0; ///< of one with fixed bits
};
/// Of the methods of `quantize` and those that AWQ is compared with. A method of another version of the program counts
/// as one that depends on everything.
StudyMethodTraits studyMethodTraits(const std::string& method);

/// Every combination of what stands in the lists is one setting.
struct StudyLists {
    std::vector<std::string> methods;
    std::vector<int> bits;
    std::vector<int64_t> groupSizes;
    std::vector<std::string> calibrations; ///< empty: the default text
    std::vector<int64_t> samples;
    std::vector<uint64_t> seeds;
};
/// The settings without what their methods do not depend on, each once, in the order of a table that is read from top
/// to bottom.
std::vector<StudySetting> studySettings(StudyLists lists);

} // namespace salient
