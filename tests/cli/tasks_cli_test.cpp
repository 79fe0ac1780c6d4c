// SPDX-License-Identifier: Apache-2.0
// `salient tasks` from outside: its table, its JSON and what it refuses.
#include "tests/support/run_program.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

class TasksCli : public testing::Test {
protected:
    ProgramResult tasks(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"tasks", "--no-cache"});
        return runSalient({.arguments = arguments, .input = "", .dataFolder = {}, .afterEach = {}});
    }

    TemporaryFolder m_folder;
    std::string m_model = storiesFolder().string();
    std::string m_task = m_folder
                             .write("task.jsonl", R"({"context":"Once upon a","choices":["time","moon"],"gold":0}
{"context":"Lily was a little","choices":["girl","of"],"gold":0}
)")
                             .string();
};

TEST_F(TasksCli, PrintsALineForEveryModel) {
    const ProgramResult result = tasks({m_model, m_model, "--task", m_task});
    EXPECT_EQ(result.exitCode, 0) << result.errors;
    EXPECT_EQ(result.lines().size(), 6U) << result.output;
    EXPECT_THAT(result.output, HasSubstr("2 items of the shape choice"));
    EXPECT_THAT(result.output, HasSubstr("1.0000 ± 0.0000"));
    EXPECT_THAT(result.output, HasSubstr("+0.0000 ± 0.0000"));
}

TEST_F(TasksCli, OptionsMayStandBetweenModels) {
    const ProgramResult result = tasks({m_model, "--limit", "1", "--task", m_task, m_model, "--json"});
    EXPECT_EQ(result.exitCode, 0) << result.errors;
    const Json last = Json::parse(result.lines().back())["result"];
    EXPECT_EQ(last["items"], 1);
    EXPECT_EQ(last["models"].size(), 2U);
}

TEST_F(TasksCli, SaysWhereAFileIsWrong) {
    const std::string bad = m_folder.write("bad.jsonl", "{\"goal\":1}\n").string();
    const ProgramResult result = tasks({m_model, "--task", bad});
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_THAT(result.errors, HasSubstr("bad.jsonl, line 1: expected the fields of one of the tasks arc"));
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
    EXPECT_EQ(tasks({m_model}).exitCode, 1);
    EXPECT_EQ(tasks({m_model, "--task", m_task, "--shape", "chess"}).exitCode, 1);
    EXPECT_EQ(tasks({"/nowhere", "--task", m_task}).exitCode, 2);
}

} // namespace
} // namespace salient
