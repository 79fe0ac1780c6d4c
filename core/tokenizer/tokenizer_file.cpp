// SPDX-License-Identifier: Apache-2.0
// From the files of a model folder to a Pipeline.
#include "core/tokenizer/file_reading.h"
#include "core/tokenizer/pipeline.h"
#include "core/tokenizer/tokenizer_formats.h"
#include "core/tokenizer/tokenizer_source.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient::tokenization {

namespace {

namespace fs = std::filesystem;

/// What to do when there is no file that can be read, by what lies there instead.
Error missingFile(const fs::path& folder) {
    if (fs::exists(folder / "vocab.txt"))
        return inputError("tokenizer.missing_file",
                          fmt::format("{} has no tokenizer.json, found vocab.txt; save the tokenizer with transformers "
                                      "(AutoTokenizer.from_pretrained(...).save_pretrained(...)) and put the "
                                      "tokenizer.json it writes into the folder.",
                                      folder.string()));
    return inputError("tokenizer.missing_file",
                      fmt::format("{} has no tokenizer.json, tokenizer.model, *.tiktoken, tekken.json, or vocab.json "
                                  "with merges.txt; choose a model folder that has one.",
                                  folder.string()));
}

Pipeline readTokenizerJsonFile(const fs::path& file) {
    const nlohmann::json json = readTokenizerJson(file);
    const Component whole(json, file.string(), "");
    if (whole.textOr("version", "1.0") != "1.0")
        throw whole.wrong(fmt::format("has version \"{}\", expected \"1.0\"", whole.text("version")));
    return assemblePipeline(whole, makeModel(whole.child("model")), nullptr, AddedTokens::Ids::AsGivenOut);
}

Pipeline readSource(const TokenizerSource& source) {
    if (source.format == TokenizerFormat::TokenizerJson)
        return readTokenizerJsonFile(source.file);
    const fs::path folder = source.file.parent_path();
    const TokenizerSettings settings(folder);
    switch (source.format) {
    case TokenizerFormat::SentencePiece:
        return makeFromSentencePiece(readTokenizerFile(source.file), source.file.string(), settings);
    case TokenizerFormat::Tiktoken:
        return makeFromRanks(readTokenizerFile(source.file), source.file.string(), settings);
    case TokenizerFormat::Tekken:
        return makeFromTekken(readTokenizerJson(source.file), source.file.string(), settings);
    default:
        return makeFromMerges(folder, settings);
    }
}

void readNamedTokens(const fs::path& folder, Pipeline& pipeline) {
    const TokenizerSettings settings(folder);
    if (const auto bos = settings.namedToken("bos_token"); bos && pipeline.id(*bos))
        pipeline.bosId = pipeline.id(*bos);
    if (const auto eos = settings.namedToken("eos_token"); eos && pipeline.id(*eos))
        pipeline.eosId = pipeline.id(*eos);
}

} // namespace

Pipeline assemblePipeline(const Component& description, ModelPtr model, NormalizerPtr normalizer,
                          AddedTokens::Ids ids) {
    Pipeline pipeline;
    pipeline.file = description.file();
    pipeline.model = std::move(model);
    pipeline.normalizer = std::move(normalizer);
    if (!pipeline.normalizer && description.has("normalizer"))
        pipeline.normalizer = makeNormalizer(description.child("normalizer"));
    if (description.has("pre_tokenizer"))
        pipeline.preTokenizer = makePreTokenizer(description.child("pre_tokenizer"));
    pipeline.addedTokens = AddedTokens(description, pipeline.model->vocabulary(), pipeline.normalizer.get(), ids);
    if (pipeline.idEnd() == 0)
        throw description.wrong("has an empty vocabulary");
    if (description.has("decoder"))
        pipeline.decoder = makeDecoder(description.child("decoder"));
    const auto pieceOf = [&](uint64_t id) {
        const bool known = id < static_cast<uint64_t>(pipeline.idEnd()) && pipeline.hasId(static_cast<int32_t>(id));
        return known ? pipeline.piece(static_cast<int32_t>(id)) : std::string_view();
    };
    if (description.has("post_processor"))
        pipeline.postProcessor = makePostProcessor(description.child("post_processor"), pieceOf);
    return pipeline;
}

Pipeline readTokenizerFolder(const fs::path& folder) {
    const auto source = findTokenizer(folder);
    if (!source)
        throw missingFile(folder);
    Pipeline pipeline = readSource(*source);
    readNamedTokens(folder, pipeline);
    return pipeline;
}

} // namespace salient::tokenization
