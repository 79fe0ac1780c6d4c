// SPDX-License-Identifier: Apache-2.0
// Tokenizers put together from their merges or ranks, so that vocabularies of megabytes need not be stored twice.
#include "core/tokenizer/byte_alphabet.h"
#include "tests/core/tokenizer/tokenizer_test_support.h"

#include <algorithm>
#include <sstream>
#include <unordered_map>

namespace salient::test {

namespace {

using nlohmann::json;

json byteLevel(bool addPrefixSpace, bool useRegex) {
    return {
        {"type", "ByteLevel"}, {"add_prefix_space", addPrefixSpace}, {"trim_offsets", true}, {"use_regex", useRegex}};
}

/// The words of an expression, then bytes.
json splitIntoWords(const std::string& regex) {
    const json split = {
        {"type", "Split"}, {"pattern", {{"Regex", regex}}}, {"behavior", "Isolated"}, {"invert", false}};
    return {{"type", "Sequence"}, {"pretokenizers", {split, byteLevel(false, false)}}};
}

/// The byte alphabet in GPT-2's order: first the bytes that stand for themselves.
std::vector<std::string> orderedAlphabet() {
    const tokenization::ByteAlphabet alphabet;
    std::vector<std::string> printable;
    std::vector<std::string> others;
    for (int byte = 0; byte < 256; ++byte) {
        const std::string character(alphabet.character(static_cast<unsigned char>(byte)));
        const bool standsForItself = alphabet.byteOf(static_cast<char32_t>(byte)) == byte;
        (standsForItself ? printable : others).push_back(character);
    }
    printable.insert(printable.end(), others.begin(), others.end());
    return printable;
}

/// Byte-level vocabularies trained in one go: the alphabet, then one piece per merge.
json fromMerges(const std::filesystem::path& path) {
    json vocabulary = json::object();
    for (const std::string& character : orderedAlphabet())
        vocabulary[character] = vocabulary.size();
    json merges = json::array();
    std::istringstream lines(readText(path));
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.starts_with("#version"))
            continue;
        merges.push_back(line);
        line.erase(line.find(' '), 1);
        vocabulary[line] = vocabulary.size();
    }
    return tokenizerJson(vocabulary, merges);
}

std::string decodeBase64(std::string_view text) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    uint32_t bits = 0;
    int count = 0;
    for (const char c : text.substr(0, text.find('='))) {
        bits = bits << 6 | static_cast<uint32_t>(kDigits.find(c));
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<char>(bits >> count & 0xFF));
        }
    }
    return bytes;
}

std::string inAlphabet(std::string_view bytes) {
    static const tokenization::ByteAlphabet alphabet;
    std::string text;
    for (const char byte : bytes)
        text.append(alphabet.character(static_cast<unsigned char>(byte)));
    return text;
}

struct RankedMerge {
    int rank = 0;
    int leftRank = 0;
    int rightRank = 0;
    std::string left;
    std::string right;
};

/// Every way to put a piece together from two pieces is a merge (transformers, convert_slow_tokenizer.py,
/// TikTokenConverter).
json mergesOfRanks(const std::unordered_map<std::string, int>& ranks) {
    std::vector<RankedMerge> merges;
    for (const auto& [piece, rank] : ranks)
        for (size_t cut = 1; cut < piece.size(); ++cut) {
            const auto left = ranks.find(piece.substr(0, cut));
            const auto right = ranks.find(piece.substr(cut));
            if (left != ranks.end() && right != ranks.end())
                merges.push_back({rank, left->second, right->second, left->first, right->first});
        }
    std::sort(merges.begin(), merges.end(), [](const RankedMerge& a, const RankedMerge& b) {
        return std::tie(a.rank, a.leftRank, a.rightRank) < std::tie(b.rank, b.leftRank, b.rightRank);
    });
    json list = json::array();
    for (const RankedMerge& merge : merges)
        list.push_back({inAlphabet(merge.left), inAlphabet(merge.right)});
    return list;
}

} // namespace

json gpt2Json() {
    json tokenizer = fromMerges(tokenizerData() / "gpt2" / "merges.txt");
    tokenizer["model"]["vocab"]["<|endoftext|>"] = 50256;
    tokenizer["added_tokens"] = {addedToken(50256, "<|endoftext|>")};
    tokenizer["pre_tokenizer"] = byteLevel(false, true);
    tokenizer["post_processor"] = byteLevel(true, true);
    tokenizer["decoder"] = byteLevel(true, true);
    return tokenizer;
}

json qwen2Json() {
    json tokenizer = fromMerges(tokenizerData() / "qwen2" / "merges.txt");
    tokenizer["added_tokens"] = {addedToken(151643, "<|endoftext|>"), addedToken(151644, "<|im_start|>"),
                                 addedToken(151645, "<|im_end|>")};
    tokenizer["normalizer"] = {{"type", "NFC"}};
    tokenizer["pre_tokenizer"] =
        splitIntoWords(R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*)"
                       R"(|\s*[\r\n]+|\s+(?!\S)|\s+)");
    tokenizer["post_processor"] = byteLevel(false, false);
    tokenizer["decoder"] = byteLevel(false, false);
    return tokenizer;
}

json llama3Json(const std::filesystem::path& path) {
    std::unordered_map<std::string, int> ranks;
    json vocabulary = json::object();
    std::istringstream lines(readText(path));
    std::string piece;
    for (int rank = 0; lines >> piece >> rank;) {
        ranks[decodeBase64(piece)] = rank;
        vocabulary[inAlphabet(decodeBase64(piece))] = rank;
    }
    json tokenizer = tokenizerJson(vocabulary, mergesOfRanks(ranks));
    tokenizer["model"]["ignore_merges"] = true;
    tokenizer["added_tokens"] = {addedToken(128000, "<|begin_of_text|>"), addedToken(128001, "<|end_of_text|>")};
    tokenizer["pre_tokenizer"] =
        splitIntoWords(R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*)"
                       R"(|\s*[\r\n]+|\s+(?!\S)|\s+)");
    const json begin = {{"SpecialToken", {{"id", "<|begin_of_text|>"}, {"type_id", 0}}}};
    const json text = {{"Sequence", {{"id", "A"}, {"type_id", 0}}}};
    const json tokens = {{"<|begin_of_text|>", {{"id", "<|begin_of_text|>"}, {"ids", {128000}}}}};
    tokenizer["post_processor"] = {
        {"type", "TemplateProcessing"}, {"single", {begin, text}}, {"special_tokens", tokens}};
    tokenizer["decoder"] = byteLevel(true, true);
    return tokenizer;
}

} // namespace salient::test
