// SPDX-License-Identifier: Apache-2.0
// Files other than tokenizer.json, against goldens that tests/tools/make_tokenizer_fixtures.py wrote with sentencepiece
// and tiktoken, and llama.cpp's vectors.
#include "kernels/error.h"
#include "tests/core/tokenizer/tokenizer_test_support.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {

namespace {

using nlohmann::json;
using testing::HasSubstr;

namespace fs = std::filesystem;

fs::path formats() {
    return test::tokenizerData() / "formats";
}

/// A folder with one file of tests/data/tokenizers/formats under the name that models have it.
Tokenizer loadAs(const std::string& file, const std::string& name, const std::string& config = "{}") {
    const TemporaryFolder folder;
    folder.write(name, test::readText(formats() / file));
    folder.write("tokenizer_config.json", config);
    return Tokenizer::load(folder.path());
}

void expectGoldens(const Tokenizer& tokenizer, const std::string& name) {
    const json goldens = json::parse(test::readText(formats() / "goldens.json")).at(name);
    ASSERT_GT(goldens.size(), 40U);
    for (const json& golden : goldens) {
        json tokens = json::array();
        const auto text = golden["text"].get<std::string>();
        for (const TokenSpan& token :
             tokenizer.encodeWithOffsets(text, {.addSpecialTokens = false, .parseSpecialTokens = false}))
            tokens.push_back({token.id, token.begin, token.end});
        EXPECT_EQ(tokens, golden["tokens"]) << name << ": " << golden["text"];
    }
}

class SentencePieceModels : public testing::TestWithParam<const char*> {};

TEST_P(SentencePieceModels, GiveSentencePiecesOwnIdsAndOffsets) {
    expectGoldens(loadAs(std::string(GetParam()) + ".model", "tokenizer.model"), GetParam());
}

INSTANTIATE_TEST_SUITE_P(TokenizerFormats, SentencePieceModels,
                         testing::Values("unigram", "unigram_bytes", "bpe", "bpe_trimmed", "bpe_suffix"),
                         [](const auto& model) { return std::string(model.param); });

TEST(TokenizerFormats, RanksGiveTiktokensOwnIdsAndOffsets) {
    expectGoldens(loadAs("qwen.tiktoken", "qwen.tiktoken"), "ranks");
}

TEST(TokenizerFormats, TekkenGivesTiktokensIdsAfterTheSpecialTokens) {
    const Tokenizer tokenizer = loadAs("tekken.json", "tekken.json");
    expectGoldens(tokenizer, "tekken");
    EXPECT_EQ(tokenizer.bosId(), 1);
    EXPECT_EQ(tokenizer.encode("[INST]", {}), (std::vector<int32_t>{1, 3}));
}

TEST(TokenizerFormats, SentencePieceTextsComeBack) {
    const Tokenizer tokenizer = loadAs("bpe.model", "tokenizer.model");
    for (const std::string text :
         {"Once upon a time", "  two  spaces ", "caf\u00e9 \u4f60\u597d \U0001f600", "a<tag>b"})
        EXPECT_EQ(tokenizer.decode(tokenizer.encode(text), true), text);
}

TEST(TokenizerFormats, ControlPiecesAreTokensOnlyWhenParsed) {
    const Tokenizer tokenizer = loadAs("bpe.model", "tokenizer.model");
    EXPECT_EQ(tokenizer.encode("</s>", {.addSpecialTokens = false}), (std::vector<int32_t>{2}));
    EXPECT_GT(tokenizer.encode("</s>", {.addSpecialTokens = false, .parseSpecialTokens = false}).size(), 1U);
    EXPECT_TRUE(tokenizer.isSpecial(2));
}

TEST(TokenizerFormats, ConfigSaysWhichTokensGoAroundAText) {
    const auto ends = [](const std::string& config) {
        const std::vector<int32_t> ids = loadAs("bpe.model", "tokenizer.model", config).encode("a");
        return std::pair(ids.front(), ids.back());
    };
    EXPECT_EQ(ends("{}").first, 1);
    EXPECT_EQ(ends(R"({"add_bos_token": true, "add_eos_token": true})"), std::pair(1, 2));
    EXPECT_NE(ends(R"({"add_bos_token": false})").first, 1);
    EXPECT_EQ(ends(R"({"tokenizer_class": "T5Tokenizer"})").second, 2);
}

/// vocab.json and merges.txt as GPT-2 and Qwen2 have them, from the merges in tests/data.
void writeVocabulary(const TemporaryFolder& folder, const std::string& name, const json& tokenizer) {
    folder.write("vocab.json", tokenizer["model"]["vocab"].dump());
    folder.write("merges.txt", test::readText(test::tokenizerData() / name / "merges.txt"));
}

void expectVectors(const Tokenizer& tokenizer, const fs::path& folder, const std::string& name) {
    const auto vectors = test::readVectors(folder, name);
    ASSERT_EQ(vectors.size(), 46U);
    for (const auto& vector : vectors)
        EXPECT_EQ(tokenizer.encode(vector.text, {.addSpecialTokens = false}), vector.ids) << '"' << vector.text << '"';
}

TEST(TokenizerFormats, Gpt2FromVocabularyAndMergesMatchesAll46) {
    const TemporaryFolder folder;
    writeVocabulary(folder, "gpt2", test::gpt2Json());
    const Tokenizer tokenizer = Tokenizer::load(folder.path());
    expectVectors(tokenizer, test::tokenizerData() / "vectors", "gpt-2");
    EXPECT_EQ(tokenizer.id("<|endoftext|>"), 50256);
    EXPECT_TRUE(tokenizer.isSpecial(50256));
}

TEST(TokenizerFormats, Qwen2FromVocabularyAndMergesMatchesAll46) {
    const TemporaryFolder folder;
    writeVocabulary(folder, "qwen2", test::qwen2Json());
    folder.write("tokenizer_config.json", test::readText(test::tokenizerData() / "qwen2" / "tokenizer_config.json"));
    const Tokenizer tokenizer = Tokenizer::load(folder.path());
    expectVectors(tokenizer, test::tokenizerData() / "vectors", "qwen2");
    EXPECT_EQ(tokenizer.encode("<|im_start|>a<|im_end|>"), (std::vector<int32_t>{151644, 64, 151645}));
    EXPECT_EQ(tokenizer.eosId(), 151643);
}

TEST(TokenizerFormats, ConfiglessQwen2IsKnownByItsModelType) {
    const TemporaryFolder folder;
    writeVocabulary(folder, "qwen2", test::qwen2Json());
    folder.write("config.json", R"({"model_type": "qwen2"})");
    const Tokenizer tokenizer = Tokenizer::load(folder.path());
    EXPECT_EQ(tokenizer.encode("1234").size(), 4U); // GPT-2's words would take the digits together
    EXPECT_EQ(tokenizer.id("<|endoftext|>"), 151643);
}

TEST(TokenizerFormats, AddedTokensFileIsRead) {
    const TemporaryFolder folder;
    folder.write("vocab.json", R"({"a": 0, "b": 1, "ab": 2})");
    folder.write("merges.txt", "#version: 0.2\na b\n");
    folder.write("added_tokens.json", R"({"<x>": 7})");
    folder.write("special_tokens_map.json", R"({"eos_token": {"content": "<y>"}})");
    const Tokenizer tokenizer = Tokenizer::load(folder.path());
    EXPECT_EQ(tokenizer.encode("ab<x>b<y>"), (std::vector<int32_t>{2, 7, 1, 8}));
    EXPECT_EQ(tokenizer.eosId(), 8);
}

TEST(TokenizerFormats, TheFileIsTheOneTransformersWouldTake) {
    const TemporaryFolder folder;
    const auto found = [&] {
        const auto file = Tokenizer::findFile(folder.path());
        return file ? file->filename().string() : "";
    };
    EXPECT_EQ(found(), "");
    folder.write("vocab.json", "{}");
    EXPECT_EQ(found(), "");
    folder.write("merges.txt", "");
    EXPECT_EQ(found(), "vocab.json");
    folder.write("tekken.json", "{}");
    EXPECT_EQ(found(), "tekken.json");
    folder.write("qwen.tiktoken", "");
    EXPECT_EQ(found(), "qwen.tiktoken");
    folder.write("tokenizer.model", "\n");
    EXPECT_EQ(found(), "tokenizer.model");
    folder.write("tokenizer_config.json", R"({"tokenizer_class": "Qwen2TokenizerFast"})");
    EXPECT_EQ(found(), "vocab.json");
    folder.write("tokenizer.json", "{}");
    EXPECT_EQ(found(), "tokenizer.json");
}

std::string refusalOf(const std::string& name, const std::string& content, const std::string& config = "{}") {
    const TemporaryFolder folder;
    folder.write(name, content);
    folder.write("merges.txt", "");
    folder.write("tokenizer_config.json", config);
    try {
        Tokenizer::load(folder.path());
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Input);
        EXPECT_THAT(error.what(), HasSubstr(folder.path().string()));
        return error.what();
    }
    ADD_FAILURE() << "the folder was accepted";
    return "";
}

TEST(BrokenTokenizerFormats, RefusesModelsCutOffAnywhere) {
    const std::string whole = test::readText(formats() / "unigram.model");
    for (size_t size = 1; size < whole.size(); size += size < 100 ? 1 : 97) {
        const TemporaryFolder folder;
        folder.write("tokenizer.model", whole.substr(0, size));
        EXPECT_THROW(
            {
                const Tokenizer tokenizer = Tokenizer::load(folder.path());
                // Cut between two pieces, it is a smaller model of its own.
                throw inputError("test.smaller", fmt::format("{} pieces", tokenizer.vocabularySize()));
            },
            Error)
            << size;
    }
    EXPECT_THAT(refusalOf("tokenizer.model", whole.substr(0, 700)), HasSubstr("bytes are missing at byte"));
}

TEST(BrokenTokenizerFormats, RefusesModelsThatAreNone) {
    EXPECT_THAT(refusalOf("tokenizer.model", "\n\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
                HasSubstr("longer than ten"));
    EXPECT_THAT(refusalOf("tokenizer.model", "\n"), HasSubstr("bytes are missing"));
    EXPECT_THAT(refusalOf("tokenizer.model", std::string("\n\0", 2)), HasSubstr("a piece is empty"));
    EXPECT_THAT(refusalOf("tokenizer.model", "\n\x05\n\x01"
                                             "a\x18\x09"),
                HasSubstr("the type of a piece is 9"));
    EXPECT_THAT(refusalOf("tokenizer.model", "\n\x03\n\x01"
                                             "a"),
                HasSubstr("no piece is of the type UNKNOWN"));
}

TEST(BrokenTokenizerFormats, RefusesClassesThatRenumberPieces) {
    EXPECT_THAT(refusalOf("tokenizer.model", test::readText(formats() / "unigram.model"),
                          R"({"tokenizer_class": "XLMRobertaTokenizerFast"})"),
                HasSubstr("XLMRobertaTokenizer gives its pieces other ids than the file does"));
}

TEST(BrokenTokenizerFormats, RefusesBrokenRanks) {
    EXPECT_THAT(refusalOf("qwen.tiktoken", "IQ== 0\nI? 1\n"), HasSubstr("line 2 is not base64"));
    EXPECT_THAT(refusalOf("qwen.tiktoken", "IQ== 0\nIQ== 1\n"), HasSubstr("line 2 repeats a rank or a piece"));
    EXPECT_THAT(refusalOf("qwen.tiktoken", "IQ==\n"), HasSubstr("line 1 has the rank -1"));
    EXPECT_THAT(refusalOf("qwen.tiktoken", "IQ== 0\n"), HasSubstr("no piece is the byte 0x00"));
    EXPECT_THAT(refusalOf("other.tiktoken", test::readText(formats() / "qwen.tiktoken")),
                HasSubstr("has 500 ranks and does not say how text is split into words"));
}

TEST(BrokenTokenizerFormats, RefusesBrokenVocabularies) {
    EXPECT_THAT(refusalOf("vocab.json", R"({"a": 0})", R"({"tokenizer_class": "CLIPTokenizer"})"),
                HasSubstr("names the class \"CLIPTokenizer\""));
    EXPECT_THAT(refusalOf("vocab.json", R"({"a": 0})", R"({"added_tokens_decoder": {"x": {"content": "<x>"}}})"),
                HasSubstr("has the entry \"x\""));
    EXPECT_THAT(refusalOf("vocab.json", R"({"a": 0})", R"({"added_tokens_decoder": {"0": {"content": "<x>"}}})"),
                HasSubstr("gives \"<x>\" the id 0, which \"a\" has"));
    EXPECT_THAT(refusalOf("tekken.json", R"({"config": {"pattern": "a", "default_num_special_tokens": 5,
                                                      "default_vocab_size": 4}, "vocab": []})"),
                HasSubstr("5 special tokens among 4"));
}

class Materials : public testing::Test {
protected:
    void SetUp() override {
        if (!test::testMaterials())
            GTEST_SKIP() << "SALIENT_TEST_MATERIALS is not set";
    }
    static fs::path tokenizers() { return *test::testMaterials() / "tokenizers"; }
};

TEST_F(Materials, Llama2FromSentencePieceMatchesAll46) {
    const TemporaryFolder folder;
    folder.write("tokenizer.model", test::readText(tokenizers() / "llama2" / "tokenizer.model"));
    expectVectors(Tokenizer::load(folder.path()), tokenizers() / "vectors", "llama-spm");
}

TEST_F(Materials, Llama3FromRanksMatchesAll46) {
    const Tokenizer tokenizer = Tokenizer::load(tokenizers() / "llama3");
    expectVectors(tokenizer, tokenizers() / "vectors", "llama-bpe");
    EXPECT_EQ(tokenizer.encode("<|eot_id|>"), (std::vector<int32_t>{128000, 128009}));
    EXPECT_EQ(tokenizer.vocabularySize(), 128256);
}

TEST_F(Materials, NaughtyStringsComeBackWithEveryVocabulary) {
    const std::string text = test::readText(*test::testMaterials() / "text" / "blns.txt");
    for (const char* name : {"llama2", "llama3", "mistral-v3", "phi-3-mini", "qwen2"}) {
        const Tokenizer tokenizer = Tokenizer::load(tokenizers() / name);
        const std::vector<int32_t> ids =
            tokenizer.encode(text, {.addSpecialTokens = false, .parseSpecialTokens = false});
        std::string back = tokenizer.decode(ids);
        if (std::string_view(name) == "qwen2") // NFC
            EXPECT_EQ(tokenizer.encode(back, {.addSpecialTokens = false, .parseSpecialTokens = false}), ids);
        else
            EXPECT_EQ(back, text) << name;
    }
}

} // namespace

} // namespace salient
