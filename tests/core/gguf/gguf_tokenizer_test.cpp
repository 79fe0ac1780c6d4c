// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_tokenizer.h"

#include "core/gguf/gguf_pre_tokenizer.h"
#include "core/gguf/gguf_vocabulary.h"
#include "core/tokenizer/implied_parts.h"
#include "core/whole_file.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {
namespace {

using nlohmann::json;
using namespace tokenization;

const std::filesystem::path kTokenizers = SALIENT_TEST_DATA "/tokenizers";

template <typename Value>
Value valueOf(const GgufTokenizer& tokenizer, const std::string& key) {
    for (const auto& [name, value] : tokenizer.metadata) {
        if (name == key) {
            return std::get<Value>(value);
        }
    }
    ADD_FAILURE() << key << " is not there";
    return {};
}

bool has(const GgufTokenizer& tokenizer, const std::string& key) {
    return std::any_of(tokenizer.metadata.begin(), tokenizer.metadata.end(),
                       [&](const auto& entry) { return entry.first == key; });
}

TEST(GgufPreTokenizer, IsKnownByItsSteps) {
    const json digits = {{"type", "Digits"}, {"individual_digits", true}};
    const json words = byteLevelPart(false, true);
    const json smollm = {{"type", "Sequence"}, {"pretokenizers", {digits, words}}};
    EXPECT_EQ(ggufPreTokenizer(words, false), "gpt-2");
    EXPECT_EQ(ggufPreTokenizer(smollm, false), "smollm");
    EXPECT_EQ(ggufPreTokenizer(wordsThenBytes(kQwen2Words), false), "qwen2");
    EXPECT_EQ(ggufPreTokenizer(wordsThenBytes(kLlama3Words), true), "llama-bpe");
    EXPECT_EQ(ggufPreTokenizer(wordsThenBytes(kLlama3Words), false), "dbrx");
    EXPECT_EQ(ggufPreTokenizer(wordsThenBytes(kO200kWords), false), "gpt-4o");
}

TEST(GgufPreTokenizer, WhatIsAlmostKnownIsNotTakenForIt) {
    EXPECT_EQ(ggufPreTokenizer(byteLevelPart(true, true), false), std::nullopt) << "a space in front";
    EXPECT_EQ(ggufPreTokenizer(byteLevelPart(false, false), false), std::nullopt) << "no words";
    EXPECT_EQ(ggufPreTokenizer(wordsThenBytes("[a-z]+"), false), std::nullopt);
    EXPECT_EQ(ggufPreTokenizer(nullptr, false), std::nullopt);
    json merged = wordsThenBytes(kQwen2Words);
    merged["pretokenizers"][0]["behavior"] = "MergedWithNext";
    EXPECT_EQ(ggufPreTokenizer(merged, false), std::nullopt);
}

TEST(GgufTokenizer, SentencePieceOfTokenizerJsonHasScoresByMerge) {
    const GgufTokenizer tokenizer = ggufTokenizer({storiesFolder(), 512, {}, {}});
    EXPECT_EQ(valueOf<std::string>(tokenizer, "tokenizer.ggml.model"), "llama");
    EXPECT_EQ(valueOf<std::string>(tokenizer, "tokenizer.ggml.pre"), "default");
    const auto tokens = valueOf<std::vector<std::string>>(tokenizer, "tokenizer.ggml.tokens");
    const auto kinds = valueOf<std::vector<int32_t>>(tokenizer, "tokenizer.ggml.token_type");
    const auto scores = valueOf<std::vector<float>>(tokenizer, "tokenizer.ggml.scores");
    ASSERT_EQ(tokens.size(), 512U);
    EXPECT_EQ(tokens[1], "<s>");
    EXPECT_THAT(std::vector<int32_t>(kinds.begin(), kinds.begin() + 4), testing::ElementsAre(2, 3, 3, 6));
    const auto scoreOf = [&](const std::string& piece) {
        return scores[static_cast<size_t>(std::find(tokens.begin(), tokens.end(), piece) - tokens.begin())];
    };
    EXPECT_EQ(scoreOf("▁t"), 0.0F); // the merges are "▁ t", "h e", "▁ a"
    EXPECT_EQ(scoreOf("he"), -1.0F);
    EXPECT_EQ(scoreOf("▁a"), -2.0F);
    EXPECT_EQ(valueOf<bool>(tokenizer, "tokenizer.ggml.add_bos_token"), true);
    EXPECT_EQ(valueOf<bool>(tokenizer, "tokenizer.ggml.add_eos_token"), false);
    EXPECT_EQ(valueOf<bool>(tokenizer, "tokenizer.ggml.add_space_prefix"), true);
    EXPECT_EQ(valueOf<uint32_t>(tokenizer, "tokenizer.ggml.bos_token_id"), 1U);
    EXPECT_EQ(valueOf<uint32_t>(tokenizer, "tokenizer.ggml.eos_token_id"), 2U);
    EXPECT_FALSE(has(tokenizer, "tokenizer.chat_template")) << "the folder has none of its own";
}

TEST(GgufTokenizer, TokensFollowTheRowsOfTheEmbedding) {
    const GgufTokenizer more = ggufTokenizer({storiesFolder(), 514, {}, {}});
    EXPECT_EQ(valueOf<std::vector<std::string>>(more, "tokenizer.ggml.tokens").back(), "[PAD513]");
    EXPECT_EQ(valueOf<std::vector<int32_t>>(more, "tokenizer.ggml.token_type").back(), 5);
    EXPECT_THAT(more.notes, testing::IsEmpty());
    const GgufTokenizer fewer = ggufTokenizer({storiesFolder(), 510, {}, {}});
    EXPECT_EQ(valueOf<std::vector<std::string>>(fewer, "tokenizer.ggml.tokens").size(), 510U);
    EXPECT_THAT(fewer.notes, testing::ElementsAre(testing::HasSubstr("2 tokens beyond")));
}

TEST(GgufTokenizer, TheChatTemplateOfTheFolderComesAlong) {
    const TemporaryFolder folder;
    linkStoriesWithTemplate(folder);
    EXPECT_THAT(valueOf<std::string>(ggufTokenizer({folder.path(), 512, {}, {}}), "tokenizer.chat_template"),
                testing::StartsWith("{{ '<s>' }}"));
}

TEST(GgufTokenizer, AFolderWithoutOneGivesAFileWithoutOne) {
    const TemporaryFolder folder;
    const GgufTokenizer tokenizer = ggufTokenizer({folder.path(), 256, {}, {}});
    EXPECT_EQ(valueOf<std::string>(tokenizer, "tokenizer.ggml.model"), "none");
    EXPECT_THAT(tokenizer.notes, testing::SizeIs(1));
}

TEST(GgufTokenizer, PhiHasAddedTokensAndNoBegin) {
    const GgufTokenizer tokenizer = ggufTokenizer({kTokenizers / "phi-3-mini", 32064, {}, {}});
    const auto tokens = valueOf<std::vector<std::string>>(tokenizer, "tokenizer.ggml.tokens");
    const auto kinds = valueOf<std::vector<int32_t>>(tokenizer, "tokenizer.ggml.token_type");
    EXPECT_EQ(tokens[32001], "<|assistant|>");
    EXPECT_EQ(kinds[32001], 3);
    EXPECT_EQ(kinds[32063], 5);
    EXPECT_EQ(valueOf<bool>(tokenizer, "tokenizer.ggml.add_bos_token"), false);
}

/// A SentencePiece model under the name it has in a folder.
GgufTokenizer ofSentencePiece(const char* file, int64_t rows) {
    const TemporaryFolder folder;
    std::filesystem::copy_file(kTokenizers / "formats" / file, folder.path() / "tokenizer.model");
    return ggufTokenizer({folder.path(), rows, {}, {}});
}

TEST(GgufTokenizer, SentencePieceKeepsItsScoresAndKinds) {
    const GgufTokenizer tokenizer = ofSentencePiece("bpe.model", 300);
    EXPECT_EQ(valueOf<std::string>(tokenizer, "tokenizer.ggml.model"), "llama");
    const auto kinds = valueOf<std::vector<int32_t>>(tokenizer, "tokenizer.ggml.token_type");
    EXPECT_EQ(kinds[0], 2) << "the unknown piece";
    EXPECT_THAT(valueOf<std::vector<float>>(tokenizer, "tokenizer.ggml.scores"), testing::Contains(testing::Lt(-1.0F)));
}

TEST(GgufTokenizer, UnigramIsRefused) {
    EXPECT_EQ(codeOf([] { ofSentencePiece("unigram.model", 300); }), "gguf.tokenizer");
}

TEST(GgufTokenizer, RanksAreMergedAsTheyWereMade) {
    Vocabulary vocabulary;
    int32_t id = 0;
    for (const char* piece : {"a", "b", "c", "ab", "bc", "abc", "abcabc"}) {
        vocabulary.add(piece, id++);
    }
    EXPECT_THAT(mergesOfRanks(vocabulary), testing::ElementsAre("a b", "b c", "ab c", "abc abc"));
}

TEST(GgufTokenizer, UnknownWordsAreRefused) {
    const TemporaryFolder folder;
    const json file = {{"version", "1.0"},
                       {"added_tokens", json::array()},
                       {"pre_tokenizer", wordsThenBytes("[a-z]+")},
                       {"model", {{"type", "BPE"}, {"vocab", {{"a", 0}, {"b", 1}}}, {"merges", json::array()}}}};
    folder.write("tokenizer.json", file.dump());
    EXPECT_EQ(codeOf([&] { ggufTokenizer({folder.path(), 2, {}, {}}); }), "gguf.tokenizer");
}

} // namespace
} // namespace salient
