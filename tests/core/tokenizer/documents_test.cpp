// SPDX-License-Identifier: Apache-2.0
// Short documents and random ids against goldens that reference/make_document_goldens.py wrote with Hugging Face's
// tokenizers, for real vocabularies.
#include "core/tokenizer/utf8.h"
#include "tests/core/tokenizer/tokenizer_test_support.h"

#include <gtest/gtest.h>

namespace salient {

namespace {

using nlohmann::json;

Tokenizer loadByName(const std::string& name) {
    if (name == "gpt2")
        return test::loadTokenizer(test::gpt2Json());
    if (name == "qwen2")
        return test::loadTokenizer(test::qwen2Json());
    return Tokenizer::load(test::tokenizerData() / name);
}

class Documents : public testing::TestWithParam<const char*> {
protected:
    Documents()
        : m_tokenizer(loadByName(GetParam())),
          m_goldens(json::parse(test::readText(test::tokenizerData() / "documents.json")).at(GetParam())) {}

    Tokenizer m_tokenizer;
    json m_goldens;
};

TEST_P(Documents, HaveTheReferencesTokensAndOffsets) {
    for (const json& golden : m_goldens["documents"]) {
        json tokens = json::array();
        for (const TokenSpan& token : m_tokenizer.encodeWithOffsets(golden["text"].get<std::string>()))
            tokens.push_back({token.id, token.begin, token.end});
        EXPECT_EQ(tokens, golden["tokens"]) << golden["text"];
    }
}

TEST_P(Documents, AreDecodedAsTheReferenceDoes) {
    for (const json& golden : m_goldens["documents"]) {
        const auto ids = m_tokenizer.encode(golden["text"].get<std::string>());
        EXPECT_EQ(json(m_tokenizer.decode(ids)), golden["decoded"]);
    }
    for (const json& golden : m_goldens["random_ids"]) {
        const auto ids = golden["ids"].get<std::vector<int32_t>>();
        EXPECT_EQ(json(m_tokenizer.decode(ids, false)), golden["text"]) << golden["ids"];
        EXPECT_EQ(json(m_tokenizer.decode(ids, true)), golden["without_special"]) << golden["ids"];
    }
}

bool isWholeUtf8(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
        const auto step = tokenization::inspectUtf8(text, at);
        if (!step.valid)
            return false;
        at += step.bytes;
    }
    return true;
}

TEST_P(Documents, StreamsGiveWholeCharactersThatAddUpToTheText) {
    for (const json& golden : m_goldens["random_ids"]) {
        StreamingDecoder decoder(m_tokenizer, true);
        std::string text;
        for (const json& id : golden["ids"]) {
            const std::string portion = decoder.push(id.get<int32_t>());
            EXPECT_TRUE(isWholeUtf8(portion)) << portion;
            text += portion;
        }
        text += decoder.finish();
        EXPECT_EQ(json(text), golden["without_special"]) << golden["ids"];
    }
}

INSTANTIATE_TEST_SUITE_P(Vocabularies, Documents, testing::Values("gpt2", "qwen2", "phi-3-mini", "stories260K"),
                         [](const auto& vocabulary) {
                             std::string name = vocabulary.param;
                             std::erase(name, '-');
                             return name;
                         });

} // namespace

} // namespace salient
