// SPDX-License-Identifier: Apache-2.0
// llama.cpp's vocabulary tests: 46 texts each.
#include "tests/core/tokenizer/tokenizer_test_support.h"

#include <gtest/gtest.h>

namespace salient {

namespace {

void expectVectors(const Tokenizer& tokenizer, const std::filesystem::path& folder, const std::string& name) {
    const auto vectors = test::readVectors(folder, name);
    ASSERT_EQ(vectors.size(), 46U);
    for (const auto& vector : vectors)
        EXPECT_EQ(tokenizer.encode(vector.text, {.addSpecialTokens = false}), vector.ids) << '"' << vector.text << '"';
}

TEST(TokenizerVectors, Gpt2MatchesAll46) {
    expectVectors(test::loadTokenizer(test::gpt2Json()), test::tokenizerData() / "vectors", "gpt-2");
}

TEST(TokenizerVectors, Qwen2MatchesAll46) {
    expectVectors(test::loadTokenizer(test::qwen2Json()), test::tokenizerData() / "vectors", "qwen2");
}

TEST(TokenizerVectors, Phi3MatchesAll46) {
    expectVectors(Tokenizer::load(test::tokenizerData() / "phi-3-mini"), test::tokenizerData() / "vectors", "phi-3");
}

TEST(TokenizerVectors, Llama2MatchesAll46) {
    const auto materials = test::testMaterials();
    if (!materials)
        GTEST_SKIP() << "SALIENT_TEST_MATERIALS is not set";
    expectVectors(Tokenizer::load(*materials / "tokenizers/llama2"), *materials / "tokenizers/vectors", "llama-spm");
}

TEST(TokenizerVectors, Llama3MatchesAll46) {
    const auto materials = test::testMaterials();
    if (!materials)
        GTEST_SKIP() << "SALIENT_TEST_MATERIALS is not set";
    const auto tokenizer = test::loadTokenizer(test::llama3Json(*materials / "tokenizers/llama3/tokenizer.model"));
    expectVectors(tokenizer, *materials / "tokenizers/vectors", "llama-bpe");
}

} // namespace

} // namespace salient
