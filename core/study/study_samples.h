// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/calibration_data.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace salient {

/// Calibration sequences of one text and seed for several numbers of samples: for each those that `quantize` would
/// draw, in its order. Sequences that several have in common are there once, since what they give is added to all.
struct StudySamples {
    std::vector<std::vector<int32_t>> sequences;   ///< all of one length
    std::map<int64_t, std::vector<size_t>> places; ///< by number of samples: places in `sequences`, ascending

    int64_t length() const { return sequences.empty() ? 0 : static_cast<int64_t>(sequences.front().size()); }
    /// Whether a number of samples includes a sequence.
    bool includes(int64_t samples, size_t sequence) const;
};

/// Where samples come from.
struct SampleSource {
    std::string source; ///< as a recipe names it; empty: the default preset
    int64_t length = 512;
    const Tokenizer* tokenizer = nullptr; ///< null: sources are lists of token ids
    int64_t vocabulary = 0;
    ChatRenderer chatTemplate = {};
};

/// Throws what readCalibration() throws, and Error (input) study.too_little_text when the text has fewer samples than
/// the largest of `counts`.
StudySamples readStudySamples(const SampleSource& source, uint64_t seed, const std::vector<int64_t>& counts);

} // namespace salient
