// SPDX-License-Identifier: Apache-2.0
#include "core/run_folder.h"

#include "kernels/error.h"
#include "tests/support/error_code.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>

namespace salient {
namespace {

TEST(RunFolderTest, KeepsRecipeEventsAndResult) {
    const TemporaryFolder folder;
    Recipe recipe;
    recipe.model = "m";
    {
        RunFolder run = RunFolder::create(folder.path() / "a" / "run", recipe);
        run.append(BlockStarted{0, 2, "model.layers.0"});
        run.append(BlockFinished{0, 1.5, 0.01});
        run.writeResult(R"({"perplexity":4})");
    }
    const auto path = folder.path() / "a" / "run";
    EXPECT_EQ(readWhole(path / "recipe.json"), recipeToJson(recipe));
    EXPECT_EQ(readWhole(path / "result.json"), "{\"perplexity\":4}\n");
    const std::vector<Event> events = readEvents(path / "events.jsonl");
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(std::get<BlockStarted>(events[0]).name, "model.layers.0");
    EXPECT_EQ(std::get<BlockFinished>(events[1]).seconds, 1.5);
    const auto count = std::distance(std::filesystem::directory_iterator(path), {});
    EXPECT_EQ(count, 3) << "no temporary file stays behind";
}

TEST(RunFolderTest, RefusesAFolderWithContent) {
    const TemporaryFolder folder;
    folder.write("events.jsonl", "");
    EXPECT_EQ(codeOf([&] { RunFolder::create(folder.path(), {}); }), "run_folder.exists");
}

TEST(RunFolderTest, RefusesAPlaceWhereNoFolderCanBe) {
    const TemporaryFolder folder;
    folder.write("file", "");
    EXPECT_EQ(codeOf([&] { RunFolder::create(folder.path() / "file" / "run", {}); }), "run_folder.create");
}

TEST(RunFolderTest, NamesNewFoldersAfterTheModelWithoutCollision) {
    const TemporaryFolder folder;
    ASSERT_EQ(::setenv("XDG_DATA_HOME", folder.path().c_str(), 1), 0);
    Recipe recipe;
    recipe.model = "/models/tiny/";
    const RunFolder first = RunFolder::create({}, recipe);
    const RunFolder second = RunFolder::create({}, recipe);
    ::unsetenv("XDG_DATA_HOME");
    EXPECT_NE(first.path(), second.path());
    EXPECT_EQ(first.path().parent_path(), folder.path() / "salient" / "runs");
    EXPECT_THAT(first.path().filename().string(), testing::MatchesRegex("[0-9]+-[0-9]+-[0-9]+-[0-9]+-tiny.*"));
}

TEST(RunFolderTest, SaysWhenTheDiskRefuses) {
    const TemporaryFolder folder;
    RunFolder run = RunFolder::create(folder.path() / "run", {});
    std::filesystem::remove_all(run.path());
    EXPECT_EQ(codeOf([&] { run.writeResult("{}"); }), "file.write");
}

TEST(ReadEventsTest, LeavesOutATornLastLine) {
    const TemporaryFolder folder;
    const std::string whole = eventToJson(BlockStarted{1, 2, "b"});
    const auto file = folder.write("e.jsonl", whole + "\n" + whole.substr(0, 20));
    EXPECT_EQ(readEvents(file).size(), 1U);
}

TEST(ReadEventsTest, RefusesABrokenLineInTheMiddleByNumber) {
    const TemporaryFolder folder;
    const std::string whole = eventToJson(BlockStarted{1, 2, "b"});
    const auto file = folder.write("e.jsonl", whole + "\n" + whole.substr(0, 20) + "\n" + whole + "\n");
    try {
        readEvents(file);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Input);
        EXPECT_THAT(error.what(), testing::HasSubstr("e.jsonl, line 2"));
    }
}

TEST(ReadEventsTest, RefusesAMissingFile) {
    EXPECT_EQ(codeOf([] { readEvents("/nowhere/events.jsonl"); }), "run_folder.no_events");
}

} // namespace
} // namespace salient
