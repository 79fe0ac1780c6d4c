// SPDX-License-Identifier: Apache-2.0
// Files that must be refused in one sentence that names the file.
#include "kernels/error.h"
#include "tests/core/tokenizer/tokenizer_test_support.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {

namespace {

using nlohmann::json;
using testing::HasSubstr;

struct Refusal {
    std::string code;
    std::string sentence;
};

Refusal refusalOf(const TemporaryFolder& folder) {
    try {
        Tokenizer::load(folder.path());
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Input);
        return {error.code(), error.what()};
    }
    ADD_FAILURE() << "the folder was accepted";
    return {};
}

Refusal refusalOfText(std::string_view content) {
    const TemporaryFolder folder;
    folder.write("tokenizer.json", content);
    return refusalOf(folder);
}

json good() {
    return test::tokenizerJson({{"a", 0}, {"b", 1}, {"ab", 2}}, {"a b"});
}

/// `change` is a JSON merge patch on a good file.
Refusal refusalWith(const std::string& change) {
    json tokenizer = good();
    tokenizer.merge_patch(json::parse(change));
    return refusalOfText(tokenizer.dump());
}

TEST(BrokenTokenizer, TheGoodFileIsAccepted) {
    EXPECT_NO_THROW(test::loadTokenizer(good()));
}

TEST(BrokenTokenizer, SaysWhatToDoWhenOnlyAWordListIsThere) {
    const TemporaryFolder folder;
    folder.write("vocab.txt", "[UNK]");
    const Refusal refusal = refusalOf(folder);
    EXPECT_EQ(refusal.code, "tokenizer.missing_file");
    EXPECT_THAT(refusal.sentence, HasSubstr("has no tokenizer.json, found vocab.txt; save the tokenizer with"));
}

TEST(BrokenTokenizer, SaysThatTheFileIsMissing) {
    const Refusal refusal = refusalOf(TemporaryFolder());
    EXPECT_EQ(refusal.code, "tokenizer.missing_file");
    EXPECT_THAT(
        refusal.sentence,
        HasSubstr(
            "has no tokenizer.json, tokenizer.model, *.tiktoken, tekken.json, or vocab.json with merges.txt; choose"));
}

TEST(BrokenTokenizer, RefusesAFolderInPlaceOfTheFile) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "tokenizer.json");
    EXPECT_EQ(refusalOf(folder).code, "tokenizer.unreadable");
}

TEST(BrokenTokenizer, RefusesWhatIsNoJson) {
    for (const std::string text : {"", "{", "[1,]", "{\"a\": \"\xFF\"}", "{\"a\": \"\\ud800\"}", "not json"}) {
        const Refusal refusal = refusalOfText(text);
        EXPECT_EQ(refusal.code, "tokenizer.broken_file") << text;
        EXPECT_THAT(refusal.sentence, HasSubstr("tokenizer.json is not valid JSON at byte")) << text;
    }
}

TEST(BrokenTokenizer, RefusesJsonThatIsNoObject) {
    EXPECT_THAT(refusalOfText("[]").sentence, HasSubstr("should be an object, found array"));
}

TEST(BrokenTokenizer, RefusesDeepNesting) {
    const std::string deep = "{\"a\":" + std::string(1000000, '[') + std::string(1000000, ']') + "}";
    EXPECT_THAT(refusalOfText(deep).sentence, HasSubstr("is nested 1000001 levels deep, expected at most 64"));
}

TEST(BrokenTokenizer, DoesNotCountBracketsInTexts) {
    json tokenizer = good();
    tokenizer["model"]["vocab"][std::string(100, '[') + "\\\""] = 3;
    EXPECT_NO_THROW(test::loadTokenizer(tokenizer));
}

TEST(BrokenTokenizer, RefusesAnotherVersion) {
    EXPECT_THAT(refusalWith(R"({"version": "2.0"})").sentence, HasSubstr("has version \"2.0\", expected \"1.0\""));
}

TEST(BrokenTokenizer, RefusesABrokenConfigBesideAGoodFile) {
    const TemporaryFolder folder;
    folder.write("tokenizer.json", good().dump());
    folder.write("tokenizer_config.json", "{");
    EXPECT_THAT(refusalOf(folder).sentence, HasSubstr("tokenizer_config.json is not valid JSON"));
}

TEST(BrokenTokenizer, NamesUnknownComponents) {
    const std::vector<std::pair<std::string, std::string>> changes = {
        {R"({"normalizer": {"type": "Bert"}})", "normalizer is of type \"Bert\", expected one of Sequence"},
        {R"({"normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "X"}]}})",
         "normalizer.normalizers[1] is of type \"X\""},
        {R"({"pre_tokenizer": {"type": "Delimiter"}})", "pre_tokenizer is of type \"Delimiter\""},
        {R"({"post_processor": {"type": "Bert"}})", "post_processor is of type \"Bert\""},
        {R"({"decoder": {"type": "Ctc"}})", "decoder is of type \"Ctc\""},
        {R"({"model": {"type": "Unigrams"}})", "model is of type \"Unigrams\", expected one of BPE"},
    };
    for (const auto& [change, sentence] : changes) {
        const Refusal refusal = refusalWith(change);
        EXPECT_EQ(refusal.code, "tokenizer.unknown_component") << change;
        EXPECT_THAT(refusal.sentence, HasSubstr("tokenizer.json: " + sentence)) << change;
    }
}

struct BrokenPart {
    std::string name;
    std::string change;
    std::string sentence;
};

class BrokenParts : public testing::TestWithParam<BrokenPart> {};

TEST_P(BrokenParts, AreRefused) {
    const Refusal refusal = refusalWith(GetParam().change);
    EXPECT_EQ(refusal.code, "tokenizer.broken_file");
    EXPECT_THAT(refusal.sentence, HasSubstr("tokenizer.json: "));
    EXPECT_THAT(refusal.sentence, HasSubstr(GetParam().sentence));
}

const std::string kToken =
    R"("single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true)";

const BrokenPart kBrokenParts[] = {
    {"NegativeId", R"({"model": {"vocab": {"c": -1}}})", "the piece \"c\" the id -1, expected a whole number"},
    {"HugeId", R"({"model": {"vocab": {"c": 4294967296}}})", "the id 4294967296"},
    {"FractionalId", R"({"model": {"vocab": {"c": 3.5}}})", "the id 3.5"},
    {"TextAsId", R"({"model": {"vocab": {"c": "3"}}})", "the id string"},
    {"DuplicateId", R"({"model": {"vocab": {"c": 2}}})", "gives the id 2 to both \"ab\" and \"c\""},
    {"VocabularyList", R"({"model": {"vocab": ["a"]}})", "model.vocab should be an object, found array"},
    {"NoVocabulary", R"({"model": {"vocab": null}})", "lacks \"vocab\""},
    {"EmptyVocabulary", R"({"model": {"vocab": {"a": null, "b": null, "ab": null}, "merges": []}})",
     "empty vocabulary"},
    {"NoModel", R"({"model": null})", "lacks \"model\""},
    {"NoMerges", R"({"model": {"merges": null}})", "should have a list as \"merges\""},
    {"MergeOfUnknown", R"({"model": {"merges": ["a c"]}})",
     "merge 0 (\"a c\") whose halves or whole the vocabulary lacks"},
    {"MergeIntoUnknown", R"({"model": {"merges": ["a b", "b a"]}})", "merge 1 (\"b a\")"},
    {"MergeWithoutSpace", R"({"model": {"merges": ["ab"]}})", "merge 0 (\"ab\")"},
    {"MergeOfThree", R"({"model": {"merges": [["a", "b", "a"]]}})", "merge 0 that is neither"},
    {"MergeOfNumbers", R"({"model": {"merges": [[1, 2]]}})", "merge 0 that is neither"},
    {"PairOfUnknown", R"({"model": {"merges": [["a", "c"]]}})", "merge 0 (\"a c\")"},
    {"AmbiguousMerge", R"({"model": {"vocab": {"a ": 3, " a": 4, "a a": 5, "a  a": 6, "aa": 7}, "merges": ["a  a"]}})",
     "can be read in two ways"},
    {"FlagAsText", R"({"model": {"byte_fallback": "yes"}})", "true or false as \"byte_fallback\", found string"},
    {"AddedTokenElsewhere", R"({"added_tokens": [{"id": 9, "content": "<s>", )" + kToken + "}]}",
     "added_tokens[0] gives \"<s>\" the id 9, but its place in the vocabulary is 3"},
    {"AddedTokenOverAnother", R"({"added_tokens": [{"id": 1, "content": "a", )" + kToken + "}]}",
     "gives \"a\" the id 1, but its place in the vocabulary is 0"},
    {"AddedTokenWithNegativeId", R"({"added_tokens": [{"id": -3, "content": "<s>", )" + kToken + "}]}",
     "a whole number as \"id\", found -3"},
    {"AddedTokenWithHugeId", R"({"added_tokens": [{"id": 99999999999, "content": "<s>", )" + kToken + "}]}",
     "has the id 99999999999"},
    {"AddedTokenWithoutContent", R"({"added_tokens": [{"id": 3, )" + kToken + "}]}", "lacks \"content\""},
    {"AddedTokensAsObject", R"({"added_tokens": {"x": 1}})", "should have a list as \"added_tokens\""},
    {"GapsBeforeAddedTokens",
     R"({"model": {"vocab": {"c": 5}}, "added_tokens": [{"id": 4, "content": "<s>", )" + kToken +
         R"(}, {"id": 5, "content": "<e>", )" + kToken + "}]}",
     "would take the id 5, which \"c\" has"},
    {"AddedTokensThatLookAlike",
     R"({"normalizer": {"type": "Lowercase"}, "added_tokens": [)"
     R"({"id": 3, "content": "X", "single_word": false, "lstrip": false, "rstrip": false, "normalized": true, "special": true},)"
     R"({"id": 4, "content": "x", "single_word": false, "lstrip": false, "rstrip": false, "normalized": true, "special": true}]})",
     "two added tokens that read \"x\""},
    {"TypeMissing", R"({"normalizer": {"types": "NFC"}})", "normalizer lacks \"type\""},
    {"TypeAsNumber", R"({"normalizer": {"type": 4}})", "normalizer should have a text as \"type\", found number"},
    {"NormalizerAsText", R"({"normalizer": "NFC"})", "normalizer should be an object, found string"},
    {"UnknownBehavior",
     R"({"pre_tokenizer": {"type": "Split", "pattern": {"String": "-"}, "behavior": "Dropped", "invert": false}})",
     "unknown behavior \"Dropped\""},
    {"PatternOfNeitherKind",
     R"({"pre_tokenizer": {"type": "Split", "pattern": {"Glob": "-"}, "behavior": "Removed", "invert": false}})",
     "pre_tokenizer.pattern lacks \"Regex\""},
    {"UnknownPrependScheme",
     R"({"pre_tokenizer": {"type": "Metaspace", "replacement": "_", "prepend_scheme": "last"}})",
     "unknown prepend_scheme \"last\""},
    {"ContradictingMetaspace",
     R"({"decoder": {"type": "Metaspace", "replacement": "_", "add_prefix_space": false, "prepend_scheme": "always"}})",
     "contradicts its prepend_scheme"},
    {"LongReplacement", R"({"pre_tokenizer": {"type": "Metaspace", "replacement": "__"}})",
     "should have one character as \"replacement\""},
    {"NegativeStrip", R"({"decoder": {"type": "Strip", "content": " ", "start": -1, "stop": 0}})",
     "a whole number as \"start\", found -1"},
    {"TemplateForPairs",
     R"({"post_processor": {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "B"}}], "special_tokens": {}}})",
     "asks for the sequence \"B\""},
    {"TemplateWithUnknownToken",
     R"({"post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>"}}], "special_tokens": {}}})",
     "special_tokens lacks \"<s>\""},
    {"TemplateWithUnknownId",
     R"({"post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "S"}}],
         "special_tokens": {"S": {"id": "S", "ids": [700], "tokens": ["S"]}}}})",
     "names an id that the vocabulary lacks"},
    {"TwoTemplates",
     R"({"post_processor": {"type": "Sequence", "processors": [
         {"type": "TemplateProcessing", "single": [], "special_tokens": {}},
         {"type": "TemplateProcessing", "single": [], "special_tokens": {}}]}})",
     "puts the text into more than one template"},
    {"MapThatIsNoBase64", R"({"normalizer": {"type": "Precompiled", "precompiled_charsmap": "a*"}})", "is not base64"},
    {"MapThatIsCutOff", R"({"normalizer": {"type": "Precompiled", "precompiled_charsmap": "AAEAAAAA"}})",
     "its trie is said to have 256 bytes, expected a multiple of 4 that fits into the map's 6"},
    {"PiecesOfNoCharacters", R"({"pre_tokenizer": {"type": "FixedLength", "length": 0}})", "of at least 1, found 0"},
    {"SeparatorWithoutId", R"({"post_processor": {"type": "BertProcessing", "sep": ["a"], "cls": ["a", 0]}})",
     "a piece and its id as \"sep\""},
    {"SeparatorOutsideTheVocabulary",
     R"({"post_processor": {"type": "BertProcessing", "sep": ["x", 9], "cls": ["a", 0]}})",
     "names as \"sep\" an id that the vocabulary lacks"},
    {"EmptySuffix", R"({"decoder": {"type": "BPEDecoder", "suffix": ""}})", "a \"suffix\" that is not empty"},
    {"UnigramWithoutScores", R"({"model": {"type": "Unigram", "vocab": ["a"], "unk_id": 0}})",
     "an entry 0 in \"vocab\" that is not [piece, score]"},
    {"UnigramPieceTwice", R"({"model": {"type": "Unigram", "vocab": [["a", -1], ["a", -2]], "unk_id": 0}})",
     "the piece \"a\" twice"},
    {"UnigramUnknownOutside", R"({"model": {"type": "Unigram", "vocab": [["a", -1]], "unk_id": 1}})",
     "the unk_id 1, expected one below 1"},
    {"WordsWithoutUnknown", R"({"model": {"type": "WordLevel"}})", "lacks \"unk_token\""},
};

INSTANTIATE_TEST_SUITE_P(TokenizerFile, BrokenParts, testing::ValuesIn(kBrokenParts),
                         [](const auto& part) { return part.param.name; });

TEST(BrokenTokenizer, RefusesBrokenAndForeignExpressions) {
    for (const std::string regex : {"(", "[a", "a{2}+", "a{2}?", "[a&&b]", "[a[b]]", "(?~a)", "\\g<1>", "a(?i)b",
                                    "\\p{NoSuchScript}", "\\Qa\\E", "[\\W]", "[[:graph:]]", "(?<=a*)b", "\\"}) {
        json tokenizer = good();
        tokenizer["pre_tokenizer"] = {
            {"type", "Split"}, {"pattern", {{"Regex", regex}}}, {"behavior", "Isolated"}, {"invert", false}};
        const Refusal refusal = refusalOfText(tokenizer.dump());
        EXPECT_EQ(refusal.code, "tokenizer.broken_regex") << regex;
        EXPECT_THAT(refusal.sentence, HasSubstr("tokenizer.json: the expression \"" + regex + "\" of Split")) << regex;
    }
}

TEST(BrokenTokenizer, GivesUpOnAnExpressionThatExplodes) {
    json tokenizer = good();
    tokenizer["pre_tokenizer"] = {
        {"type", "Split"}, {"pattern", {{"Regex", "(a+)+$b|(a|aa)+c"}}}, {"behavior", "Isolated"}, {"invert", false}};
    const Tokenizer loaded = test::loadTokenizer(tokenizer);
    try {
        loaded.encode(std::string(2000, 'a') + "b");
        ADD_FAILURE() << "the text was encoded";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "tokenizer.regex_limit");
    }
}

TEST(BrokenTokenizer, GivesUpOnATextThatDoublesAgainAndAgain) {
    const json twice = {{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", "aa"}};
    const json bytes = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}};
    json normalizing = good();
    normalizing["normalizer"] = {{"type", "Sequence"}, {"normalizers", json(50, twice)}};
    json splitting = good();
    splitting["pre_tokenizer"] = {{"type", "Sequence"}, {"pretokenizers", json(50, bytes)}};
    json decoding = good();
    decoding["decoder"] = {{"type", "Sequence"}, {"decoders", json(50, twice)}};
    const auto code = [](const json& tokenizer) {
        const Tokenizer loaded = test::loadTokenizer(tokenizer);
        try {
            loaded.decode(loaded.encode("a\u00e9"));
        } catch (const Error& error) {
            return error.code();
        }
        return std::string("none");
    };
    EXPECT_EQ(code(normalizing), "tokenizer.text_too_long");
    EXPECT_EQ(code(splitting), "tokenizer.text_too_long");
    EXPECT_EQ(code(decoding), "tokenizer.text_too_long");
}

TEST(BrokenTokenizer, ReadsAMergeOfPiecesWithSpacesThatHasOneMeaning) {
    json tokenizer = test::tokenizerJson({{" ", 0}, {"  ", 1}, {"    ", 2}}, {"   ", "     "});
    EXPECT_EQ(test::loadTokenizer(tokenizer).encode("     "), (std::vector<int32_t>{2, 0}));
}

} // namespace

} // namespace salient
