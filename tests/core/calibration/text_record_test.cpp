// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_record.h"

#include "kernels/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

struct Case {
    const char* json;
    const char* text;
    const char* field;
};
class TextRecords : public testing::TestWithParam<Case> {};

TEST_P(TextRecords, GiveTheirText) {
    const TextRecord record = textRecordFromJson(GetParam().json, "a.jsonl");
    EXPECT_EQ(record.text, GetParam().text);
    EXPECT_EQ(record.field, GetParam().field);
    EXPECT_FALSE(record.isIds);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, TextRecords,
    testing::Values(Case{R"({"meta":1,"text":"a"})", "a", "text"}, Case{R"({"text":"a","content":"b"})", "a", "text"},
                    Case{R"({"content":"b"})", "b", "content"}, Case{R"({"text":null})", "", "text"},
                    Case{R"("just so")", "just so", "plain strings"},
                    Case{R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]})", "q\n\na",
                         "messages"},
                    Case{R"({"messages":[{"role":"user","content":[{"type":"text","text":"x"},{"type":"image"}]}]})",
                         "x", "messages"},
                    Case{R"({"conversations":[{"from":"human","value":"q"},{"from":"gpt","value":"a"}]})", "q\n\na",
                         "conversations"},
                    Case{R"({"prompt":"p","response":"r"})", "p\n\nr", "prompt+response"},
                    Case{R"({"prompt":"p","completion":"c"})", "p\n\nc", "prompt+completion"},
                    Case{R"({"instruction":"i","input":"","output":"o"})", "i\n\no", "instruction+input+output"},
                    Case{R"({"instruction":"i","output":"o"})", "i\n\no", "instruction+output"},
                    Case{R"({"instruction":"i","context":"c","response":"r"})", "i\n\nc\n\nr",
                         "instruction+context+response"},
                    Case{R"({"question":"q","answer":"a"})", "q\n\na", "question+answer"},
                    Case{R"({"chosen":"c","rejected":"r"})", "c", "chosen"},
                    Case{R"({"prompt":"p","chosen":"c","rejected":"r"})", "p\n\nc", "prompt+chosen"},
                    Case{R"({"prompt":"p","chosen":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}],)"
                         R"("rejected":[]})",
                         "p\n\nc", "prompt+chosen"},
                    Case{R"({"prompt":[{"role":"user","content":"p"}],"completion":[{"role":"assistant",)"
                         R"("content":"c"}]})",
                         "p\n\nc", "prompt+completion"},
                    Case{R"({"conversations":[{"role":"user","content":"q"},null]})", "q", "conversations"}));

TEST(TextRecordTest, NamesRolesAsTemplatesDo) {
    const TextRecord record = textRecordFromJson(
        R"({"conversations":[{"from":"system","value":"s"},{"from":"human","value":"q"},{"from":"gpt","value":"a"}]})",
        "a");
    ASSERT_EQ(record.messages.size(), 3U);
    EXPECT_TRUE(record.isChat);
    EXPECT_EQ(record.messages[1].role, "user");
    EXPECT_EQ(record.messages[2].role, "assistant");
}

TEST(TextRecordTest, ReadsFromTheKeyOfTheUser) {
    EXPECT_EQ(textRecordFromJson(R"({"text":"a","body":"b"})", "a", "body").text, "b");
    EXPECT_TRUE(textRecordFromJson(R"({"talk":[{"role":"user","content":"q"}]})", "a", "talk").isChat);
    EXPECT_THAT(textRecordFromJson(R"({"tokens":[1,2]})", "a", "tokens").ids, testing::ElementsAre(1, 2));
    EXPECT_THROW(textRecordFromJson(R"({"text":"a"})", "a", "body"), Error);
}

TEST(TextRecordTest, TakesListsOfNumbersAsTokenIds) {
    EXPECT_THAT(textRecordFromJson("[1,2,3]", "a").ids, testing::ElementsAre(1, 2, 3));
    EXPECT_THAT(textRecordFromJson(R"({"input_ids":[4]})", "a").ids, testing::ElementsAre(4));
    EXPECT_TRUE(textRecordFromJson("[]", "a").isIds);
}

class BrokenRecords : public testing::TestWithParam<const char*> {};

TEST_P(BrokenRecords, AreInputErrorsThatStartWithTheirOrigin) {
    try {
        textRecordFromJson(GetParam(), "a.jsonl, line 7");
        FAIL() << GetParam();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Input);
        EXPECT_THAT(error.what(), testing::StartsWith("a.jsonl, line 7"));
    }
}

INSTANTIATE_TEST_SUITE_P(Lines, BrokenRecords,
                         testing::Values("", "{", "5", "null", "{}", R"({"text":5})", R"({"body":"x"})",
                                         R"({"messages":"x"})", R"({"messages":["x"]})",
                                         R"({"messages":[{"role":"user"}]})", R"([1,"2"])", "[1.5]", "[-1]",
                                         "[2147483648]", "[18446744073709551615]", R"({"prompt":"p"})"));

TEST(TextRecordTest, ReadsTheListAtTheTopOfAJsonFile) {
    const auto texts = textRecordsFromJsonFile(R"([{"text":"a"},"b"])", "a.json");
    ASSERT_EQ(texts.size(), 2U);
    EXPECT_EQ(texts[1].text, "b");
    EXPECT_EQ(textRecordsFromJsonFile("[[1,2],[3]]", "a.json").size(), 2U);
    EXPECT_THAT(textRecordsFromJsonFile("[1,2]", "a.json").at(0).ids, testing::ElementsAre(1, 2));
    EXPECT_EQ(textRecordsFromJsonFile(R"({"text":"one"})", "a.json").at(0).text, "one");
}

TEST(TextRecordTest, NamesTheItemOfAJsonFile) {
    try {
        textRecordsFromJsonFile(R"([{"text":"a"},{"text":1}])", "a.json");
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::StartsWith("a.json, item 2"));
    }
}

} // namespace
} // namespace salient
