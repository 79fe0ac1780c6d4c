// SPDX-License-Identifier: Apache-2.0
// From the files of a model folder to a Pipeline.
#include "core/tokenizer/pipeline.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace salient::tokenization {

namespace {

namespace fs = std::filesystem;

/// Far above any tokenizer.json (Gemma's: 33 MB), far below what would fill the memory.
constexpr uintmax_t kLargestFile = uintmax_t{512} << 20;
constexpr int kDeepest = 64;

std::string readFile(const fs::path& path) {
    std::error_code problem;
    const uintmax_t bytes = fs::file_size(path, problem);
    std::ifstream stream(path, std::ios::binary);
    if (problem || !stream)
        throw inputError("tokenizer.unreadable",
                         fmt::format("{} cannot be read; check its permissions.", path.string()));
    if (bytes > kLargestFile)
        throw inputError("tokenizer.broken_file",
                         fmt::format("{} has {} bytes, expected at most {}; check that it is the right file.",
                                     path.string(), bytes, kLargestFile));
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Nesting in a JSON text, not counting brackets in strings.
int depthOf(std::string_view json) {
    int depth = 0;
    int deepest = 0;
    bool inString = false;
    for (size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return deepest;
}

nlohmann::json readJson(const fs::path& path) {
    const std::string text = readFile(path);
    const int depth = depthOf(text);
    if (depth > kDeepest)
        throw inputError("tokenizer.broken_file",
                         fmt::format("{} is nested {} levels deep, expected at most {}; get the file again.",
                                     path.string(), depth, kDeepest));
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& problem) {
        throw inputError("tokenizer.broken_file", fmt::format("{} is not valid JSON at byte {}; get the file again.",
                                                              path.string(), problem.byte));
    }
}

/// What to do when there is no tokenizer.json, by what lies there instead.
Error missingFile(const fs::path& folder) {
    constexpr std::array<const char*, 4> kOthers{"tokenizer.model", "tekken.json", "vocab.json", "vocab.txt"};
    for (const char* other : kOthers)
        if (fs::exists(folder / other))
            return inputError("tokenizer.missing_file",
                              fmt::format("{} has no tokenizer.json, found {}; save the tokenizer with transformers "
                                          "(AutoTokenizer.from_pretrained(...).save_pretrained(...)) and put the "
                                          "tokenizer.json it writes into the folder.",
                                          folder.string(), other));
    return inputError("tokenizer.missing_file",
                      fmt::format("{} has no tokenizer.json; choose a model folder that has one.", folder.string()));
}

/// A token that tokenizer_config.json names, as a text or as an object with "content".
std::optional<int32_t> readNamedToken(const nlohmann::json& config, const char* key, const Pipeline& pipeline) {
    const nlohmann::json value = config.value(key, nlohmann::json());
    const nlohmann::json name = value.is_object() ? value.value("content", nlohmann::json()) : value;
    return name.is_string() ? pipeline.id(name.get_ref<const std::string&>()) : std::nullopt;
}

void readConfig(const fs::path& path, Pipeline& pipeline) {
    const nlohmann::json config = readJson(path);
    if (!config.is_object())
        throw inputError("tokenizer.broken_file", fmt::format("{} should be an object, found {}; get the file again.",
                                                              path.string(), config.type_name()));
    pipeline.bosId = readNamedToken(config, "bos_token", pipeline);
    pipeline.eosId = readNamedToken(config, "eos_token", pipeline);
}

Pipeline readPipeline(const Component& file) {
    if (file.textOr("version", "1.0") != "1.0")
        throw file.wrong(fmt::format("has version \"{}\", expected \"1.0\"", file.text("version")));
    Pipeline pipeline;
    pipeline.file = file.file();
    if (file.has("normalizer"))
        pipeline.normalizer = makeNormalizer(file.child("normalizer"));
    if (file.has("pre_tokenizer"))
        pipeline.preTokenizer = makePreTokenizer(file.child("pre_tokenizer"));
    pipeline.model = makeModel(file.child("model"));
    pipeline.addedTokens = AddedTokens(file, pipeline.model->vocabulary(), pipeline.normalizer.get());
    if (pipeline.idEnd() == 0)
        throw file.wrong("has an empty vocabulary");
    if (file.has("decoder"))
        pipeline.decoder = makeDecoder(file.child("decoder"));
    const auto pieceOf = [&](uint64_t id) {
        const bool known = id < static_cast<uint64_t>(pipeline.idEnd()) && pipeline.hasId(static_cast<int32_t>(id));
        return known ? pipeline.piece(static_cast<int32_t>(id)) : std::string_view();
    };
    if (file.has("post_processor"))
        pipeline.postProcessor = makePostProcessor(file.child("post_processor"), pieceOf);
    return pipeline;
}

} // namespace

Pipeline readTokenizerFolder(const fs::path& folder) {
    const fs::path path = folder / "tokenizer.json";
    if (!fs::exists(path))
        throw missingFile(folder);
    const nlohmann::json json = readJson(path);
    Pipeline pipeline = readPipeline(Component(json, path.string(), ""));
    if (fs::exists(folder / "tokenizer_config.json"))
        readConfig(folder / "tokenizer_config.json", pipeline);
    return pipeline;
}

} // namespace salient::tokenization
