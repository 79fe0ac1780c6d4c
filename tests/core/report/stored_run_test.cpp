// SPDX-License-Identifier: Apache-2.0
#include "core/report/stored_run.h"

#include "core/run_folder.h"
#include "kernels/error.h"
#include "tests/support/error_code.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace salient {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class StoredRuns : public testing::Test {
protected:
    StoredRuns() { m_folder.write("recipe.json", recipeToJson({})); }
    void events(const std::string& text) const { m_folder.write("events.jsonl", text); }
    StoredRun read() const { return readStoredRun(m_folder.path()); }

    std::string m_block = eventToJson(BlockFinished{0, 1, 0.5}) + "\n";
    TemporaryFolder m_folder;
};

TEST_F(StoredRuns, HoldAllFiles) {
    events(m_block + m_block);
    m_folder.write("result.json", R"({"bits": 4})");
    m_folder.write("notes.txt", "words\n");
    const StoredRun run = read();
    EXPECT_THAT(run.recipe, HasSubstr("\"group_size\":128"));
    EXPECT_EQ(run.result, R"({"bits":4})");
    EXPECT_EQ(run.notes, "words\n");
    EXPECT_EQ(run.record.blocks().size(), 2U);
    EXPECT_TRUE(run.problems.empty());
}

TEST_F(StoredRuns, TornEventsAreReadUpToThere) {
    events(m_block + m_block + m_block.substr(0, 20));
    const StoredRun run = read();
    EXPECT_EQ(run.record.blocks().size(), 2U);
    EXPECT_THAT(run.problems, ElementsAre(HasSubstr("torn")));
}

TEST_F(StoredRuns, EventsAfterABrokenLineAreLeftOut) {
    events(m_block + "broken\n" + m_block);
    const StoredRun run = read();
    EXPECT_EQ(run.record.blocks().size(), 1U);
    EXPECT_THAT(run.problems, ElementsAre(HasSubstr("line 2")));
}

TEST_F(StoredRuns, ResultOfTheEventsStandsInForTheFile) {
    events(eventToJson(Finished{R"({"bits":3})"}) + "\n");
    EXPECT_EQ(read().result, R"({"bits":3})");
}

TEST_F(StoredRuns, BrokenFilesAreProblems) {
    m_folder.write("recipe.json", "{");
    m_folder.write("result.json", "7");
    const StoredRun run = read();
    EXPECT_THAT(run.problems,
                ElementsAre(HasSubstr("recipe.json"), HasSubstr("result.json"), HasSubstr("events.jsonl")));
    EXPECT_EQ(run.recipe + run.result, "");
}

TEST(ReadStoredRun, RefusesAFolderThatIsNoRun) {
    const TemporaryFolder folder;
    EXPECT_EQ(codeOf([&] { readStoredRun(folder.path()); }), "run.not_found");
}

TEST(RunNotes, ReplaceAndVanish) {
    const TemporaryFolder folder;
    EXPECT_EQ(readRunNotes(folder.path()), "");
    writeRunNotes(folder.path(), "one");
    writeRunNotes(folder.path(), "two\nlines");
    EXPECT_EQ(readRunNotes(folder.path()), "two\nlines\n");
    writeRunNotes(folder.path(), " \n");
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    writeRunNotes(folder.path(), "");
}

TEST(RunNotes, RefuseABook) {
    const TemporaryFolder folder;
    EXPECT_EQ(codeOf([&] { writeRunNotes(folder.path(), std::string(100'001, 'x')); }), "note.too_long");
}

TEST(ResolveRunFolder, TakesPathsAndNamesOfRuns) {
    const TemporaryFolder folder;
    ASSERT_EQ(::setenv("XDG_DATA_HOME", folder.path().c_str(), 1), 0);
    std::filesystem::create_directories(folder.path() / "salient" / "runs" / "one");
    std::ofstream(folder.path() / "salient" / "runs" / "one" / "recipe.json") << "{}";
    folder.write("events.jsonl", "");
    const std::filesystem::path byName = resolveRunFolder("one");
    const std::filesystem::path byPath = resolveRunFolder(folder.path().string());
    const std::vector<std::string> refused = {codeOf([] { resolveRunFolder("two"); }),
                                              codeOf([] { resolveRunFolder(""); }),
                                              codeOf([] { resolveRunFolder("x/../one"); }),
                                              codeOf([&] { resolveRunFolder((folder.path() / "salient").string()); })};
    ::unsetenv("XDG_DATA_HOME");
    EXPECT_EQ(byName, folder.path() / "salient" / "runs" / "one");
    EXPECT_EQ(byPath, folder.path());
    EXPECT_THAT(refused, testing::Each("run.not_found"));
}

} // namespace
} // namespace salient
