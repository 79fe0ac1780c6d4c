// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/tokenizer.h"

#include "kernels/error.h"
#include "tests/core/tokenizer/tokenizer_test_support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace salient {

namespace {

using nlohmann::json;
using testing::HasSubstr;

json letters() {
    json tokenizer = test::tokenizerJson({{"a", 0}, {"b", 1}, {"ab", 2}, {"�", 3}, {" ", 4}}, {"a b"});
    tokenizer["added_tokens"] = {test::addedToken(5, "<s>"), test::addedToken(6, "<e>")};
    return tokenizer;
}

std::vector<std::vector<int64_t>> spans(const Tokenizer& tokenizer, std::string_view text) {
    std::vector<std::vector<int64_t>> all;
    for (const TokenSpan& token : tokenizer.encodeWithOffsets(text))
        all.push_back({token.id, token.begin, token.end});
    return all;
}

TEST(Tokenizer, TellsItsPieces) {
    const Tokenizer tokenizer = test::loadTokenizer(letters());
    EXPECT_EQ(tokenizer.vocabularySize(), 7);
    EXPECT_EQ(tokenizer.piece(2), "ab");
    EXPECT_EQ(tokenizer.piece(5), "<s>");
    EXPECT_EQ(tokenizer.id("ab"), 2);
    EXPECT_EQ(tokenizer.id("<e>"), 6);
    EXPECT_EQ(tokenizer.id("c"), std::nullopt);
    EXPECT_TRUE(tokenizer.isSpecial(5));
    EXPECT_FALSE(tokenizer.isSpecial(2));
    EXPECT_FALSE(tokenizer.isSpecial(99));
}

TEST(Tokenizer, ReadsBosAndEosAsTextOrObject) {
    const json config = {{"bos_token", "<s>"}, {"eos_token", {{"content", "<e>"}, {"lstrip", false}}}};
    const Tokenizer tokenizer = test::loadTokenizer(letters(), config);
    EXPECT_EQ(tokenizer.bosId(), 5);
    EXPECT_EQ(tokenizer.eosId(), 6);
}

TEST(Tokenizer, HasNoBosOrEosWhenTheConfigNamesNone) {
    const Tokenizer plain = test::loadTokenizer(letters());
    EXPECT_EQ(plain.bosId(), std::nullopt);
    const Tokenizer other = test::loadTokenizer(letters(), {{"bos_token", nullptr}, {"eos_token", "<other>"}});
    EXPECT_EQ(other.bosId(), std::nullopt);
    EXPECT_EQ(other.eosId(), std::nullopt);
}

TEST(Tokenizer, CountsBadBytesInOffsetsAsTheyCame) {
    const Tokenizer tokenizer = test::loadTokenizer(letters());
    // E4 BD is one bad part, FF another; each reads as one U+FFFD.
    EXPECT_EQ(spans(tokenizer, "a\xE4\xBD\xFF"
                               "ab"),
              (std::vector<std::vector<int64_t>>{{0, 0, 1}, {3, 1, 3}, {3, 3, 4}, {2, 4, 6}}));
}

TEST(Tokenizer, ReadsTypedSpecialTokensOnlyIfAsked) {
    json spelled = letters();
    spelled["model"]["vocab"].update({{"<", 5}, {"s", 6}, {">", 7}});
    spelled["added_tokens"] = {test::addedToken(8, "<s>")};
    const Tokenizer tokenizer = test::loadTokenizer(spelled);
    EXPECT_EQ(tokenizer.encode("a<s>b"), (std::vector<int32_t>{0, 8, 1}));
    EXPECT_EQ(tokenizer.encode("a<s>b", {.parseSpecialTokens = false}), (std::vector<int32_t>{0, 5, 6, 7, 1}));
}

TEST(Tokenizer, RefusesIdsWithoutPiece) {
    const Tokenizer tokenizer = test::loadTokenizer(letters());
    const std::vector<int32_t> ids{0, 7};
    try {
        tokenizer.decode(ids);
        ADD_FAILURE() << "7 was decoded";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "tokenizer.unknown_id");
        EXPECT_THAT(error.what(), HasSubstr("from 0 to 6"));
    }
    EXPECT_THROW(tokenizer.piece(-1), Error);
}

TEST(Tokenizer, RefusesACharacterThatNothingStandsFor) {
    json tokenizer = letters();
    tokenizer["model"]["unk_token"] = "<unk>";
    const Tokenizer loaded = test::loadTokenizer(tokenizer);
    EXPECT_EQ(loaded.encode("ab"), (std::vector<int32_t>{2}));
    EXPECT_THROW(loaded.encode("x"), Error);
}

TEST(Tokenizer, KeepsMergingWithTheLowestRankInWordsOfAnyLength) {
    // Merges in the order ab, then abab: pairs first, from the left, in short words (by search) and long ones (by
    // queue).
    const json vocabulary = {{"a", 0}, {"b", 1}, {"ab", 2}, {"abab", 3}, {"ba", 4}};
    const Tokenizer tokenizer = test::loadTokenizer(test::tokenizerJson(vocabulary, {"a b", "ab ab", "b a"}));
    for (const size_t pairs : {1U, 2U, 3U, 5U, 12U, 13U, 50000U}) {
        std::string text;
        for (size_t i = 0; i < pairs; ++i)
            text += "ab";
        std::vector<int32_t> expected(pairs / 2, 3);
        if (pairs % 2 == 1)
            expected.push_back(2);
        EXPECT_EQ(tokenizer.encode(text), expected) << pairs;
    }
}

TEST(Tokenizer, GivesTheSameTokensWithAndWithoutARememberedWord) {
    const Tokenizer tokenizer = test::loadTokenizer(test::gpt2Json());
    const std::string text = " tokenization tokenization";
    const auto first = tokenizer.encode(text);
    EXPECT_EQ(tokenizer.encode(text), first);
    EXPECT_EQ(tokenizer.decode(first), text);
}

TEST(Tokenizer, EncodesForTwoThreadsAtOnce) {
    const Tokenizer tokenizer = test::loadTokenizer(test::gpt2Json());
    const std::string text = test::readText(test::tokenizerData() / "vectors/ggml-vocab-gpt-2.gguf.inp");
    const auto expected = tokenizer.encode(text);
    std::vector<std::vector<int32_t>> found(2);
    const auto encode = [&](size_t place) {
        for (int i = 0; i < 20; ++i)
            found[place] = tokenizer.encode(text);
    };
    std::thread other(encode, 0);
    encode(1);
    other.join();
    EXPECT_EQ(found[0], expected);
    EXPECT_EQ(found[1], expected);
}

TEST(Tokenizer, FillsItsMemoryOfWordsAnyNumberOfTimes) {
    const Tokenizer tokenizer = test::loadTokenizer(test::gpt2Json());
    std::string text;
    for (int i = 0; i < 80000; ++i)
        text += " w" + std::to_string(i * 7919 % 1000003);
    EXPECT_EQ(tokenizer.decode(tokenizer.encode(text)), text);
}

} // namespace

} // namespace salient
