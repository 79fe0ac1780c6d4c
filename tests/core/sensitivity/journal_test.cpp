// SPDX-License-Identifier: Apache-2.0
#include "core/sensitivity/journal.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace salient {
namespace {

TEST(SweepJournal, GoesOnWhereItWasUpToATornLine) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "sensitivity.partial.jsonl";
    {
        SweepJournal journal(file, "key");
        journal.add("alone", "a", {{1.0, 2.0}, {3.0, 4.0}});
        journal.add("restored", "a", {{5.0}, {6.0}});
    }
    std::ofstream(file, std::ios::app) << R"({"sweep":"alone","set":"b","lo)";
    SweepJournal again(file, "key");
    ASSERT_NE(again.find("alone", "a"), nullptr);
    EXPECT_EQ(again.find("alone", "a")->kl, (std::vector<double>{3.0, 4.0}));
    ASSERT_NE(again.find("restored", "a"), nullptr);
    EXPECT_EQ(again.find("alone", "b"), nullptr);
    again.add("alone", "b", {{7.0}, {8.0}});
    SweepJournal third(file, "key");
    EXPECT_NE(third.find("alone", "b"), nullptr);
    third.finish();
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(SweepJournal, OfAnotherMeasurementIsNotRead) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "sensitivity.partial.jsonl";
    { SweepJournal(file, "one").add("alone", "a", {{1.0}, {2.0}}); }
    EXPECT_EQ(SweepJournal(file, "other").find("alone", "a"), nullptr);
}

} // namespace
} // namespace salient
