// SPDX-License-Identifier: Apache-2.0
#include "app/task_flags.h"

#include "app/model_flags.h"
#include "core/tasks/task_shapes.h"

#include <fmt/format.h>

namespace salient {

void addTasks(FlagBinder flags) {
    flags.text("MODEL", "/model", "model folder, in 16 bit or quantised")->required();
    flags.texts("OTHER", "/others", "further models, each set beside the first");
    flags.text("--task", "/task", "JSONL file, plain or in gzip")->required();
    flags.text("--shape", "/shape", fmt::format("of its records, when the fields do not tell: {}", taskShapeNames()));
    flags.integer("--limit", "/limit", "items from the start of the file (default: all)");
    flags.integer("--shots", "/shots", "solved examples before each item (default 0)");
    flags.text("--examples", "/examples",
               "file with these examples (default: the first records of the task, which are then not asked)");
    flags.flag("--bos", "/bos", true,
               "texts begin with the tokenizer's BOS token (default: as lm-evaluation-harness, without)");
    flags.flag("--chat", "/chat", true, "questions are messages in the model's chat template");
    flags.integer("--max-tokens", "/max_tokens", "of a reply (default: 256 for questions, else 1024)");
    flags.text(
        "-o,--output", "/output",
        "file to write: completions for a judge, a sheet of dialogues (HTML), otherwise every item as JSON lines");
    flags.flag("--force", "/overwrite", true, "replace the output file");
    addAdapter(flags);
    addArithmetic(flags);
}

} // namespace salient
