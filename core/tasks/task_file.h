// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tasks/task_item.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace salient {

struct TaskFileOptions {
    std::string shape = {};              ///< a name of task_shapes.h; empty: recognised from the first record
    int64_t limit = 0;                   ///< items that are asked, from the start; 0: all
    int64_t shots = 0;                   ///< records that stand solved before every item
    std::filesystem::path examples = {}; ///< their file; empty: the first of the task itself, which are not asked
};

/// One item and where it stands.
struct TaskRecord {
    int64_t line = 0; ///< from 1
    TaskItem item;
};

/// A task as it is put to a model.
struct TaskFile {
    std::filesystem::path path;
    std::string shape;
    int64_t shots = 0;
    std::vector<TaskRecord> records; ///< at least one; all hold the same kind of item, with the examples in front

    /// "arc.jsonl, line 7", for messages.
    std::string originOf(const TaskRecord& record) const;
};

/// Reads JSON lines, plain or in gzip; blank lines are left out. Throws Error: usage tasks.limit, tasks.shots,
/// tasks.shape; input text.*, gzip.*, json.*, tasks.record, tasks.gold, tasks.unknown_shape, tasks.no_items (too few
/// records), each naming file and line.
TaskFile readTaskFile(const std::filesystem::path& path, const TaskFileOptions& options);

} // namespace salient
