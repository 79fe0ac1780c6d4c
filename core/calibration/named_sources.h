// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/source_spec.h"
#include "core/calibration/text_source.h"
#include "core/events.h"
#include "core/recipe.h"

#include <cstdint>
#include <string>
#include <vector>

namespace salient {

/// A calibration source of the user with all its files.
struct NamedSource {
    SourceSpec spec;
    std::vector<std::string> files;
    std::vector<int64_t> bytes;   ///< of each file
    std::vector<TextSource> read; ///< of each file, once readSources() has run
};

/// The sources of a recipe, or the default preset. Throws Error (input) naming what does not exist.
std::vector<NamedSource> findSources(const CalibrationOptions& options);

/// Whether one of them has a weight; then those without one have 1.
bool isWeighted(const std::vector<NamedSource>& sources);
double weightOf(const NamedSource& source);

/// Reads all sources, each with its share of `budget` bytes: by weight when there are weights, else by size, and whole
/// when all of them fit. Throws Error (input).
void readSources(std::vector<NamedSource>& sources, int64_t budget, uint64_t seed, const ChatRenderer& chatTemplate);

/// Leaves out texts that are equal to an earlier one but for white space; returns how many.
int64_t dropDuplicates(std::vector<NamedSource>& sources);

/// What the files were taken for, how many texts were read, what was left out and why.
void reportSources(const std::vector<NamedSource>& sources, int64_t duplicates, bool hasTemplate,
                   CalibrationReady& report);

} // namespace salient
