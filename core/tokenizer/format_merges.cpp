// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/file_reading.h"
#include "core/tokenizer/implied_parts.h"
#include "core/tokenizer/tokenizer_formats.h"

#include <fmt/format.h>

namespace salient::tokenization {

namespace {

using nlohmann::json;

/// One merge per line, "a b"; the first line may name a version.
json readMerges(const std::string& text) {
    json merges = json::array();
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = std::string_view(text).substr(begin, end - begin);
        begin = end + 1;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.empty() && !line.starts_with("#version"))
            merges.push_back(line);
    }
    return merges;
}

/// What the classes of transformers put around the model; `end` closes a text of RoBERTa.
struct ClassParts {
    json normalizer;
    json preTokenizer;
    const char* specialToken = "<|endoftext|>"; // by default
    bool isRoberta = false;
};

ClassParts partsOf(const std::string& tokenizerClass, bool addPrefixSpace, const std::string& folder) {
    if (tokenizerClass == "Qwen2Tokenizer")
        return {{{"type", "NFC"}}, wordsThenBytes(kQwen2Words, addPrefixSpace)};
    if (tokenizerClass.empty() || tokenizerClass == "GPT2Tokenizer" || tokenizerClass == "CodeGenTokenizer" ||
        tokenizerClass == "PreTrainedTokenizer")
        return {nullptr, byteLevelPart(addPrefixSpace, true)};
    if (tokenizerClass == "RobertaTokenizer")
        return {nullptr, byteLevelPart(addPrefixSpace, true), "<s>", true};
    throw inputError("tokenizer.unknown_class",
                     fmt::format("{}: tokenizer_config.json names the class \"{}\" for vocab.json and merges.txt, "
                                 "expected GPT2Tokenizer, Qwen2Tokenizer, CodeGenTokenizer or RobertaTokenizer; put a "
                                 "tokenizer.json that transformers writes into the folder.",
                                 folder, tokenizerClass));
}

json postProcessorOf(const ClassParts& parts, const TokenizerSettings& settings, const json& addedTokens,
                     const Vocabulary& vocabulary) {
    const auto named = [&](const char* key, const char* otherwise) -> std::optional<NamedId> {
        const std::string piece = settings.namedToken(key).value_or(otherwise);
        for (const json& token : addedTokens)
            if (token["content"] == piece)
                return NamedId{piece, token["id"].get<int32_t>()};
        const auto id = vocabulary.id(piece);
        return id ? std::optional<NamedId>({piece, *id}) : std::nullopt;
    };
    if (parts.isRoberta)
        return templateAround(named("cls_token", "<s>"), named("sep_token", "</s>"));
    const bool addsBegin = settings.flag("add_bos_token").value_or(false);
    const bool addsEnd = settings.flag("add_eos_token").value_or(false);
    return templateAround(addsBegin ? named("bos_token", parts.specialToken) : std::nullopt,
                          addsEnd ? named("eos_token", parts.specialToken) : std::nullopt);
}

} // namespace

json describeMerges(const std::filesystem::path& folder, const TokenizerSettings& settings) {
    const bool addPrefixSpace = settings.flag("add_prefix_space").value_or(false);
    const ClassParts parts = partsOf(settings.tokenizerClass(), addPrefixSpace, folder.string());
    return {{"model",
             {{"type", "BPE"},
              {"vocab", readTokenizerJson(folder / "vocab.json")},
              {"merges", readMerges(readTokenizerFile(folder / "merges.txt"))}}},
            {"normalizer", parts.normalizer},
            {"pre_tokenizer", parts.preTokenizer}};
}

Pipeline makeFromMerges(const std::filesystem::path& folder, const TokenizerSettings& settings) {
    const std::string file = (folder / "vocab.json").string();
    const bool addPrefixSpace = settings.flag("add_prefix_space").value_or(false);
    const ClassParts parts = partsOf(settings.tokenizerClass(), addPrefixSpace, folder.string());
    json description = describeMerges(folder, settings);
    ModelPtr bpe = makeModel(Component(description["model"], file, ""));
    description.erase("model");
    json implied = json::array();
    const bool namesTokens = settings.namedToken("eos_token") || settings.namedToken("bos_token");
    if (const auto id = bpe->vocabulary().id(parts.specialToken); id || !namesTokens)
        implied.push_back(specialToken(id.value_or(bpe->vocabulary().idEnd()), parts.specialToken));
    const json added = settings.addedTokens(std::move(implied), bpe->vocabulary());
    description["added_tokens"] = added;
    description["decoder"] = byteLevelPart(addPrefixSpace, true);
    description["post_processor"] = postProcessorOf(parts, settings, added, bpe->vocabulary());
    Pipeline pipeline =
        assemblePipeline(Component(description, file, ""), std::move(bpe), nullptr, AddedTokens::Ids::AsWritten);
    pipeline.eosId = pipeline.id(parts.isRoberta ? "</s>" : parts.specialToken);
    pipeline.bosId = parts.isRoberta ? pipeline.id("<s>") : std::nullopt;
    return pipeline;
}

} // namespace salient::tokenization
