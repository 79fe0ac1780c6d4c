// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/study_record.h"

#include <string>
#include <vector>

// A study as lines of figures, for tables in every place.

namespace salient {

/// One line.
struct StudyRow {
    StudySetting setting; ///< of the original: its method is kDenseMethod
    int64_t bytes = 0;
    double bitsPerWeight = 0.0;
    StudyFigures figures;
    double seconds = 0.0;
    int64_t peakBytes = 0;
};

/// The original first, then the settings in the order of their work.
std::vector<StudyRow> studyRows(const StudyRecord& record);

/// The rows as comma-separated values, a header line first; texts quoted after RFC 4180, what is not known is empty.
std::string studyToCsv(const StudyRecord& record);

/// The method, with the calibration text where the study has several: "awq c4.txt".
std::string methodName(const StudyRecord& record, const StudySetting& setting);
/// The same with bits and group size: "awq 4 bits g64". Samples and seed are no part of it.
std::string settingName(const StudyRecord& record, const StudySetting& setting);

} // namespace salient
