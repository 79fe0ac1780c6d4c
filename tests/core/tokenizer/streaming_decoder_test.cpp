// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/decoder.h"
#include "kernels/error.h"
#include "tests/core/tokenizer/tokenizer_test_support.h"

#include <gtest/gtest.h>

namespace salient {

namespace {

using nlohmann::json;

/// What a chain gives out after each piece, and at the end.
std::vector<std::string> portions(const json& decoder, const std::vector<std::string>& pieces) {
    const auto made = tokenization::makeDecoder(tokenization::Component(decoder, "test", "decoder"));
    tokenization::DecodingChain chain(made.get());
    std::vector<std::string> out;
    for (const std::string& piece : pieces) {
        chain.push(piece);
        out.push_back(chain.take());
    }
    chain.finish();
    out.push_back(chain.take());
    return out;
}

using Portions = std::vector<std::string>;

const json kLlama = json::parse(R"({"type": "Sequence", "decoders": [
    {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"},
    {"type": "Strip", "content": " ", "start": 1, "stop": 0}]})");

TEST(StreamingDecoder, GivesLlamaTextAtOnceWithoutTheFirstSpace) {
    EXPECT_EQ(portions(kLlama, {"▁Hello", "▁world", "▁", "▁"}), (Portions{"Hello", " world", " ", " ", ""}));
}

TEST(StreamingDecoder, HoldsBytesUntilTheirRunEnds) {
    EXPECT_EQ(portions(kLlama, {"▁a", "<0xE4>", "<0xBD>", "<0xA0>", "b"}), (Portions{"a", "", "", "", "你b", ""}));
}

TEST(StreamingDecoder, GivesReplacementsAsSoonAsARunIsSpoilt) {
    EXPECT_EQ(portions(kLlama, {"<0x61>", "<0xFF>", "<0x62>", "c"}), (Portions{"", "��", "�", "c", ""}));
}

TEST(StreamingDecoder, TurnsAnUnfinishedRunIntoReplacementsAtTheEnd) {
    EXPECT_EQ(portions(kLlama, {"<0xE4>", "<0xBD>"}), (Portions{"", "", "��"}));
}

TEST(StreamingDecoder, HoldsHalfACharacterOfByteLevelPieces) {
    const json byteLevel = {{"type", "ByteLevel"}};
    EXPECT_EQ(portions(byteLevel, {"ä½", "łĠa", "ä"}), (Portions{"", "你 a", "", "�"}));
}

TEST(StreamingDecoder, HoldsOnlyWhatMayBelongToAMatch) {
    const json replace = json::parse(R"({"type": "Sequence", "decoders": [
        {"type": "Fuse"}, {"type": "Replace", "pattern": {"String": "abc"}, "content": "-"}]})");
    EXPECT_EQ(portions(replace, {"xa", "b", "cab", "d"}), (Portions{"x", "", "-", "abd", ""}));
}

TEST(StreamingDecoder, HoldsOnlyAsMuchAsMayBeStrippedAtTheEnd) {
    const json strip = json::parse(R"({"type": "Sequence", "decoders": [
        {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 0, "stop": 2}]})");
    EXPECT_EQ(portions(strip, {"a ", " ", " ", "b", " "}), (Portions{"a", "", " ", "  b", "", ""}));
}

TEST(StreamingDecoder, LeavesSpecialTokensOutOnRequest) {
    const Tokenizer tokenizer = Tokenizer::load(test::tokenizerData() / "stories260K");
    const std::vector<int32_t> ids = tokenizer.encode("Once");
    ASSERT_EQ(ids.front(), 1);
    StreamingDecoder with(tokenizer, false);
    EXPECT_EQ(with.push(1), "<s>");
    StreamingDecoder without(tokenizer, true);
    EXPECT_EQ(without.push(1), "");
}

TEST(StreamingDecoder, RefusesAnIdOutsideTheVocabulary) {
    const Tokenizer tokenizer = Tokenizer::load(test::tokenizerData() / "stories260K");
    StreamingDecoder decoder(tokenizer);
    for (const int32_t id : {-1, 512, 1 << 30}) {
        try {
            decoder.push(id);
            ADD_FAILURE() << id << " was taken";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "tokenizer.unknown_id");
        }
    }
}

} // namespace

} // namespace salient
