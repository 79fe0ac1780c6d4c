// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tasks/task_fields.h"
#include "core/tasks/task_item.h"

namespace salient {

// Multiple-choice records as items, with the prompts of lm-evaluation-harness. Each throws Error (input) tasks.record
// and tasks.gold.

/// {"question", "choices": {"text": […], "label": […]}, "answerKey"}
TaskItem arcItem(const TaskFields& fields);
/// {"question_stem", "choices": {"text": […], "label": […]}, "answerKey"}
TaskItem openBookItem(const TaskFields& fields);
/// {"question", "choices": […], "answer": position or letter, maybe "subject"}
TaskItem mmluItem(const TaskFields& fields);
/// {"ctx", "endings": […], "label": position, maybe "ctx_a", "ctx_b" and "activity_label"}
TaskItem hellaSwagItem(const TaskFields& fields);
/// {"goal", "sol1", "sol2", "label": 0 or 1}
TaskItem piqaItem(const TaskFields& fields);
/// {"sentence" with "_", "option1", "option2", "answer": 1 or 2}; both options are scored by what stands behind them
TaskItem winograndeItem(const TaskFields& fields);
/// {"passage", "question", "answer": true or false}
TaskItem boolQItem(const TaskFields& fields);
/// {"context" or "query", "choices": […], "gold": position}: as they stand, with one space between where there is none
TaskItem plainChoiceItem(const TaskFields& fields);

} // namespace salient
