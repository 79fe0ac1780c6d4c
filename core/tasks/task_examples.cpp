// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/task_examples.h"

#include "kernels/error.h"

namespace salient {

/// The item with its right answer, followed by a blank line.
static std::string solved(const TaskItem& item) {
    if (const auto* choice = std::get_if<ChoiceItem>(&item)) {
        const ChoiceOption& right = choice->options[choice->gold];
        return right.context + right.continuation + "\n\n";
    }
    if (const auto* question = std::get_if<QuestionItem>(&item)) {
        return question->prompt + " " + question->solution + "\n\n";
    }
    throw usageError("tasks.shots", "Only multiple-choice items and questions with a solution can stand as examples; "
                                    "leave out --shots.");
}

void putBefore(std::vector<TaskRecord>& records, std::span<const TaskRecord> examples) {
    std::string text;
    for (const TaskRecord& example : examples) {
        text += solved(example.item);
    }
    for (TaskRecord& record : records) {
        if (auto* choice = std::get_if<ChoiceItem>(&record.item)) {
            for (ChoiceOption& option : choice->options) {
                option.context = choice->heading + text + option.context;
            }
        } else if (auto* question = std::get_if<QuestionItem>(&record.item)) {
            question->prompt = text + question->prompt;
        }
    }
}

} // namespace salient
