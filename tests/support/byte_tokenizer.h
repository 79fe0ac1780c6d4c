// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <string>

namespace salient {

/// The character that GPT-2's byte-level alphabet gives a byte, in UTF-8 (openai/gpt-2 `encoder.py`, bytes_to_unicode).
inline std::string byteLevelCharacter(int byte) {
    const auto printable = [](int b) { return (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174; };
    int code = byte;
    if (!printable(byte)) {
        code = 256;
        for (int other = 0; other < byte; ++other) {
            code += printable(other) ? 0 : 1;
        }
    }
    if (code < 0x80) {
        return {static_cast<char>(code)};
    }
    return {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
}

/// Writes tokenizer files whose ids are the bytes of the text, with </s> = 256 as the end-of-sequence token.
inline void writeByteTokenizer(const TemporaryFolder& folder) {
    nlohmann::json vocabulary = nlohmann::json::object();
    for (int byte = 0; byte < 256; ++byte) {
        vocabulary[byteLevelCharacter(byte)] = byte;
    }
    const nlohmann::json byteLevel = {
        {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", false}};
    const nlohmann::json end = {{"id", 256},       {"content", "</s>"},   {"single_word", false}, {"lstrip", false},
                                {"rstrip", false}, {"normalized", false}, {"special", true}};
    const nlohmann::json tokenizer = {{"version", "1.0"},
                                      {"truncation", nullptr},
                                      {"padding", nullptr},
                                      {"added_tokens", {end}},
                                      {"normalizer", nullptr},
                                      {"pre_tokenizer", byteLevel},
                                      {"post_processor", nullptr},
                                      {"decoder", byteLevel},
                                      {"model",
                                       {{"type", "BPE"},
                                        {"dropout", nullptr},
                                        {"unk_token", nullptr},
                                        {"continuing_subword_prefix", nullptr},
                                        {"end_of_word_suffix", nullptr},
                                        {"fuse_unk", false},
                                        {"byte_fallback", false},
                                        {"ignore_merges", false},
                                        {"vocab", vocabulary},
                                        {"merges", nlohmann::json::array()}}}};
    folder.write("tokenizer.json", tokenizer.dump());
    folder.write("tokenizer_config.json", R"({"tokenizer_class":"PreTrainedTokenizerFast","eos_token":"</s>"})");
}

} // namespace salient
