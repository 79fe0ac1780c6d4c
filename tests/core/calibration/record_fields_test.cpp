// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/record_fields.h"

#include "kernels/error.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

class RecordFieldsTest : public testing::Test {
protected:
    RecordFields of(const char* name, const std::string& content) const {
        return recordFields(m_folder.write(name, content));
    }
    static std::vector<std::string> kinds(const RecordFields& found) {
        std::vector<std::string> list;
        for (const RecordField& field : found.fields) {
            list.push_back(field.name + " " + field.kind);
        }
        return list;
    }

    TemporaryFolder m_folder;
};

TEST_F(RecordFieldsTest, NamesKindsAndTheShapeOfLines) {
    const RecordFields found = of("a.jsonl", R"({"prompt":"","response":"b","n":3,"m":[{"role":"user","content":"x"}]})"
                                             "\n\n"
                                             R"({"prompt":"p","response":null,"ids":[1,2],"o":{"a":1},"l":["x"]})"
                                             "\n");
    EXPECT_THAT(kinds(found), testing::ElementsAre("prompt text", "response text", "n number", "m messages", "ids ids",
                                                   "o object", "l list"));
    EXPECT_EQ(found.fields[0].example, "p") << "the first value that says something";
    EXPECT_EQ(found.shape, "prompt+response");
    EXPECT_EQ(found.records, 2);
}

TEST_F(RecordFieldsTest, ReadsListsObjectsAndLinesFromJson) {
    EXPECT_THAT(kinds(of("a.json", R"([{"text":"a"},{"text":"b"}])")), testing::ElementsAre("text text"));
    EXPECT_THAT(kinds(of("b.json", "{\n\"text\": \"a\"}")), testing::ElementsAre("text text"));
    EXPECT_EQ(of("c.json", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n").records, 2);
}

TEST_F(RecordFieldsTest, ReadsTheColumnsOfATable) {
    const RecordFields found = of("a.csv", "title,article\nA,\"long, text\"\n");
    EXPECT_THAT(kinds(found), testing::ElementsAre("title text", "article text"));
    EXPECT_EQ(found.fields[1].example, "long, text");
    EXPECT_EQ(found.shape, "");
}

TEST_F(RecordFieldsTest, ReadsTheColumnsOfAParquetFile) {
    const RecordFields found =
        recordFields(std::filesystem::path(SALIENT_TEST_DATA) / "parquet" / "flat-dictionary.parquet");
    ASSERT_GE(found.fields.size(), 4U);
    EXPECT_EQ(found.fields[0].name, "sorted_text");
    EXPECT_EQ(found.fields[0].example, "https://example.org/page/00000");
    EXPECT_EQ(found.fields[1].example, "δέλτα") << "of the second record";
    EXPECT_EQ(found.fields[2].kind, "number");
    EXPECT_EQ(found.shape, "text");
}

TEST_F(RecordFieldsTest, CutsLongExamplesAtACharacter) {
    std::string text;
    for (int i = 0; i < 200; ++i) {
        text += "é";
    }
    const RecordFields found = of("a.jsonl", "{\"text\":\"x" + text + "\"}");
    EXPECT_LT(found.fields[0].example.size(), 130U);
    EXPECT_TRUE(found.fields[0].example.ends_with("é…"));
}

TEST_F(RecordFieldsTest, LooksAtTheBeginningOfALongFileOnly) {
    std::string lines;
    for (int i = 0; i < 100; ++i) {
        lines += i < 50 ? "{\"text\":\"a\"}\n" : "no JSON\n";
    }
    EXPECT_EQ(of("a.jsonl", lines).records, 20);
}

TEST_F(RecordFieldsTest, ATextHasNoFields) {
    EXPECT_EQ(of("a.txt", "words").fields.size(), 0U);
    EXPECT_EQ(of("a.jsonl", "\"a text\"\n[1,2]\n").fields.size(), 0U);
}

TEST_F(RecordFieldsTest, NamesTheLineThatIsNoJson) {
    try {
        of("a.jsonl", "{\"text\":\"a\"}\n{\n");
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("a.jsonl, line 2 is not JSON"));
    }
    EXPECT_THROW(recordFields(m_folder.path() / "none.jsonl"), Error);
}

} // namespace
} // namespace salient
