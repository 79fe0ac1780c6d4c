// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tasks/task_fields.h"
#include "core/tasks/task_item.h"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// A kind of record that is in use, and what is asked of the model. Prompts are those of the tasks of
/// lm-evaluation-harness (lm_eval/tasks/*/*.yaml), so that scores can be compared.
struct TaskShape {
    std::string_view name;
    std::vector<std::string_view> fields; ///< that a record has to have
    TaskItem (*read)(const TaskFields&);  ///< throws Error (input): tasks.record, tasks.gold
};

/// All of them, the more telling first.
std::span<const TaskShape> taskShapes();
/// "arc, mmlu, …"
std::string taskShapeNames();

/// Throws Error (usage) tasks.shape for a name that no shape has.
const TaskShape& taskShapeNamed(const std::string& name);
/// The first shape whose fields the record has. Throws Error (input) tasks.unknown_shape naming `origin`, the shapes
/// and the fields that are there.
const TaskShape& taskShapeOf(const nlohmann::ordered_json& record, const std::string& origin);

} // namespace salient
