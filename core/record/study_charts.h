// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/chart_data.h"
#include "core/record/study_record.h"

// A study as charts. The window, the report and CSV files read the same ones.

namespace salient {

/// What the axes of a study's charts show.
struct StudyView {
    enum class Size { BitsPerWeight, Megabytes };
    enum class Quality { Perplexity, Kl };
    Size size = Size::BitsPerWeight;
    Quality quality = Quality::Perplexity;
};

/// Quality over size, a line per method and calibration text through its bits and group sizes, the original as a level.
/// Of settings that differ in their samples alone the one with the most counts, as the mean over its seeds. Error bars
/// are 95 % of what the windows of the text leave open.
ChartData sizeQualityChart(const StudyRecord& record, const StudyView& view, const ChartWords& words = englishWords);

/// Quality over the number of calibration samples, a line per setting: the mean over seeds, error bars their standard
/// deviation. Settings that need no calibration are level lines beside them. Without series when no setting was
/// measured with more than one number of samples. Only the quality of `view` counts.
ChartData calibrationSizeChart(const StudyRecord& record, const StudyView& view,
                               const ChartWords& words = englishWords);

} // namespace salient
