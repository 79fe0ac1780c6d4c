// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/table_source.h"

#include "kernels/error.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using testing::HasSubstr;

const std::filesystem::path kFolder = std::filesystem::path(SALIENT_TEST_DATA) / "parquet";

TextSource read(const std::string& file, const std::string& key, int64_t budget = 1 << 20) {
    SeededRandom random(1);
    return readParquetSource(kFolder / file, {key, budget, {}}, random);
}

TEST(TableSource, TakesTheTextColumnOfAParquetFile) {
    const TextSource source = read("nested-zstd-v1-plain.parquet", "");
    EXPECT_EQ(source.textsRead, 36);
    EXPECT_EQ(source.emptyTexts + static_cast<int64_t>(source.texts.size()), 36);
    EXPECT_THAT(source.note, HasSubstr("Parquet, 36 records, read from text (36)"));
}

TEST(TableSource, ReadsAllShapesFromANamedColumn) {
    const TextSource chats = read("nested-snappy-v1-plain.parquet", "messages");
    EXPECT_GT(chats.chats, 10);
    EXPECT_GT(std::count_if(chats.texts.begin(), chats.texts.end(), [](const auto& t) { return !t.prompts.empty(); }),
              5);
    EXPECT_GT(read("nested-snappy-v1-plain.parquet", "parts").chats, 5) << "contents that are lists of parts";
    EXPECT_GT(read("nested-snappy-v1-plain.parquet", "large").texts.size(), 20U);
}

TEST(TableSource, SamplesRowsFromAllOverAFileBeyondTheBudget) {
    const TextSource source = read("flat-zstd-v2-delta.parquet", "sorted_text", 2000);
    EXPECT_LT(source.textsRead, 150);
    EXPECT_THAT(source.note, HasSubstr("of 270 records"));
    ASSERT_GE(source.texts.size(), 20U);
    EXPECT_GT(source.texts.back().text, "https://example.org/page/00073") << "from the last row group, too";
}

TEST(TableSource, NamesTheColumnsWhenNoneFits) {
    try {
        read("flat-zstd-v2-delta.parquet", "body");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "calibration.columns");
        EXPECT_THAT(error.what(),
                    HasSubstr("expected the column \"body\", found the columns sorted_text, text, int32"));
    }
}

TEST(TableSource, NamesTheRowThatIsNoText) {
    try {
        read("flat-zstd-v2-delta.parquet", "small");
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("row group 1, row 1: expected a text under \"small\", found 0."));
    }
}

TEST(TableSource, ReadsCsvByTheSameShapes) {
    SeededRandom random(1);
    const TextSource source =
        readCsvSource("question,answer\nWhy?,\"Because, so.\"\n", "a.csv", {"", 1000, {}}, random);
    ASSERT_EQ(source.texts.size(), 1U);
    EXPECT_EQ(source.texts[0].text, "Why?\n\nBecause, so.");
    EXPECT_EQ(source.texts[0].prompts.size(), 1U);
    EXPECT_THAT(source.note, HasSubstr("CSV, 1 records, read from question+answer (1)"));
}

} // namespace
} // namespace salient
