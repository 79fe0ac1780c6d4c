// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tasks/task_file.h"

#include <span>
#include <vector>

namespace salient {

/// Puts headings and solved examples, a blank line behind each, before the context or prompt of every item, as
/// lm-evaluation-harness does with num_fewshot (lm_eval/api/task.py, fewshot_context). Throws Error (usage) tasks.shots
/// for examples of items that have no solution.
void putBefore(std::vector<TaskRecord>& records, std::span<const TaskRecord> examples);

} // namespace salient
