// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration_data.h"

#include "kernels/error.h"
#include "tests/support/byte_tokenizer.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace salient {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Files in a folder, and a tokenizer whose ids are the bytes of the text (</s> = 256 between texts).
class CalibrationDataTest : public testing::Test {
protected:
    CalibrationDataTest() { writeByteTokenizer(m_folder); }

    std::string file(const std::string& name, const std::string& content) const {
        return m_folder.write(name, content).string();
    }
    const std::filesystem::path& folder() const { return m_folder.path(); }
    CalibrationData read(std::vector<std::string> sources, int64_t samples, int64_t length, int64_t holdout = 0,
                         uint64_t seed = 42) const {
        const Tokenizer tokenizer = Tokenizer::load(m_folder.path());
        return readCalibration({std::move(sources), samples, length, seed}, holdout, &tokenizer, 257);
    }
    std::string codeOf(const std::vector<std::string>& sources) const {
        try {
            read(sources, 2, 4);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::Input);
            return error.code();
        }
        return "no error";
    }

private:
    TemporaryFolder m_folder;
};

std::string textOf(const std::vector<int32_t>& ids) {
    std::string text;
    for (const int32_t id : ids) {
        text += id == 256 ? '|' : static_cast<char>(id);
    }
    return text;
}

std::vector<std::string> textsOf(const std::vector<std::vector<int32_t>>& sequences) {
    std::vector<std::string> texts;
    std::transform(sequences.begin(), sequences.end(), std::back_inserter(texts), textOf);
    return texts;
}

TEST_F(CalibrationDataTest, SplitsALongTextIntoAllItsWindows) {
    const CalibrationData data = read({file("a.txt", "abcdefghijkl..")}, 3, 4);
    EXPECT_THAT(textsOf(data.sequences), testing::ElementsAre("abcd", "efgh", "ijkl"));
    EXPECT_EQ(data.report.samples, 3);
    EXPECT_EQ(data.report.length, 4);
    EXPECT_EQ(data.report.tokens, 12);
    EXPECT_EQ(data.report.textsRead, 1);
    EXPECT_THAT(data.report.notes, Contains(HasSubstr("the last 2 tokens fill no window")));
}

TEST_F(CalibrationDataTest, JoinsShortTextsWithTheEndToken) {
    const CalibrationData data =
        read({file("a.jsonl", "{\"text\":\"ab\"}\n{\"text\":\" \"}\n{\"text\":\"cde\"}\n")}, 2, 3);
    EXPECT_THAT(textsOf(data.sequences), testing::ElementsAre("ab|", "cde"));
    EXPECT_EQ(data.report.textsRead, 3);
    EXPECT_EQ(data.report.textsSkipped, 1);
    EXPECT_THAT(data.report.skipReasons, testing::ElementsAre("1 texts empty"));
    EXPECT_THAT(data.report.notes, Contains(HasSubstr("read from text (3)")));
}

TEST_F(CalibrationDataTest, JoinsSources) {
    EXPECT_THAT(textsOf(read({file("a.txt", "abc"), file("b.md", "defg")}, 2, 4).sequences),
                testing::ElementsAre("abc|", "defg"));
}

TEST_F(CalibrationDataTest, KeepsTheHoldoutApart) {
    std::string text(4000, ' ');
    for (size_t i = 0; i < text.size(); i += 4) { // every window of 4 tells its number
        text.replace(i, 4, std::to_string(1000 + i / 4).substr(0, 4));
    }
    const CalibrationData data = read({file("a.txt", text)}, 100, 4, 20);
    EXPECT_EQ(data.sequences.size(), 100U);
    EXPECT_EQ(data.holdout.size(), 20U);
    EXPECT_EQ(data.report.holdoutSamples, 20);
    std::set<std::string> seen;
    for (const auto& sequences : {data.sequences, data.holdout}) {
        for (const std::string& window : textsOf(sequences)) {
            EXPECT_TRUE(seen.insert(window).second) << window;
        }
    }
    EXPECT_LT(*seen.begin(), "1100");
    EXPECT_GT(*seen.rbegin(), "1900") << "windows come from all over the text";
}

TEST_F(CalibrationDataTest, DependsOnTheSeedAndNothingElse) {
    std::string text(5000, ' ');
    std::iota(text.begin(), text.begin() + 90, '!');
    const std::string name = file("a.txt", text + "end of the text");
    const auto hash = [&](uint64_t seed) { return read({name}, 20, 16, 4, seed).report.dataHash; };
    EXPECT_EQ(hash(1), hash(1));
    EXPECT_NE(hash(1), hash(3));
}

TEST_F(CalibrationDataTest, HashesTheIdsAsLittleEndianInt32) {
    // printf '\x61\0\0\0\x62\0\0\0' | sha256sum
    EXPECT_EQ(read({file("a.txt", "ab")}, 1, 2).report.dataHash,
              "3e44980e155df8031b4b6b602e80c1a170a35d7e5790d5f58b0f04555ffe991c");
}

TEST_F(CalibrationDataTest, UsesWhatIsThereWhenTextIsShortAndSaysSo) {
    const CalibrationData few = read({file("a.txt", "abcdefgh")}, 128, 4, 8);
    EXPECT_EQ(few.sequences.size(), 2U);
    EXPECT_TRUE(few.holdout.empty());
    EXPECT_THAT(few.report.notes, Contains(HasSubstr("Too little text")));
    const CalibrationData shorter = read({file("b.txt", "abc")}, 128, 512, 8);
    EXPECT_THAT(textsOf(shorter.sequences), testing::ElementsAre("abc"));
    EXPECT_EQ(shorter.report.length, 3);
}

TEST_F(CalibrationDataTest, GivesTheHoldoutItsShareWhenWindowsAreScarce) {
    std::string text;
    for (char c = '0'; c < '0' + 64; ++c) { // windows that repeat another one would not count
        text += c;
    }
    const CalibrationData data = read({file("a.txt", text)}, 128, 4, 8);
    EXPECT_EQ(data.holdout.size(), 2U);
    EXPECT_EQ(data.sequences.size(), 14U);
}

TEST_F(CalibrationDataTest, SharesSamplesOutByWeight) {
    std::string letters;
    std::string digits;
    for (int i = 0; i < 400; ++i) {
        const std::string number = std::to_string(100 + i);
        digits += number + "0";
        for (const char digit : number) {
            letters += static_cast<char>('a' + digit - '0');
        }
        letters += "z";
    }
    const CalibrationData data =
        read({file("a.txt", letters) + ":3", file("b.txt", digits), file("c.txt", "0000") + ":1"}, 100, 4, 10);
    const auto ofLetters = [](const std::vector<std::vector<int32_t>>& sequences) {
        return std::count_if(sequences.begin(), sequences.end(), [](const auto& ids) { return ids[0] >= 'a'; });
    };
    EXPECT_EQ(data.sequences.size(), 100U);
    EXPECT_EQ(ofLetters(data.sequences), 74) << "3 : 1, after the one window of the third source";
    EXPECT_THAT(ofLetters(data.holdout), testing::AllOf(testing::Ge(7), testing::Le(8)));
    EXPECT_THAT(data.report.notes, Contains(HasSubstr("a.txt 3, ")));
}

TEST_F(CalibrationDataTest, LeavesOutTextsThatRepeatAnotherOne) {
    const CalibrationData data =
        read({file("a.jsonl", "{\"text\":\"ab cd\"}\n{\"text\":\" ab\\n cd\"}\n{\"text\":\"efgh\"}\n"),
              file("b.txt", "ab cd\n")},
             9, 5);
    EXPECT_THAT(textsOf(data.sequences), testing::ElementsAre("ab cd", "|efgh"));
    EXPECT_THAT(data.report.skipReasons, testing::ElementsAre("2 texts equal to another one"));
    EXPECT_EQ(data.report.textsSkipped, 2);
}

TEST_F(CalibrationDataTest, DrawsNoTokensTwice) {
    const CalibrationData data = read({file("a.txt", "abcdefghabcdijklabcdmnopqrstuvwx")}, 5, 4, 2);
    std::vector<std::string> all = textsOf(data.sequences);
    for (const std::string& window : textsOf(data.holdout)) {
        all.push_back(window);
    }
    std::sort(all.begin(), all.end());
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
    EXPECT_THAT(data.report.notes, Contains(HasSubstr("2 windows repeat the tokens of another one")));
}

TEST_F(CalibrationDataTest, MarksPromptTokensBesideTheIds) {
    const std::string name = file("a.jsonl", "{\"messages\":[{\"role\":\"user\",\"content\":\"why\"},"
                                             "{\"role\":\"assistant\",\"content\":\"so\"}]}\n{\"text\":\"text\"}\n");
    const Tokenizer tokenizer = Tokenizer::load(folder());
    const ChatRenderer brackets = [](const std::vector<ChatMessage>& messages) {
        return "<" + messages[0].content + ">" + messages[1].content + ".";
    };
    const CalibrationData data = readCalibration({{name}, 1, 13, 42}, 0, &tokenizer, 257, brackets);
    EXPECT_EQ(textOf(data.sequences[0]), "<why>so.|text");
    EXPECT_THAT(data.sequenceScored[0], testing::ElementsAre(0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1));
    EXPECT_THAT(data.report.notes, Contains(HasSubstr("1 conversations went through the model's chat template")));
}

TEST_F(CalibrationDataTest, CountsConversationsThatTheTemplateRefuses) {
    const std::string name =
        file("a.jsonl", "{\"messages\":[{\"role\":\"user\",\"content\":\"why\"}]}\n{\"text\":\"text\"}\n");
    const Tokenizer tokenizer = Tokenizer::load(folder());
    const ChatRenderer refusing = [](const std::vector<ChatMessage>&) -> std::string {
        throw inputError("template", "Roles must alternate.");
    };
    const CalibrationData data = readCalibration({{name}, 1, 4, 42}, 0, &tokenizer, 257, refusing);
    EXPECT_EQ(textOf(data.sequences[0]), "text");
    EXPECT_THAT(data.report.skipReasons,
                testing::ElementsAre("1 conversations refused by the chat template (\"Roles must alternate.\")"));
}

TEST_F(CalibrationDataTest, ReadsADataSetFromHuggingFacesCache) {
    std::filesystem::create_directories(folder() / "datasets--o--n/snapshots/1/data");
    std::filesystem::create_directories(folder() / "datasets--o--n/refs");
    file("datasets--o--n/refs/main", "1\n");
    file("datasets--o--n/snapshots/1/data/train-0.jsonl", "{\"text\":\"ab\"}\n");
    file("datasets--o--n/snapshots/1/data/train-1.jsonl", "{\"text\":\"cd\"}\n");
    file("datasets--o--n/snapshots/1/data/test-0.jsonl", "{\"text\":\"no\"}\n");
    ::setenv("HF_HUB_CACHE", folder().c_str(), 1);
    const CalibrationData all = read({"hf:datasets/o/n"}, 1, 5);
    const CalibrationData one = read({"hf:datasets/o/n/data/test-0.jsonl"}, 1, 2);
    ::unsetenv("HF_HUB_CACHE");
    EXPECT_EQ(textOf(all.sequences[0]), "ab|cd");
    EXPECT_EQ(textOf(one.sequences[0]), "no");
}

TEST_F(CalibrationDataTest, TakesAJsonFileOfLinesForWhatItIs) {
    const CalibrationData data = read({file("a.json", "{\"text\":\"ab\"}\n{\"text\":\"cd\"}\n")}, 1, 5);
    EXPECT_EQ(textOf(data.sequences[0]), "ab|cd");
    EXPECT_THAT(data.report.notes, Contains(HasSubstr("JSONL, 2 records")));
}

TEST_F(CalibrationDataTest, TakesGivenTokenIdsInOrder) {
    const std::string json = file("ids.json", "[[5,6],[7,8],[9,10]]");
    const std::string lines = file("ids.jsonl", "[5,6]\n[7,8]\n[9,10]\n");
    for (const std::string& name : {json, lines}) {
        const CalibrationData data = readCalibration({{name}, 2, 512, 42}, 8, nullptr, 257);
        EXPECT_THAT(data.sequences, testing::ElementsAre(testing::ElementsAre(5, 6), testing::ElementsAre(7, 8)));
        EXPECT_TRUE(data.holdout.empty());
        EXPECT_EQ(data.report.length, 2);
    }
}

TEST_F(CalibrationDataTest, RefusesWhatCannotBeUsedWithACode) {
    EXPECT_EQ(codeOf({"/nowhere.txt"}), "calibration.no_source");
    EXPECT_EQ(codeOf({file("a.txt", "")}), "text.empty");
    EXPECT_EQ(codeOf({file("a.txt", " \n\n")}), "calibration.empty");
    EXPECT_EQ(codeOf({file("a.jsonl", "\n\n")}), "calibration.empty");
    EXPECT_EQ(codeOf({file("a.json", "[]")}), "calibration.empty");
    EXPECT_EQ(codeOf({file("a.jsonl", "{\"text\":\"\"}\n")}), "calibration.empty");
    EXPECT_EQ(codeOf({file("a.bin", std::string("\0\1\2", 3))}), "text.binary");
    EXPECT_EQ(codeOf({file("a.jsonl", std::string("\0\1\2", 3))}), "text.binary");
    EXPECT_EQ(codeOf({testing::TempDir()}), "text.is_folder");
    EXPECT_EQ(codeOf({file("a.json", "[[1,2],[3]]")}), "calibration.unequal_lists");
    EXPECT_EQ(codeOf({file("a.json", "[[1,257]]")}), "calibration.id_out_of_range");
    EXPECT_EQ(codeOf({file("a.json", "[[1,2]]"), file("b.txt", "text")}), "calibration.mixed");
}

TEST_F(CalibrationDataTest, NamesFileAndLineOfAWrongRecord) {
    try {
        read({file("a.jsonl", "{\"text\":\"x\"}\n\n{\"text\":7}\n")}, 2, 4);
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("a.jsonl, line 3: expected a text under \"text\", found 7"));
    }
}

TEST_F(CalibrationDataTest, RefusesOptionsWithoutMeaning) {
    const std::string name = file("a.txt", "abc");
    EXPECT_THROW(read({name}, 0, 4), Error);
    EXPECT_THROW(read({name}, 1, 0), Error);
    EXPECT_THROW(read({name}, 1, 1, -1), Error);
    EXPECT_THROW(read({name}, INT64_MAX / 2, INT64_MAX / 2), Error);
}

TEST_F(CalibrationDataTest, NeedsATokenizerForTexts) {
    const std::string name = file("a.txt", "abc");
    EXPECT_THROW(readCalibration({{name}, 1, 2, 42}, 0, nullptr, 257), Error);
}

TEST_F(CalibrationDataTest, SamplesALargeFileInsteadOfReadingAll) {
    std::string text;
    for (int i = 0; i < 200'000; ++i) {
        text += "line " + std::to_string(i) + " of a text that is larger than the budget\n";
    }
    const CalibrationData data = read({file("a.txt", text)}, 8, 64);
    EXPECT_EQ(data.sequences.size(), 8U);
    EXPECT_THAT(data.report.notes, Contains(HasSubstr("excerpts of a text of " + std::to_string(text.size()))));
}

class CalibrationPresets : public testing::TestWithParam<std::string> {};

TEST_P(CalibrationPresets, FillTheDefaultNumberOfSamples) {
    TemporaryFolder folder;
    writeByteTokenizer(folder);
    const Tokenizer tokenizer = Tokenizer::load(folder.path());
    const CalibrationData data = readCalibration({{GetParam()}, 128, 512, 42}, 8, &tokenizer, 257);
    EXPECT_EQ(data.sequences.size(), 128U);
    EXPECT_EQ(data.holdout.size(), 8U);
}

INSTANTIATE_TEST_SUITE_P(All, CalibrationPresets, testing::ValuesIn(calibrationPresets()));

} // namespace
} // namespace salient
