// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/tokenizer_source.h"

#include "core/tokenizer/file_reading.h"
#include "core/tokenizer/tokenizer_settings.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <vector>

namespace salient::tokenization {

namespace fs = std::filesystem;

namespace {

bool usesMerges(const std::string& tokenizerClass) {
    constexpr std::array<std::string_view, 4> kClasses{"GPT2Tokenizer", "Qwen2Tokenizer", "RobertaTokenizer",
                                                       "CodeGenTokenizer"};
    return std::find(kClasses.begin(), kClasses.end(), tokenizerClass) != kClasses.end();
}

/// A model of SentencePiece begins with the key of its first piece, a rank file with base64.
TokenizerFormat formatOfModel(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return stream.get() == '\n' ? TokenizerFormat::SentencePiece : TokenizerFormat::Tiktoken;
}

/// tokenizer.model or one of the other names such files have.
std::optional<fs::path> modelFile(const fs::path& folder) {
    constexpr std::array<const char*, 7> kNames{"tokenizer.model",    "tokenizer.model.v3", "tokenizer.model.v2",
                                                "tokenizer.model.v1", "spiece.model",       "spm.model",
                                                "sentencepiece.model"};
    for (const char* name : kNames)
        if (fs::is_regular_file(folder / name))
            return folder / name;
    std::vector<fs::path> others;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        const std::string name = entry.path().filename().string();
        const bool isMistral =
            name.find("tokenizer") != std::string::npos && name.find(".model.v") != std::string::npos;
        if (name.ends_with(".tiktoken") || isMistral)
            others.push_back(entry.path());
    }
    std::sort(others.begin(), others.end());
    return others.empty() ? std::nullopt : std::optional<fs::path>(others.back());
}

} // namespace

std::optional<TokenizerSource> findTokenizer(const fs::path& folder) {
    if (fs::exists(folder / "tokenizer.json"))
        return TokenizerSource{TokenizerFormat::TokenizerJson, folder / "tokenizer.json"};
    const bool hasMerges = fs::exists(folder / "vocab.json") && fs::exists(folder / "merges.txt");
    const TokenizerSource merges{TokenizerFormat::VocabularyAndMerges, folder / "vocab.json"};
    if (hasMerges && usesMerges(TokenizerSettings(folder).tokenizerClass()))
        return merges;
    if (const auto model = modelFile(folder))
        return TokenizerSource{formatOfModel(*model), *model};
    if (fs::exists(folder / "tekken.json"))
        return TokenizerSource{TokenizerFormat::Tekken, folder / "tekken.json"};
    return hasMerges ? std::optional<TokenizerSource>(merges) : std::nullopt;
}

} // namespace salient::tokenization
