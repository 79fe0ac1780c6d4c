// SPDX-License-Identifier: Apache-2.0
#include "core/report/run_listing.h"

#include "core/run_folder.h"
#include "kernels/error.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using testing::HasSubstr;

constexpr const char* kResult = R"({"bytes_before":200,"bytes_after":100,"time":{"seconds":2.5},
    "holdout":{"perplexity_before":4.5,"perplexity_after":5.5,"mean_kl":0.25}})";

class ListRuns : public testing::Test {
protected:
    RunFolder run(const std::string& name) const {
        Recipe recipe;
        recipe.model = "/models/tiny";
        recipe.output = "/out/tiny-awq";
        recipe.groupSize = 64;
        return RunFolder::create(m_folder.path() / name, recipe);
    }
    RunListing only() const {
        const std::vector<RunListing> runs = listRuns(m_folder.path());
        EXPECT_EQ(runs.size(), 1U);
        return runs.empty() ? RunListing() : runs.front();
    }
    TemporaryFolder m_folder;
};

TEST_F(ListRuns, SaysWhatAFinishedRunWasAndBecame) {
    run("2026-03-05-140709-tiny").writeResult(kResult);
    m_folder.write("2026-03-05-140709-tiny/notes.txt", "good\n");
    const RunListing found = only();
    EXPECT_EQ(found.name, "2026-03-05-140709-tiny");
    EXPECT_EQ(found.state, RunEnd::Finished);
    EXPECT_EQ(found.model, "/models/tiny");
    EXPECT_EQ(found.method, "awq");
    EXPECT_EQ(found.groupSize, 64);
    EXPECT_EQ(found.samples, 128);
    EXPECT_EQ(found.bytesAfter, 100);
    EXPECT_EQ(found.perplexityAfter, 5.5);
    EXPECT_EQ(found.meanKl, 0.25);
    EXPECT_EQ(found.seconds, 2.5);
    EXPECT_EQ(found.notes, "good\n");
    EXPECT_EQ(found.problem, "");
}

TEST_F(ListRuns, NewestFirstByTheTimeInTheName) {
    for (const char* name : {"2026-03-05-140709-b", "2026-11-05-140709-a", "2025-12-05-140709-c"}) {
        run(name);
    }
    std::vector<std::string> names;
    for (const RunListing& found : listRuns(m_folder.path())) {
        names.push_back(found.name);
    }
    EXPECT_THAT(names, testing::ElementsAre("2026-11-05-140709-a", "2026-03-05-140709-b", "2025-12-05-140709-c"));
}

TEST_F(ListRuns, OtherNamesAreAsOldAsTheirRecipe) {
    run("mine");
    EXPECT_GT(only().started, 1'700'000'000);
}

TEST_F(ListRuns, EndOfTheEventsTellsHowItEnded) {
    RunFolder failed = run("f");
    failed.append(Progress{"search", "x", 0.5, 12.5, 3});
    failed.append(Failed{"memory.exhausted", "No memory is left.", 3});
    failed.writeResult("{}"); // flushes
    std::filesystem::remove(failed.path() / "result.json");
    const RunListing found = only();
    EXPECT_EQ(found.state, RunEnd::Failed);
    EXPECT_EQ(found.failure, "No memory is left.");
    EXPECT_EQ(found.seconds, 12.5);
}

TEST_F(ListRuns, CancelledIsNoFailure) {
    run("c");
    m_folder.write("c/events.jsonl", eventToJson(Failed{"cancelled", "Cancelled.", 5}) + "\n");
    EXPECT_EQ(only().state, RunEnd::Cancelled);
}

TEST_F(ListRuns, TornEndIsUnfinished) {
    run("t");
    m_folder.write("t/events.jsonl", eventToJson(Progress{"search", "x", 0.5, 7, 3}) + "\n{\"event\":\"fai");
    const RunListing found = only();
    EXPECT_EQ(found.state, RunEnd::Unfinished);
    EXPECT_EQ(found.seconds, 7);
    EXPECT_EQ(found.problem, "");
}

TEST_F(ListRuns, ReadsOnlyTheEndOfTheEvents) {
    run("long");
    std::string events = "this is no event\n";
    while (events.size() < 100'000) {
        events += eventToJson(BlockStarted{1, 2, "model.layers.1"}) + "\n";
    }
    m_folder.write("long/events.jsonl", events + eventToJson(Failed{"cancelled", "Cancelled.", 5}) + "\n");
    EXPECT_EQ(only().state, RunEnd::Cancelled);
    EXPECT_EQ(only().problem, "");
}

TEST_F(ListRuns, BrokenFoldersAreListedWithTheirProblem) {
    std::filesystem::create_directory(m_folder.path() / "empty");
    run("bad-recipe");
    m_folder.write("bad-recipe/recipe.json", "{\"model\":");
    run("bad-result").writeResult("[1]");
    run("bad-end");
    m_folder.write("bad-end/events.jsonl", "what\n");
    run("no-file");
    std::filesystem::create_directory(m_folder.path() / "no-file" / "result.json");
    m_folder.write("a-file", "");
    const std::vector<RunListing> runs = listRuns(m_folder.path());
    EXPECT_EQ(runs.size(), 5U);
    for (const RunListing& found : runs) {
        EXPECT_THAT(found.problem, HasSubstr(found.folder.string()));
    }
}

TEST_F(ListRuns, ValuesOfOtherKindsAreNotKnown) {
    run("odd").writeResult(R"({"bytes_after":"many","bytes_before":1e30,"holdout":null,"time":[1]})");
    m_folder.write("odd/recipe.json", R"({"bits":"four","group_size":99999999999999999999,"calibration":7})");
    const RunListing found = only();
    EXPECT_EQ(found.state, RunEnd::Finished);
    EXPECT_FALSE(found.bits || found.groupSize || found.samples || found.bytesAfter || found.bytesBefore);
    EXPECT_FALSE(found.perplexityAfter || found.seconds);
}

TEST_F(ListRuns, RootThatIsNotThereHoldsNone) {
    EXPECT_TRUE(listRuns(m_folder.path() / "nowhere").empty());
}

TEST_F(ListRuns, RootThatIsAFileIsRefused) {
    EXPECT_THROW(listRuns(m_folder.write("file", "")), Error);
}

} // namespace
} // namespace salient
