// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/study_record.h"
#include "core/report/html_report.h"

#include <filesystem>
#include <vector>

namespace salient {

/// A study as one HTML file: what was measured, all lines, quality over size and over calibration samples. Without
/// scripts and links to elsewhere; every text is escaped.
HtmlReport studyReport(const StudyRecord& record);

/// Writes what people look at into the study's folder: study.csv, study.html, and the charts that have something to
/// show as pictures (.svg). Returns the files. Throws Error (resource).
std::vector<std::filesystem::path> writeStudyFiles(const std::filesystem::path& folder, const StudyRecord& record);

} // namespace salient
