// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_sampling.h"

#include "core/tokenizer/utf8_check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace salient {
namespace {

std::string numberedLines(int count, size_t width) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        std::string line = std::to_string(i);
        line.resize(width, '.');
        text += line + "\n";
    }
    return text;
}

TEST(SeededRandomTest, GivesTheSameChoicesOnEveryMachine) {
    // The 10000th value of the default seed is fixed by the C++ standard ([rand.predef]); below() builds on it.
    std::mt19937_64 engine;
    engine.discard(9999);
    ASSERT_EQ(engine(), 9981545732273789042ULL);
    std::vector<int> values = {0, 1, 2, 3, 4, 5, 6, 7};
    SeededRandom(42).shuffle(values);
    EXPECT_EQ(values, (std::vector<int>{7, 0, 5, 1, 2, 4, 3, 6}));
}

TEST(SeededRandomTest, StaysBelowItsBound) {
    SeededRandom random(1);
    std::vector<int> counts(3, 0);
    for (int i = 0; i < 3000; ++i) {
        ++counts.at(random.below(3));
    }
    EXPECT_GT(*std::min_element(counts.begin(), counts.end()), 900);
    EXPECT_EQ(random.below(1), 0U);
}

TEST(SampleTextTest, GivesASmallTextWhole) {
    SeededRandom random(1);
    EXPECT_EQ(sampleText("abc", 3, random), (std::vector<std::string_view>{"abc"}));
}

TEST(SampleTextTest, TakesExcerptsOfWholeLinesFromAllOverALargeText) {
    const std::string text = numberedLines(100'000, 79); // 8 MB
    SeededRandom random(3);
    const auto excerpts = sampleText(text, 1 << 20, random);
    ASSERT_EQ(excerpts.size(), 16U);
    int64_t total = 0;
    const char* previousEnd = text.data();
    for (const std::string_view excerpt : excerpts) {
        EXPECT_GE(excerpt.data(), previousEnd);
        EXPECT_EQ((excerpt.data() - text.data()) % 80, 0);
        EXPECT_EQ(excerpt.size() % 80, 0U);
        previousEnd = excerpt.data() + excerpt.size();
        total += static_cast<int64_t>(excerpt.size());
    }
    EXPECT_LE(total, 1 << 20);
    EXPECT_GT(total, (1 << 20) - 16 * 160);
    EXPECT_GT(excerpts.back().data() - text.data(), 7 * 1'000'000);
}

TEST(SampleTextTest, CutsATextWithoutLinesBetweenCharacters) {
    std::string text;
    while (text.size() < 1'000'000) {
        text += "日本語é";
    }
    SeededRandom random(5);
    for (const std::string_view excerpt : sampleText(text, 200'000, random)) {
        EXPECT_TRUE(tokenization::isUtf8(excerpt));
        EXPECT_GT(excerpt.size(), 60'000U);
    }
}

TEST(SampleLinesTest, GivesAllLinesOfASmallTextWithoutBlankOnes) {
    SeededRandom random(1);
    EXPECT_EQ(sampleLines("a\n\n \r\nb\r\nc", 100, random), (std::vector<std::string_view>{"a", "b\r", "c"}));
}

TEST(SampleLinesTest, NeverCutsOrRepeatsALine) {
    for (const size_t width : {9U, 700U, 70'000U, 300'000U}) {
        const std::string text = numberedLines(static_cast<int>(3'000'000 / width), width);
        SeededRandom random(9);
        const auto lines = sampleLines(text, 500'000, random);
        ASSERT_FALSE(lines.empty());
        for (size_t i = 0; i < lines.size(); ++i) {
            EXPECT_EQ(lines[i].size(), width);
            EXPECT_EQ((lines[i].data() - text.data()) % static_cast<int64_t>(width + 1), 0);
            EXPECT_TRUE(i == 0 || lines[i].data() > lines[i - 1].data());
        }
    }
}

TEST(SampleLinesTest, FindsTheOnlyLineOfALargeText) {
    const std::string text(1'000'000, 'x');
    SeededRandom random(2);
    EXPECT_EQ(sampleLines(text, 100'000, random), (std::vector<std::string_view>{text}));
}

} // namespace
} // namespace salient
