// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/chart_data.h"
#include "core/record/run_record.h"

#include <string_view>
#include <vector>

// The charts of a run, made from its record. The same functions serve the window, the report and CSV files, so that
// what is drawn is what events.jsonl says. Words are looked up in English (see chartTexts()) before numbers go in.

namespace salient {

/// Loss over the ratio of one scale search: identity, both kinds of scales, the winner, the gain.
ChartData lossOverRatio(const SearchRecord& search, const ChartWords& words = englishWords);
/// Mean |x| per input channel of a scaling group (pooled by maximum), the largest channels marked.
ChartData channelMagnitudes(const ChannelMagnitudes& channels, const ChartWords& words = englishWords);
/// Weights of one linear before and after rounding, 64 bins; the y axis is logarithmic.
ChartData weightHistogram(const LayerQuantized& layer, const ChartWords& words = englishWords);
/// Relative output error of each packed linear beside rounding to nearest, in the order of the model.
ChartData layerErrors(const RunRecord& run, const ChartWords& words = englishWords);
/// Signal-to-noise ratio of each packed linear, in dB.
ChartData layerSqnr(const RunRecord& run, const ChartWords& words = englishWords);
/// Relative output error of each finished block on the hold-out.
ChartData blockErrors(const RunRecord& run, const ChartWords& words = englishWords);
/// Running perplexity of an evaluation over the windows measured so far.
ChartData runningPerplexity(const RunRecord& run, const ChartWords& words = englishWords);

/// All English texts that these functions look up.
const std::vector<std::string_view>& chartTexts();

} // namespace salient
