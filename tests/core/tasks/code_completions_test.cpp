// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/code_completions.h"

#include "core/tasks/greedy_writer.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(CodeCompletions, AreLinesThatAJudgeReads) {
    const std::vector<CodeCompletion> made = {{"HumanEval/0", "    return \"a\"\n", false, false},
                                              {"HumanEval/1", "", true, false}};
    EXPECT_EQ(completionLines(made), "{\"task_id\":\"HumanEval/0\",\"completion\":\"    return \\\"a\\\"\\n\"}\n"
                                     "{\"task_id\":\"HumanEval/1\",\"completion\":\"\"}\n");
}

TEST(CodeCompletions, EndWhereTheFunctionDoes) {
    const auto stops = codeStops();
    EXPECT_EQ(textBefore("    if x:\n        return 1\n    return 2\n\ndef g():\n", stops),
              "    if x:\n        return 1\n    return 2\n");
    EXPECT_EQ(textBefore("    return 1\n# Test\nprint(f())", stops), "    return 1");
    EXPECT_EQ(textBefore("    return 1", stops), "    return 1");
}

} // namespace
} // namespace salient
