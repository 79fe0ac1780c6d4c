// SPDX-License-Identifier: Apache-2.0
#include "core/engine/command_functions.h"
#include "core/run_folder.h"
#include "kernels/error.h"
#include "tests/support/markup_check.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

class RunCommands : public testing::Test {
protected:
    RunCommands() {
        Recipe recipe;
        recipe.model = "/models/tiny";
        RunFolder run = RunFolder::create(m_folder.path() / "runs" / "one", recipe);
        run.append(BlockFinished{0, 1, 0.5});
        run.writeResult(R"({"bytes_before":20,"bytes_after":10})");
    }
    std::string root() const { return (m_folder.path() / "runs").string(); }
    std::string one() const { return root() + "/one"; }
    Json runs() const { return Json::parse(runsCommand(Json{{"root", root()}}.dump(), {})); }

    TemporaryFolder m_folder;
};

TEST_F(RunCommands, RunsHaveAllKeysAndNullsForWhatIsNotKnown) {
    const Json result = runs();
    EXPECT_EQ(result["root"], root());
    ASSERT_EQ(result["runs"].size(), 1U);
    std::vector<std::string> keys;
    for (const auto& item : result["runs"][0].items()) {
        keys.push_back(item.key());
    }
    EXPECT_THAT(keys, testing::ElementsAre("folder", "name", "model", "output", "started", "state", "method", "bits",
                                           "group_size", "samples", "length", "bytes_before", "bytes_after",
                                           "perplexity_before", "perplexity_after", "mean_kl", "seconds", "failure",
                                           "notes", "problem"));
    EXPECT_EQ(result["runs"][0]["state"], "finished");
    EXPECT_EQ(result["runs"][0]["bytes_after"], 10);
    EXPECT_TRUE(result["runs"][0]["perplexity_before"].is_null());
    EXPECT_TRUE(result["runs"][0]["problem"].is_null());
}

TEST_F(RunCommands, RunsThatAreNotThereAreAnEmptyList) {
    EXPECT_TRUE(Json::parse(runsCommand(R"({"root":"/nowhere"})", {}))["runs"].empty());
}

TEST_F(RunCommands, ReportIsAWholeFile) {
    const std::string file = (m_folder.path() / "r.html").string();
    const Json result = Json::parse(reportCommand(Json{{"run", one()}, {"output", file}}.dump(), {}));
    EXPECT_EQ(result["file"], file);
    EXPECT_EQ(result["charts"], 1);
    const std::string html = readWhole(file);
    EXPECT_EQ(result["bytes"], html.size());
    EXPECT_EQ(markupProblem(html), "");
}

TEST_F(RunCommands, ReportIsKeptWithTheRunWhenNoPlaceIsNamed) {
    reportCommand(Json{{"run", one()}}.dump(), {});
    EXPECT_TRUE(std::filesystem::exists(one() + "/report.html"));
}

TEST_F(RunCommands, NotesAreListed) {
    const Json noted = Json::parse(noteCommand(Json{{"run", one()}, {"text", "good one"}}.dump(), {}));
    EXPECT_EQ(noted["notes"], "good one\n");
    EXPECT_EQ(runs()["runs"][0]["notes"], "good one\n");
    noteCommand(Json{{"run", one()}, {"text", ""}}.dump(), {});
    EXPECT_EQ(runs()["runs"][0]["notes"], "");
}

TEST_F(RunCommands, RefuseRunsThatAreNotThere) {
    for (const auto command : {reportCommand, noteCommand}) {
        EXPECT_THROW(command("{}", {}), Error);
        try {
            command(Json{{"run", root() + "/two"}}.dump(), {});
            FAIL() << "no error";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "run.not_found");
            EXPECT_THAT(error.what(), HasSubstr("/two"));
        }
    }
}

} // namespace
} // namespace salient
