// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/run_record.h"
#include "core/record/sensitivity_record.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace salient {

/// A run folder as it lies on the disk, however far the run got.
struct StoredRun {
    std::filesystem::path folder;
    std::string recipe;                           ///< recipe.json, "" when it is not there or no JSON object
    std::string result;                           ///< result.json, or what the events end with; "" without either
    std::string notes;                            ///< notes.txt
    RunRecord record;                             ///< of events.jsonl
    std::optional<SensitivityRecord> sensitivity; ///< of sensitivity.json, where the run was measured
    std::vector<std::string> problems;            ///< what could not be read, a sentence each
};

/// Reads a run whole. Events are taken up to the first line that is none; what is missing or broken becomes a problem.
/// Throws Error (input) when the folder holds neither recipe.json nor events.jsonl.
StoredRun readStoredRun(const std::filesystem::path& folder);

/// The folder that a person means by a path, or by the name of a run in runsFolder(). Throws Error (input)
/// run.not_found, also when neither recipe.json nor events.jsonl is there.
std::filesystem::path resolveRunFolder(const std::string& run);

/// A run's notes.txt; "" when there is none. Throws Error (input) when it cannot be read.
std::string readRunNotes(const std::filesystem::path& folder);
/// Replaces them; blank text removes the file. Throws Error (usage) for more than 100,000 bytes, (resource) when the
/// disk refuses.
void writeRunNotes(const std::filesystem::path& folder, const std::string& text);

} // namespace salient
