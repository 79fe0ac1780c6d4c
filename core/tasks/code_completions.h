// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

namespace salient {

/// What a model wrote behind the beginning of a program. Nothing here runs it.
struct CodeCompletion {
    std::string id;
    std::string completion;
    bool unfinished = false;
    bool cut = false; ///< the prompt lost its beginning, because the model's window is shorter
};

/// Where the function that was begun has ended (lm_eval/tasks/humaneval/humaneval.yaml).
std::vector<std::string> codeStops();

/// One line {"task_id", "completion"} each: what human-eval's evaluate_functional_correctness and EvalPlus judge.
std::string completionLines(std::span<const CodeCompletion> completions);

} // namespace salient
