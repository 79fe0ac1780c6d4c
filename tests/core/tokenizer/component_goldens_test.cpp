// SPDX-License-Identifier: Apache-2.0
// Every kind of component against goldens that reference/make_goldens.py and make_further_goldens.py wrote with Hugging
// Face's tokenizers.
#include "core/tokenizer/decoder.h"
#include "core/tokenizer/normalizer.h"
#include "core/tokenizer/pre_tokenizer.h"
#include "core/tokenizer/utf8.h"
#include "tests/core/tokenizer/tokenizer_test_support.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace salient::tokenization {

namespace {

using nlohmann::json;

class ComponentGoldens : public testing::Test {
protected:
    static void SetUpTestSuite() {
        const char* other = std::getenv("SALIENT_TOKENIZER_GOLDENS");
        s_goldens = json::parse(test::readText(other != nullptr ? std::filesystem::path(other)
                                                                : test::tokenizerData() / "components.json"));
        const json further = json::parse(test::readText(test::tokenizerData() / "further_components.json"));
        for (const auto& [kind, goldens] : further.items())
            for (const json& golden : goldens)
                s_goldens[kind].push_back(golden);
    }

    static void TearDownTestSuite() { s_goldens = nullptr; }

    static const json& of(const char* kind) { return s_goldens.at(kind); }

private:
    static json s_goldens;
};

json ComponentGoldens::s_goldens;

TEST_F(ComponentGoldens, NormalizersGiveTheSameTextAndSpans) {
    for (const json& golden : of("normalizers")) {
        const auto normalizer = makeNormalizer(Component(golden["component"], "golden", "normalizer"));
        for (const json& each : golden["cases"]) {
            AlignedText text = AlignedText::fromGiven(each["text"].get<std::string>());
            normalizer->normalize(text);
            json spans = json::array();
            for (uint32_t at = 0; at < text.size(); at += utf8Bytes(text.text()[at]))
                spans.push_back({text.spanAt(at).begin, text.spanAt(at).end});
            EXPECT_EQ(json(std::string(text.text())), each["normalized"]) << golden["component"] << each["text"];
            EXPECT_EQ(spans, each["spans"]) << golden["component"] << each["text"];
        }
    }
}

TEST_F(ComponentGoldens, NormalizersDropTheSameCharacters) {
    for (const json& golden : of("dropped")) {
        const auto normalizer = makeNormalizer(Component(golden["component"], "golden", "normalizer"));
        json ranges = json::array();
        for (char32_t character = 0; character < 0x110000; ++character) {
            AlignedText text;
            text.append(character, {0, 1});
            if (character < 0xD800 || character >= 0xE000)
                normalizer->normalize(text);
            if (!text.empty())
                continue;
            if (!ranges.empty() && ranges.back()[1] == static_cast<uint32_t>(character) - 1)
                ranges.back()[1] = static_cast<uint32_t>(character);
            else
                ranges.push_back({static_cast<uint32_t>(character), static_cast<uint32_t>(character)});
        }
        EXPECT_EQ(ranges, golden["ranges"]) << golden["component"];
    }
}

TEST_F(ComponentGoldens, PreTokenizersGiveTheSamePiecesAndSpans) {
    for (const json& golden : of("pre_tokenizers")) {
        const auto preTokenizer = makePreTokenizer(Component(golden["component"], "golden", "pre_tokenizer"));
        for (const json& each : golden["cases"]) {
            Pieces pieces(AlignedText::fromGiven(each["text"].get<std::string>()));
            preTokenizer->split(pieces);
            json found = json::array();
            for (const Piece& piece : pieces.items())
                found.push_back({std::string(piece.view()), piece.span().begin, piece.span().end});
            EXPECT_EQ(found, each["pieces"]) << golden["component"] << each["text"];
        }
    }
}

TEST_F(ComponentGoldens, DecodersGiveTheSameText) {
    for (const json& golden : of("decoders")) {
        const DecoderPtr decoder =
            golden["component"].is_null() ? nullptr : makeDecoder(Component(golden["component"], "golden", "decoder"));
        for (const json& each : golden["cases"]) {
            DecodingChain chain(decoder.get());
            for (const json& token : each["tokens"])
                chain.push(token.get<std::string>());
            chain.finish();
            EXPECT_EQ(json(chain.take()), each["text"]) << golden["component"] << each["tokens"];
        }
    }
}

json tokensOf(const Tokenizer& tokenizer, const json& text, bool addSpecial, bool parseSpecial) {
    json tokens = json::array();
    for (const TokenSpan& token : tokenizer.encodeWithOffsets(text.get<std::string>(), {addSpecial, parseSpecial}))
        tokens.push_back({token.id, token.begin, token.end});
    return tokens;
}

TEST_F(ComponentGoldens, WholeTokenizersGiveTheSameTokensAndText) {
    for (const json& golden : of("tokenizers")) {
        const Tokenizer tokenizer = test::loadTokenizer(golden["json"]);
        for (const json& each : golden["cases"]) {
            const json& text = each["text"];
            EXPECT_EQ(tokensOf(tokenizer, text, false, true), each["tokens"]) << golden["json"] << text;
            EXPECT_EQ(tokensOf(tokenizer, text, true, true), each["with_special"]) << golden["json"] << text;
            EXPECT_EQ(tokensOf(tokenizer, text, false, false), each["plain"]) << golden["json"] << text;
            std::vector<int32_t> ids;
            for (const json& token : each["with_special"])
                ids.push_back(token[0].get<int32_t>());
            EXPECT_EQ(json(tokenizer.decode(ids)), each["decoded"]) << golden["json"] << text;
        }
    }
}

} // namespace

} // namespace salient::tokenization
