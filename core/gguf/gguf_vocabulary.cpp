// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_vocabulary.h"

#include "core/gguf/gguf_pre_tokenizer.h"
#include "core/tokenizer/file_reading.h"
#include "core/tokenizer/implied_parts.h"
#include "core/tokenizer/rank_kinds.h"
#include "core/tokenizer/sentencepiece_file.h"
#include "core/tokenizer/tokenizer_formats.h"
#include "core/tokenizer/tokenizer_source.h"
#include "core/tokenizer/utf8.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

namespace {

using nlohmann::json;
using namespace tokenization;

constexpr const char* kMark = "\u2581"; // what SentencePiece writes for a space

Error unknown(const std::string& file, const std::string& what) {
    return inputError("gguf.tokenizer", fmt::format("{}: llama.cpp has no equal of {}, so that a GGUF file would give "
                                                    "this model other tokens; other formats of salient convert keep "
                                                    "the tokenizer as it is.",
                                                    file, what));
}

/// Whether a part or one of the parts below it is of that type.
bool holdsType(const json& part, const std::string& type) {
    if (part.is_array()) {
        return std::any_of(part.begin(), part.end(), [&](const json& inner) { return holdsType(inner, type); });
    }
    if (!part.is_object()) {
        return false;
    }
    return part.value("type", json()) == type || holdsType(part.value("pretokenizers", json()), type) ||
           holdsType(part.value("normalizers", json()), type);
}

std::string mergeText(const json& merge) {
    if (merge.is_string()) {
        return merge.get<std::string>();
    }
    const bool isPair = merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string();
    return isPair ? merge[0].get<std::string>() + " " + merge[1].get<std::string>() : "";
}

/// A piece's score is minus the rank of the first merge that makes it: what is merged first scores highest.
std::vector<float> scoresOfMerges(const json& merges, const Vocabulary& vocabulary) {
    std::vector<float> scores(static_cast<size_t>(vocabulary.idEnd()), 0.0F);
    for (size_t rank = merges.size(); rank-- > 0;) {
        std::string piece = mergeText(merges[rank]);
        piece.erase(piece.find(' '), 1);
        if (const auto id = vocabulary.id(piece)) {
            scores[static_cast<size_t>(*id)] = -static_cast<float>(rank);
        }
    }
    return scores;
}

GgufVocabulary bytePairs(const json& description, std::vector<std::string> merges, const std::string& file) {
    GgufVocabulary result;
    const json model = description.value("model", json::object());
    const auto pre = ggufPreTokenizer(description.value("pre_tokenizer", json()), model.value("ignore_merges", false));
    if (!pre) {
        throw unknown(file, "the way its pre_tokenizer cuts words");
    }
    const json normalizer = description.value("normalizer", json());
    result.composesCharacters = holdsType(normalizer, "NFC");
    if (!normalizer.is_null() && normalizer.value("type", "") != "NFC") {
        throw unknown(file, fmt::format("its normalizer {}", normalizer.value("type", "")));
    }
    result.model = "gpt2";
    result.pre = *pre;
    result.merges = std::move(merges);
    return result;
}

/// SentencePiece's BPE as transformers writes it into a tokenizer.json: pieces with a mark for spaces, and bytes.
GgufVocabulary markedPieces(const json& description, const Vocabulary& vocabulary, const std::string& file) {
    const json& model = description["model"];
    const bool marksSpaces = holdsType(description.value("normalizer", json()), "Replace") ||
                             holdsType(description.value("pre_tokenizer", json()), "Metaspace");
    if (!model.value("byte_fallback", false) || !marksSpaces || !vocabulary.id(kMark)) {
        throw unknown(file, "a BPE model of characters without bytes to fall back on");
    }
    GgufVocabulary result;
    result.model = "llama";
    result.pre = "default";
    result.scores = scoresOfMerges(model["merges"], vocabulary);
    const json piece = model.value("unk_token", json());
    result.unknownPiece = piece.is_string() ? piece.get<std::string>() : "";
    return result;
}

GgufVocabulary fromDescription(const json& description, const Vocabulary& vocabulary, const std::string& file) {
    const json model = description.value("model", json::object());
    const json type = model.value("type", json("BPE"));
    if (type != "BPE") {
        throw unknown(file, fmt::format("{} models", type.is_string() ? type.get<std::string>() : "other"));
    }
    if (!holdsType(description.value("pre_tokenizer", json()), "ByteLevel")) {
        return markedPieces(description, vocabulary, file);
    }
    std::vector<std::string> merges;
    for (const json& merge : model["merges"]) {
        merges.push_back(mergeText(merge));
    }
    return bytePairs(description, std::move(merges), file);
}

GgufVocabulary fromSentencePiece(const std::filesystem::path& path) {
    const SentencePieceFile file = parseSentencePieceFile(readTokenizerFile(path), path.string());
    if (file.algorithm != SentencePieceFile::Algorithm::Bpe) {
        throw unknown(path.string(), "SentencePiece models other than BPE");
    }
    GgufVocabulary result;
    result.model = "llama";
    result.pre = "default";
    for (const SentencePieceFile::Piece& piece : file.pieces) {
        result.scores.push_back(piece.score);
        result.kinds.push_back(static_cast<GgufTokenKind>(piece.kind));
        if (piece.kind == SentencePieceFile::Kind::Unknown) {
            result.unknownPiece = piece.text;
        }
    }
    return result;
}

/// Ranks, used as their file, number or class implies.
GgufVocabulary fromRanks(const TokenizerSource& source, const Vocabulary& vocabulary) {
    const std::string file = source.file.string();
    json description = {{"model", {{"ignore_merges", true}}}};
    if (source.format == TokenizerFormat::Tekken) {
        const json tekken = readTokenizerJson(source.file);
        description["pre_tokenizer"] = wordsThenBytes(tekken["config"]["pattern"]);
    } else {
        const TokenizerSettings settings(source.file.parent_path());
        const RankKind kind = rankKindOf(file, settings.tokenizerClass(), vocabulary.count());
        description["pre_tokenizer"] = kind.words.empty() ? byteLevelPart(false, true) : wordsThenBytes(kind.words);
        description["normalizer"] = kind.composesCharacters ? json{{"type", "NFC"}} : json();
    }
    return bytePairs(description, mergesOfRanks(vocabulary), file);
}

} // namespace

GgufVocabulary readGgufVocabulary(const std::filesystem::path& folder, const Pipeline& pipeline) {
    const auto source = findTokenizer(folder);
    const Vocabulary& vocabulary = pipeline.model->vocabulary();
    switch (source->format) {
    case TokenizerFormat::TokenizerJson:
        return fromDescription(readTokenizerJson(source->file), vocabulary, source->file.string());
    case TokenizerFormat::VocabularyAndMerges:
        return fromDescription(describeMerges(folder, TokenizerSettings(folder)), vocabulary, source->file.string());
    case TokenizerFormat::SentencePiece:
        return fromSentencePiece(source->file);
    default:
        return fromRanks(*source, vocabulary);
    }
}

std::vector<std::string> mergesOfRanks(const Vocabulary& vocabulary) {
    std::vector<std::string> merges;
    for (int32_t id = 0; id < vocabulary.idEnd(); ++id) {
        const std::string_view piece = vocabulary.has(id) ? vocabulary.piece(id) : std::string_view();
        std::vector<std::string_view> parts;
        for (size_t at = 0; at < piece.size(); at += parts.back().size()) {
            parts.push_back(piece.substr(at, utf8Bytes(piece[at])));
        }
        while (parts.size() > 2) {
            size_t best = parts.size();
            int32_t bestId = id;
            for (size_t i = 0; i + 1 < parts.size(); ++i) {
                const std::string_view joined(parts[i].data(), parts[i].size() + parts[i + 1].size());
                const auto found = vocabulary.id(joined);
                if (found && *found < bestId) {
                    best = i;
                    bestId = *found;
                }
            }
            if (best == parts.size()) {
                break;
            }
            parts[best] = {parts[best].data(), parts[best].size() + parts[best + 1].size()};
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(best) + 1);
        }
        if (parts.size() == 2) { // others cannot be reached by merging
            merges.push_back(std::string(parts[0]) + " " + std::string(parts[1]));
        }
    }
    return merges;
}

} // namespace salient
