// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/chat_message.h"
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
    std::vector<std::vector<int32_t>> holdout;   ///< never used for statistics; equal to none of the sequences
    /// [samples][length], beside the ids: 0 for tokens of a prompt or of a chat template's own text, which a loss may
    /// leave out; 1 for all others.
    std::vector<std::vector<uint8_t>> sequenceScored;
    std::vector<std::vector<uint8_t>> holdoutScored;
    CalibrationReady report;
};

/// Reads the sources (PLACE[#KEY][:WEIGHT], see source_spec.h; files as readTextSource() reads them), leaves out texts
/// that repeat another one, sends conversations through the chat template when there is one, tokenises, splits long
/// texts (never drops them), joins short ones, and draws `samples` sequences of `length` with the seed;
/// `holdoutSamples` further ones are set aside. When a source has a weight, each source gives samples by its weight (1
/// where it has none); else all are one text. `tokenizer` may be null when all sources are token ids. `vocabulary`
/// bounds the ids. Throws Error (input) naming the source: missing, empty, binary, not a single usable text.
CalibrationData readCalibration(const CalibrationOptions& options, int64_t holdoutSamples, const Tokenizer* tokenizer,
                                int64_t vocabulary, const ChatRenderer& chatTemplate = {});

/// One text per document of a file (whole file for txt, one per line for jsonl).
std::string readTextFile(const std::filesystem::path& file);

/// Names of the embedded presets, the default one first.
std::vector<std::string> calibrationPresets();

} // namespace salient
