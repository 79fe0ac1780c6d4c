// SPDX-License-Identifier: Apache-2.0
#include "core/report/study_report.h"

#include "core/record/study_table.h"
#include "tests/core/record/made_study.h"
#include "tests/support/markup_check.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> namesOf(const std::vector<std::filesystem::path>& files) {
    std::vector<std::string> names;
    for (const std::filesystem::path& file : files) {
        names.push_back(file.filename().string());
    }
    return names;
}

TEST(StudyReport, HasAllLinesAndCharts) {
    const HtmlReport report = studyReport(test::madeStudy());
    EXPECT_EQ(markupProblem(report.html), "");
    EXPECT_EQ(report.charts, 4);
    for (const char* words : {"<h1>Study of model</h1>", "16 bit", "<td>rtn</td>", "20.086 ± 5.8", "27.113 ± 0.16",
                              "80.00 %", "4.6 MB", "3 of 128 tokens", "Quality over calibration samples"}) {
        EXPECT_THAT(report.html, HasSubstr(words));
    }
    EXPECT_THAT(report.html, Not(HasSubstr("Not finished")));
}

TEST(StudyReport, SaysHowFarAStoppedStudyCame) {
    StudyRecord record = test::madeStudy();
    record.missing.assign(4, {"rtn", 3, 32, "", 0, 0});
    EXPECT_THAT(studyReport(record).html, HasSubstr("Not finished: 5 of 9 settings are measured."));
}

TEST(StudyReport, EscapesEveryText) {
    constexpr const char* kHostile = "</title></style><img src=x onerror=alert(1)>\"'&\xFE";
    StudyRecord record = test::madeStudy();
    record.model = record.text = record.textHash = kHostile;
    record.entries[0].setting.method = kHostile;
    record.entries[1].setting.calibration = kHostile;
    const std::string html = studyReport(record).html;
    EXPECT_EQ(markupProblem(html), "");
    EXPECT_THAT(html, Not(HasSubstr("<img")));
}

TEST(StudyFiles, AreATableAPageAndThePicturesThatShowSomething) {
    const TemporaryFolder folder;
    StudyRecord record = test::madeStudy();
    EXPECT_THAT(namesOf(writeStudyFiles(folder.path(), record)),
                ElementsAre("study.csv", "study.html", "size_perplexity.svg", "size_kl.svg", "samples_perplexity.svg",
                            "samples_kl.svg"));
    EXPECT_EQ(readWhole(folder.path() / "study.csv"), studyToCsv(record));
    const std::string picture = readWhole(folder.path() / "samples_perplexity.svg");
    EXPECT_EQ(markupProblem(picture), "");
    EXPECT_THAT(picture, HasSubstr("class=\"errors\""));
    EXPECT_THAT(picture, HasSubstr("fill=\"#ffffff\"")) << "dark on a dark viewer's own background";
    EXPECT_THAT(studyReport(record).html, Not(HasSubstr("fill=\"#ffffff\""))) << "a page has its own";
    record.entries.resize(1);
    EXPECT_THAT(namesOf(writeStudyFiles(folder.path(), record)),
                ElementsAre("study.csv", "study.html", "size_perplexity.svg", "size_kl.svg"));
}

} // namespace
} // namespace salient
