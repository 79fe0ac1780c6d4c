// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/csv_reader.h"

#include "kernels/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

std::vector<std::string> rowsOf(std::string_view text) {
    CsvReader reader(text, "a.csv");
    std::vector<std::string> rows;
    for (nlohmann::ordered_json row; reader.next(row);) {
        rows.push_back(row.dump());
    }
    return rows;
}

TEST(CsvReader, ReadsRowsUnderTheNamesOfTheFirst) {
    EXPECT_THAT(rowsOf("text,n\nab,1\r\n,2"),
                testing::ElementsAre(R"({"text":"ab","n":"1"})", R"({"text":"","n":"2"})"));
}

TEST(CsvReader, KeepsSeparatorsLineEndsAndQuotesOfQuotedFields) {
    EXPECT_THAT(rowsOf("text,n\n\"a, \"\"b\"\"\n\nc\",1\n"),
                testing::ElementsAre(R"({"text":"a, \"b\"\n\nc","n":"1"})"));
}

TEST(CsvReader, TakesTheMostFrequentSeparator) {
    EXPECT_THAT(rowsOf("a;b\n1,5;2\n"), testing::ElementsAre(R"({"a":"1,5","b":"2"})"));
    EXPECT_THAT(rowsOf("a\tb\n1\t2\n"), testing::ElementsAre(R"({"a":"1","b":"2"})"));
}

TEST(CsvReader, PassesOverBlankLinesAndEndsAtTheEnd) {
    EXPECT_THAT(rowsOf("text\n\nab\n\n"), testing::ElementsAre(R"({"text":"ab"})"));
    EXPECT_THAT(rowsOf("text\n"), testing::IsEmpty());
    EXPECT_THAT(rowsOf(""), testing::IsEmpty());
}

struct Case {
    const char* text;
    const char* code;
    const char* place;
};
class BrokenCsv : public testing::TestWithParam<Case> {};

TEST_P(BrokenCsv, IsRefusedWithItsRow) {
    try {
        rowsOf(GetParam().text);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), GetParam().code);
        EXPECT_THAT(error.what(), testing::StartsWith(GetParam().place));
    }
}

INSTANTIATE_TEST_SUITE_P(Texts, BrokenCsv,
                         testing::Values(Case{"a,b\n1,2\n1\n", "csv.fields", "a.csv, row 3:"},
                                         Case{"a\n\"x", "csv.open_quote", "a.csv, row 2:"},
                                         Case{"a,b\n\"x\"y,1\n", "csv.text_after_quote", "a.csv, row 2:"},
                                         Case{"a,a\n1,2\n", "csv.duplicate_column", "a.csv names"}));

} // namespace
} // namespace salient
