// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace salient {

/// The method of a study's first line: the original as it is.
inline constexpr const char* kDenseMethod = "16 bit";

/// One way to quantise a model. What a method does not depend on has the value that stands here, so that equal settings
/// are equal work.
struct StudySetting {
    std::string method;           ///< "awq", "rtn", …
    int bits = 16;                ///< per weight, scales not counted
    int64_t groupSize = 0;        ///< inputs that share a scale; 0: whole rows
    std::string calibration = {}; ///< the source as it was given, or empty
    int64_t samples = 0;          ///< calibration samples
    uint64_t seed = 0;            ///< of their choice

    auto operator<=>(const StudySetting&) const = default;
};

/// What became of a setting. Vectors have a value per window of the text; means per scored token.
struct StudyEntry {
    StudySetting setting;
    int64_t bytes = 0;           ///< of all weights
    double bitsPerWeight = 0.0;  ///< of the blocks' linears, with scales and zero points
    std::vector<double> loss;    ///< negative log-likelihood, nats
    std::vector<double> kl;      ///< KL(original ‖ this), nats
    std::vector<double> sameTop; ///< share of tokens whose most likely next token is the original's
    double seconds = 0.0;        ///< of quantising alone, with its share of what several settings used together
    int64_t peakBytes = 0;       ///< memory that `quantize` is planned to take for it
};

/// A study: study.json of its folder. The originals' line first, settings in the order of their work.
struct StudyRecord {
    std::string model;          ///< folder
    std::string text;           ///< file that quality was measured on
    std::string textHash;       ///< sha256 of the scored windows' token ids, little-endian int32
    int64_t windows = 0;        ///< from the start of the text, not overlapping
    int64_t windowLength = 0;   ///< tokens
    int64_t sampleLength = 512; ///< tokens of a calibration sample
    StudyEntry dense;
    std::vector<StudyEntry> entries;
    std::vector<StudySetting> missing; ///< asked for last, and not measured: the study goes on, or was stopped

    int64_t planned() const { return static_cast<int64_t>(entries.size() + missing.size()); }

    /// Null when it has not been measured.
    const StudyEntry* find(const StudySetting& setting) const;
};

/// A mean over windows and its standard error; NaN where one window says nothing of it.
struct StudyMean {
    double mean = 0.0;
    double error = 0.0;
};

/// An entry in figures that are read.
struct StudyFigures {
    StudyMean perplexity; ///< error: of the difference from the original's, windows paired; of the original: its own
    StudyMean kl;         ///< nats per token
    double sameTop = 0.0; ///< share
};
StudyFigures figuresOf(const StudyRecord& record, const StudyEntry& entry);

std::string studyToJson(const StudyRecord& record);
/// Throws Error (input) study.broken, naming `origin` and what is wrong.
StudyRecord studyFromJson(const std::string& text, const std::filesystem::path& origin);

/// Where a folder keeps its study.
std::filesystem::path studyFile(const std::filesystem::path& folder);
/// Throws Error (input): study.missing, study.broken.
StudyRecord readStudy(const std::filesystem::path& folder);
/// There whole or not at all. Throws Error (resource).
void writeStudy(const std::filesystem::path& folder, const StudyRecord& record);

} // namespace salient
