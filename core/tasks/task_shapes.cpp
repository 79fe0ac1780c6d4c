// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/task_shapes.h"

#include "core/json_fields.h"
#include "core/tasks/choice_shapes.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace salient {

namespace {

TaskItem gsm8kItem(const TaskFields& fields) {
    constexpr std::string_view kMark = "#### ";
    const std::string solution = fields.filledText("answer");
    if (solution.find(kMark) == std::string::npos) {
        throw inputError("tasks.record", fmt::format("{}: expected a solution that ends with \"{}\" and a number as "
                                                     "\"answer\", found one without.",
                                                     fields.origin(), kMark));
    }
    return QuestionItem{fmt::format("Question: {}\nAnswer:", fields.filledText("question")), solution};
}

TaskItem humanEvalItem(const TaskFields& fields) {
    return CodeItem{fields.label("task_id"), fields.filledText("prompt")};
}

TaskItem mtBenchItem(const TaskFields& fields) {
    return DialogueItem{fields.label("question_id"), fields.has("category") ? fields.text("category") : "",
                        fields.texts("turns", 1)};
}

} // namespace

std::span<const TaskShape> taskShapes() {
    static const std::vector<TaskShape> kShapes = {
        {"arc", {"question", "choices", "answerKey"}, arcItem},
        {"openbookqa", {"question_stem", "choices", "answerKey"}, openBookItem},
        {"mmlu", {"question", "choices", "answer"}, mmluItem},
        {"hellaswag", {"ctx", "endings", "label"}, hellaSwagItem},
        {"piqa", {"goal", "sol1", "sol2", "label"}, piqaItem},
        {"winogrande", {"sentence", "option1", "option2", "answer"}, winograndeItem},
        {"boolq", {"passage", "question", "answer"}, boolQItem},
        {"choice", {"context", "choices", "gold"}, plainChoiceItem},
        {"query", {"query", "choices", "gold"}, plainChoiceItem},
        {"gsm8k", {"question", "answer"}, gsm8kItem},
        {"humaneval", {"task_id", "prompt", "entry_point"}, humanEvalItem},
        {"mt-bench", {"question_id", "turns"}, mtBenchItem},
    };
    return kShapes;
}

std::string taskShapeNames() {
    std::vector<std::string_view> names;
    for (const TaskShape& shape : taskShapes()) {
        names.push_back(shape.name);
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

const TaskShape& taskShapeNamed(const std::string& name) {
    const auto shapes = taskShapes();
    const auto found =
        std::find_if(shapes.begin(), shapes.end(), [&](const TaskShape& shape) { return shape.name == name; });
    if (found == shapes.end()) {
        throw usageError("tasks.shape",
                         fmt::format("Expected one of the task shapes {}, found \"{}\".", taskShapeNames(), name));
    }
    return *found;
}

const TaskShape& taskShapeOf(const Json& record, const std::string& origin) {
    const auto shapes = taskShapes();
    const auto fits = [&](const TaskShape& shape) {
        return std::all_of(shape.fields.begin(), shape.fields.end(),
                           [&](std::string_view field) { return record.contains(std::string(field)); });
    };
    const auto found = std::find_if(shapes.begin(), shapes.end(), fits);
    if (found != shapes.end()) {
        return *found;
    }
    std::vector<std::string> known;
    for (const TaskShape& shape : shapes) {
        known.push_back(fmt::format("{} ({})", shape.name, fmt::join(shape.fields, ", ")));
    }
    std::vector<std::string> there;
    for (const auto& field : record.items()) {
        there.push_back(field.key());
    }
    throw inputError("tasks.unknown_shape",
                     fmt::format("{}: expected the fields of one of the tasks {}; found {}.", origin,
                                 fmt::join(known, ", "),
                                 there.empty() ? "none" : fmt::format("{}", fmt::join(there, ", "))));
}

} // namespace salient
