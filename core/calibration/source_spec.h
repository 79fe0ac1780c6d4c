// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace salient {

/// A calibration source as the user names it.
struct SourceSpec {
    std::string place;   ///< a file, an embedded preset, or hf:datasets/OWNER/NAME[/PATH]
    std::string key;     ///< field of the records that holds the text; empty: found by their shape
    double weight = 0.0; ///< share of the samples relative to the other sources; 0: by its size
};

/// Reads PLACE[#KEY][:WEIGHT]; a file that has the whole name is that file. Throws Error (usage) for a weight that is
/// not above 0.
SourceSpec parseSourceSpec(const std::string& text);

/// The files or the preset of a source: several for a data set in Hugging Face's cache, of which those with "train" in
/// their name are preferred. Throws Error (input) naming what does not exist.
std::vector<std::string> expandPlace(const std::string& place);

} // namespace salient
