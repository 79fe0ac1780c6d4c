// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json_fields.h"
#include "core/tasks/run_task.h"

#include <filesystem>
#include <span>

// What models made of a task, as results of commands. For .cpp files of core only.

namespace salient {

/// One model's answers.
struct ModelOutcome {
    std::filesystem::path model;
    TaskOutcome outcome;
    double seconds = 0.0; ///< without loading
};

/// Per model its scores; with items that can be judged also how they differ from the first model's, and every item.
Json modelsJson(const TaskFile& task, std::span<const ModelOutcome> models);

/// What is written to the output file: JSON lines of judged items, completions for a judge, or a sheet of dialogues.
std::string outputText(const TaskFile& task, std::span<const ModelOutcome> models);

/// How the items were put to the models and judged, in words.
std::string protocolText(const TaskFile& task, const TaskOptions& options, int64_t maxTokens);

} // namespace salient
