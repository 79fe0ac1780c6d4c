// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/bpe_model.h"
#include "core/tokenizer/implied_parts.h"
#include "core/tokenizer/sentencepiece_file.h"
#include "core/tokenizer/sentencepiece_normalizer.h"
#include "core/tokenizer/tokenizer_formats.h"
#include "core/tokenizer/unigram_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace salient::tokenization {

namespace {

using nlohmann::json;
using Kind = SentencePieceFile::Kind;

Error wrong(const SentencePieceFile& model, const std::string& what) {
    return inputError(
        "tokenizer.broken_file",
        fmt::format("{}: {}; put a tokenizer.json that transformers writes into the folder.", model.file, what));
}

Vocabulary vocabularyOf(const SentencePieceFile& model) {
    Vocabulary vocabulary;
    for (size_t id = 0; id < model.pieces.size(); ++id) {
        if (vocabulary.id(model.pieces[id].text))
            throw wrong(model, fmt::format("the piece \"{}\" is there twice", model.pieces[id].text));
        vocabulary.add(model.pieces[id].text, static_cast<int32_t>(id));
    }
    return vocabulary;
}

int32_t unknownIdOf(const SentencePieceFile& model) {
    const auto unknown = std::find_if(model.pieces.begin(), model.pieces.end(),
                                      [](const auto& piece) { return piece.kind == Kind::Unknown; });
    if (unknown == model.pieces.end())
        throw wrong(model, "no piece is of the type UNKNOWN");
    return static_cast<int32_t>(unknown - model.pieces.begin());
}

/// Rank 0 for the highest score. Pieces of one score share a rank: the leftmost pair goes first.
std::vector<uint32_t> ranksOf(const SentencePieceFile& model) {
    std::vector<float> scores;
    for (const auto& piece : model.pieces)
        if (piece.kind == Kind::Normal)
            scores.push_back(piece.score);
    std::sort(scores.begin(), scores.end(), std::greater<>());
    scores.erase(std::unique(scores.begin(), scores.end()), scores.end());
    std::vector<uint32_t> ranks;
    for (const auto& piece : model.pieces) {
        const auto place = std::lower_bound(scores.begin(), scores.end(), piece.score, std::greater<>());
        ranks.push_back(piece.kind == Kind::Normal ? static_cast<uint32_t>(place - scores.begin()) : Merge::kNone);
    }
    return ranks;
}

/// sentencepiece/src/bpe_model.cc, Model::SampleEncode.
ModelPtr makeBpeOf(const SentencePieceFile& model) {
    BpeParts parts;
    parts.file = model.file;
    parts.vocabulary = vocabularyOf(model);
    parts.merges = Merges::ofPieces(parts.vocabulary, ranksOf(model));
    parts.unknownPiece = model.pieces[static_cast<size_t>(unknownIdOf(model))].text;
    parts.fuseUnknown = true;
    parts.byteFallback = model.byteFallback;
    for (size_t id = 0; id < model.pieces.size(); ++id) {
        if (model.pieces[id].kind == Kind::Unused)
            throw wrong(model, fmt::format("the piece {} is of the type UNUSED, which is not supported for BPE", id));
        if (model.pieces[id].kind == Kind::UserDefined)
            parts.indivisible.push_back(static_cast<int32_t>(id));
    }
    return makeBpeModel(std::move(parts));
}

/// sentencepiece/src/unigram_model.cc: user-defined pieces get a bonus that makes them always win.
ModelPtr makeUnigramOf(const SentencePieceFile& model) {
    UnigramParts parts;
    parts.file = model.file;
    parts.vocabulary = vocabularyOf(model);
    float lowest = std::numeric_limits<float>::max();
    float highest = std::numeric_limits<float>::min(); // above all scores, which are logarithms
    for (const auto& piece : model.pieces) {
        if (piece.kind != Kind::Normal)
            continue;
        lowest = std::min(lowest, piece.score);
        highest = std::max(highest, piece.score);
    }
    for (const auto& piece : model.pieces) {
        const bool isUserDefined = piece.kind == Kind::UserDefined;
        const float bonus = static_cast<float>(piece.text.size()) * highest;
        parts.scores.push_back(isUserDefined ? bonus - 0.1 : static_cast<double>(piece.score));
        parts.isInText.push_back(isUserDefined || piece.kind == Kind::Normal);
    }
    parts.unknownScore = static_cast<double>(lowest - static_cast<float>(kUnknownPenalty));
    parts.unknownId = unknownIdOf(model);
    parts.byteFallback = model.byteFallback;
    parts.sums = UnigramParts::Sums::Single;
    parts.byteOffsets = UnigramParts::ByteOffsets::OwnByte;
    return makeUnigramModel(std::move(parts));
}

ModelPtr makeModelOf(const SentencePieceFile& model) {
    if (model.algorithm == SentencePieceFile::Algorithm::Bpe)
        return makeBpeOf(model);
    if (model.algorithm == SentencePieceFile::Algorithm::Unigram)
        return makeUnigramOf(model);
    throw wrong(model, "its algorithm is neither Unigram nor BPE");
}

/// As convert_slow_tokenizer.py of transformers (SpmConverter, LlamaConverter) writes it.
json decoderOf(const SentencePieceFile& model) {
    json decoders = json::array();
    decoders.push_back({{"type", "Replace"}, {"pattern", {{"String", "\u2581"}}}, {"content", " "}});
    decoders.push_back({{"type", "ByteFallback"}});
    decoders.push_back({{"type", "Fuse"}});
    const unsigned atEnd = model.treatsWhitespaceAsSuffix ? 1 : 0;
    if (model.addsDummyPrefix)
        decoders.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1 - atEnd}, {"stop", atEnd}});
    return {{"type", "Sequence"}, {"decoders", decoders}};
}

std::optional<NamedId> namedId(const SentencePieceFile& model, const TokenizerSettings& settings, const char* key,
                               int32_t otherwise) {
    const auto name = settings.namedToken(key);
    for (size_t id = 0; name && id < model.pieces.size(); ++id)
        if (model.pieces[id].text == *name)
            return NamedId{*name, static_cast<int32_t>(id)};
    if (otherwise < 0 || static_cast<size_t>(otherwise) >= model.pieces.size())
        return std::nullopt;
    return NamedId{model.pieces[static_cast<size_t>(otherwise)].text, otherwise};
}

/// Classes that number the pieces in another way than the file.
void refuseOtherNumbering(const SentencePieceFile& model, const std::string& tokenizerClass) {
    constexpr std::array<std::string_view, 11> kClasses{"XLMRobertaTokenizer", "CamembertTokenizer", "MBartTokenizer",
                                                        "MBart50Tokenizer",    "NllbTokenizer",      "XGLMTokenizer",
                                                        "M2M100Tokenizer",     "BarthezTokenizer",   "PegasusTokenizer",
                                                        "MarianTokenizer",     "PLBartTokenizer"};
    if (std::find(kClasses.begin(), kClasses.end(), tokenizerClass) != kClasses.end())
        throw wrong(model, fmt::format("{} gives its pieces other ids than the file does", tokenizerClass));
}

} // namespace

Pipeline makeFromSentencePiece(std::string_view bytes, const std::string& file, const TokenizerSettings& settings) {
    const SentencePieceFile model = parseSentencePieceFile(bytes, file);
    const std::string tokenizerClass = settings.tokenizerClass();
    refuseOtherNumbering(model, tokenizerClass);
    ModelPtr pieces = makeModelOf(model);
    json added = json::array();
    for (size_t id = 0; id < model.pieces.size(); ++id)
        if (model.pieces[id].kind == Kind::Control || model.pieces[id].kind == Kind::Unknown)
            added.push_back(specialToken(static_cast<int64_t>(id), model.pieces[id].text));
    const bool isT5 = tokenizerClass == "T5Tokenizer";
    const auto begin = namedId(model, settings, "bos_token", model.bosId);
    const auto end = namedId(model, settings, "eos_token", model.eosId);
    const json description = {
        {"added_tokens", settings.addedTokens(std::move(added), pieces->vocabulary())},
        {"decoder", decoderOf(model)},
        {"post_processor", templateAround(settings.flag("add_bos_token").value_or(!isT5) ? begin : std::nullopt,
                                          settings.flag("add_eos_token").value_or(isT5) ? end : std::nullopt)}};
    Pipeline pipeline = assemblePipeline(Component(description, file, ""), std::move(pieces),
                                         makeSentencePieceNormalizer(model), AddedTokens::Ids::AsWritten);
    pipeline.bosId = begin ? std::optional<int32_t>(begin->id) : std::nullopt;
    pipeline.eosId = end ? std::optional<int32_t>(end->id) : std::nullopt;
    return pipeline;
}

} // namespace salient::tokenization
