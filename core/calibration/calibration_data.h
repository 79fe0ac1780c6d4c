// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"
#include "core/recipe.h"
#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace salient {

/// Token sequences of equal length, and what was done to get them.
struct CalibrationData {
    std::vector<std::vector<int32_t>> sequences; ///< [samples][length]
    std::vector<std::vector<int32_t>> holdout;   ///< never used for statistics
    CalibrationReady report;
};

/// Reads the sources (plain text, JSONL with a `text`, `content` or messages field, JSON lists of token ids, names of
/// embedded presets), tokenises, splits long texts (never drops them), joins short ones, and draws `samples` sequences
/// of `length` with the seed; `holdoutSamples` further ones are set aside. `tokenizer` may be null when all sources are
/// token ids. `vocabulary` bounds the ids. Throws Error (input) naming the source: missing, empty, binary, not a single
/// usable text.
CalibrationData readCalibration(const CalibrationOptions& options, int64_t holdoutSamples, const Tokenizer* tokenizer,
                                int64_t vocabulary);

/// One text per document of a file (whole file for txt, one per line for jsonl).
std::string readTextFile(const std::filesystem::path& file);

/// Names of the embedded presets, the default one first.
std::vector<std::string> calibrationPresets();

} // namespace salient
