// SPDX-License-Identifier: Apache-2.0
#include "core/record/study_record.h"

#include "core/record/study_table.h"
#include "tests/core/record/made_study.h"
#include "tests/support/error_code.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

TEST(StudyRecord, ComesBackFromItsFolderAsItWas) {
    const TemporaryFolder folder;
    StudyRecord record = test::madeStudy();
    record.missing = {{"gptq", 2, 64, "/t/a.txt", 16, 3}};
    writeStudy(folder.path(), record);
    const StudyRecord again = readStudy(folder.path());
    EXPECT_EQ(studyToJson(again), studyToJson(record));
    EXPECT_EQ(again.entries[3].setting, record.entries[3].setting);
    EXPECT_EQ(again.dense.loss, record.dense.loss);
    EXPECT_EQ(again.missing, record.missing);
}

TEST(StudyRecord, TheOneThatIsHandedOutCanBeRead) {
    const StudyRecord record = readStudy(SALIENT_TEST_DATA "/../../resources/studies/smollm2-135m");
    const StudyEntry* const best = record.find({"best", 4, 64, "c4.txt", 128, 42});
    ASSERT_NE(best, nullptr);
    EXPECT_NEAR(figuresOf(record, *best).perplexity.mean, 23.10, 0.01); // as in README.md
    EXPECT_THAT(record.missing, SizeIs(0));
}

TEST(StudyRecord, BrokenFilesAreRefusedByName) {
    std::string missingWindow = studyToJson(test::madeStudy());
    missingWindow.replace(missingWindow.find("\"windows\": 3"), 12, "\"windows\": 4");
    std::string noWindows = studyToJson(test::madeStudy());
    noWindows.replace(noWindows.find("\"windows\": 3"), 12, "\"windows\": 0");
    for (const std::string& text : {std::string(), std::string("[]"), std::string("{"), std::string("{}"),
                                    std::string(R"({"entries":1})"), missingWindow, noWindows}) {
        try {
            studyFromJson(text, "/studies/x/study.json");
            FAIL() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "study.broken");
            EXPECT_THAT(error.what(), StartsWith("/studies/x/study.json is no study: "));
        }
    }
}

TEST(StudyRecord, AFolderWithoutOneSaysHowToMakeIt) {
    const TemporaryFolder folder;
    EXPECT_EQ(codeOf([&] { readStudy(folder.path()); }), "study.missing");
}

TEST(StudyRecord, FindsASettingByAllOfItsParts) {
    const StudyRecord record = test::madeStudy();
    EXPECT_EQ(record.find({"awq", 4, 32, "/t/a.txt", 8, 2}), &record.entries[4]);
    EXPECT_EQ(record.find({"awq", 4, 32, "/t/a.txt", 8, 3}), nullptr);
    EXPECT_EQ(record.find({"awq", 4, 32, "/t/b.txt", 8, 2}), nullptr);
}

// Windows scatter by half a nat; the differences from the original by a hundredth.
TEST(StudyFigures, ErrorsOfAPerplexityArePairedWithTheOriginal) {
    const StudyRecord record = test::madeStudy();
    const StudyFigures dense = figuresOf(record, record.dense);
    EXPECT_NEAR(dense.perplexity.mean, std::exp(3.0), 1e-9);
    EXPECT_NEAR(dense.perplexity.error, std::exp(3.0) * 0.5 / std::sqrt(3.0), 1e-9);
    const StudyFigures rtn = figuresOf(record, record.entries[0]);
    EXPECT_NEAR(rtn.perplexity.mean, std::exp(3.3), 1e-9);
    EXPECT_NEAR(rtn.perplexity.error, std::exp(3.3) * 0.01 / std::sqrt(3.0), 1e-9); // of 0.30, 0.31, 0.29
    EXPECT_NEAR(rtn.kl.mean, 0.11, 1e-12);
    EXPECT_NEAR(rtn.sameTop, 0.8, 1e-12);
}

TEST(StudyFigures, OneWindowSaysNothingOfItsError) {
    StudyRecord record = test::madeStudy();
    record.dense.loss.resize(1);
    EXPECT_TRUE(std::isnan(figuresOf(record, record.dense).perplexity.error));
}

TEST(StudyTable, TheOriginalIsTheFirstLine) {
    const std::vector<StudyRow> rows = studyRows(test::madeStudy());
    ASSERT_THAT(rows, SizeIs(6));
    EXPECT_EQ(rows[0].setting.method, kDenseMethod);
    EXPECT_EQ(rows[1].setting.method, "rtn");
}

TEST(StudyTable, CsvQuotesTextsAndLeavesOutWhatIsNotKnown) {
    StudyRecord record = test::madeStudy();
    record.entries.resize(2);
    record.entries[1].setting.calibration = "a,b.txt";
    record.windows = 1;
    for (StudyEntry* entry : {&record.dense, &record.entries[0], &record.entries[1]}) {
        entry->loss = {0.0};
        entry->kl = {0.25};
        entry->sameTop = {0.5};
    }
    const std::string csv = studyToCsv(record);
    EXPECT_THAT(csv, HasSubstr("rtn,4,32,,0,0,4600000,4.6,1,,0.25,,0.5,12.5,400000000\n"));
    EXPECT_THAT(csv, HasSubstr("awq,4,32,\"a,b.txt\",16,1,"));
}

TEST(StudyTable, NamesHoldTheTextWhereThereAreSeveral) {
    StudyRecord record = test::madeStudy();
    const StudySetting setting = record.entries[1].setting;
    EXPECT_EQ(settingName(record, setting), "awq 4 bits g32");
    EXPECT_EQ(methodName(record, setting), "awq");
    EXPECT_EQ(settingName(record, {"rtn", 3, 0, "", 0, 0}), "rtn 3 bits");
    record.entries.back().setting.calibration = "/t/b.jsonl#/answer:0.5";
    EXPECT_EQ(settingName(record, setting), "awq 4 bits g32 a.txt");
    EXPECT_EQ(methodName(record, record.entries.back().setting), "awq b.jsonl#/answer:0.5");
    EXPECT_EQ(methodName(record, record.entries[0].setting), "rtn");
    record.entries.back().setting.calibration = "";
    EXPECT_EQ(settingName(record, setting), "awq 4 bits g32 a.txt");
    EXPECT_EQ(methodName(record, record.entries.back().setting), "awq default text");
    EXPECT_EQ(methodName(record, record.entries[0].setting), "rtn");
}

} // namespace
} // namespace salient
