// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/chat_message.h"
#include "core/events.h"
#include "core/recipe.h"
#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace salient {

/// What one source of the recipe gave.
struct SourceShare {
    std::string source;
    int64_t texts = 0;  ///< after those that repeat another one were left out; lists of token ids count as texts
    int64_t tokens = 0; ///< of all its texts, whether drawn or not
};

/// Token sequences of equal length, and what was done to get them.
struct CalibrationData {
    std::vector<std::vector<int32_t>> sequences; ///< [samples][length]
    std::vector<std::vector<int32_t>> holdout;   ///< never used for statistics; equal to none of the sequences
    /// [samples][length], beside the ids: 0 for tokens of a prompt or of a chat template's own text, which a loss may
    /// leave out; 1 for all others.
    std::vector<std::vector<uint8_t>> sequenceScored;
    std::vector<std::vector<uint8_t>> holdoutScored;
    CalibrationReady report;
    std::vector<SourceShare> sources; ///< as in the options
    std::optional<int32_t> separator; ///< stands between two texts
};

/// Reads the sources (PLACE[#KEY][:WEIGHT], see source_spec.h; files as readTextSource() reads them), leaves out texts
/// that repeat another one, sends conversations through the chat template when there is one, tokenises, splits long
/// texts (never drops them), joins short ones, and draws `samples` sequences of `length` with the seed;
/// `holdoutSamples` further ones are set aside. When a source has a weight, each source gives samples by its weight (1
/// where it has none); else all are one text. `tokenizer` may be null when all sources are token ids. `vocabulary`
/// bounds the ids. Throws Error (input) naming the source: missing, empty, binary, not a single usable text.
CalibrationData readCalibration(const CalibrationOptions& options, int64_t holdoutSamples, const Tokenizer* tokenizer,
                                int64_t vocabulary, const ChatRenderer& chatTemplate = {});

/// An embedded preset for people.
struct PresetInfo {
    std::string name;
    std::string description;
    std::string licence;
    int64_t bytes = 0;
};
/// Those of calibrationPresets(), in their order.
std::vector<PresetInfo> presetInfos();

/// One text per document of a file (whole file for txt, one per line for jsonl).
std::string readTextFile(const std::filesystem::path& file);

/// Names of the embedded presets, the default one first.
std::vector<std::string> calibrationPresets();

} // namespace salient
