// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/code_completions.h"

#include "core/json_fields.h"

namespace salient {

std::vector<std::string> codeStops() {
    return {"\nclass", "\ndef", "\n#", "\nif", "\nprint"};
}

std::string completionLines(std::span<const CodeCompletion> completions) {
    std::string lines;
    for (const CodeCompletion& made : completions) {
        lines += jsonToText({{"task_id", made.id}, {"completion", made.completion}}) + "\n";
    }
    return lines;
}

} // namespace salient
