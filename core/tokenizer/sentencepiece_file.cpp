// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/sentencepiece_file.h"

#include "core/tokenizer/vocabulary.h"
#include "core/tokenizer/wire_format.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace salient::tokenization {

namespace {

/// A value of an enumeration whose first is 1 and whose last is `last`.
template <typename Enum>
Enum enumOf(uint64_t value, Enum last, const char* name) {
    if (value < 1 || value > static_cast<uint64_t>(last))
        throw std::invalid_argument(fmt::format("{} is {}, expected 1 to {}", name, value, static_cast<int>(last)));
    return static_cast<Enum>(value);
}

SentencePieceFile::Piece parsePiece(std::string_view message) {
    SentencePieceFile::Piece piece;
    WireReader reader(message);
    while (const auto field = reader.next()) {
        if (field->number == 1)
            piece.text = field->bytes;
        else if (field->number == 2)
            piece.score = field->asFloat();
        else if (field->number == 3)
            piece.kind = enumOf(field->value, SentencePieceFile::Kind::Byte, "the type of a piece");
    }
    if (piece.text.empty())
        throw std::invalid_argument("a piece is empty");
    if (!std::isfinite(piece.score))
        throw std::invalid_argument(fmt::format("the score of the piece \"{}\" is not a number", piece.text));
    return piece;
}

void parseTrainerSpec(std::string_view message, SentencePieceFile& model) {
    WireReader reader(message);
    while (const auto field = reader.next()) {
        switch (field->number) {
        case 3:
            model.algorithm = enumOf(field->value, SentencePieceFile::Algorithm::Character, "model_type");
            break;
        case 24:
            model.treatsWhitespaceAsSuffix = field->asFlag();
            break;
        case 35:
            model.byteFallback = field->asFlag();
            break;
        case 41:
            model.bosId = static_cast<int32_t>(field->value);
            break;
        case 42:
            model.eosId = static_cast<int32_t>(field->value);
            break;
        default:
            break;
        }
    }
}

void parseNormalizerSpec(std::string_view message, SentencePieceFile& model) {
    WireReader reader(message);
    while (const auto field = reader.next()) {
        switch (field->number) {
        case 2:
            model.characterMap = field->bytes;
            break;
        case 3:
            model.addsDummyPrefix = field->asFlag();
            break;
        case 4:
            model.removesExtraWhitespace = field->asFlag();
            break;
        case 5:
            model.escapesWhitespace = field->asFlag();
            break;
        default:
            break;
        }
    }
}

SentencePieceFile parseModel(std::string_view message) {
    SentencePieceFile model;
    WireReader reader(message);
    while (const auto field = reader.next()) {
        if (field->number == 1)
            model.pieces.push_back(parsePiece(field->bytes));
        else if (field->number == 2)
            parseTrainerSpec(field->bytes, model);
        else if (field->number == 3)
            parseNormalizerSpec(field->bytes, model);
    }
    if (model.pieces.empty() || model.pieces.size() > static_cast<size_t>(Vocabulary::kIdLimit))
        throw std::invalid_argument(
            fmt::format("it has {} pieces, expected 1 to {}", model.pieces.size(), Vocabulary::kIdLimit));
    return model;
}

} // namespace

SentencePieceFile parseSentencePieceFile(std::string_view bytes, const std::string& file) {
    try {
        SentencePieceFile model = parseModel(bytes);
        model.file = file;
        return model;
    } catch (const std::invalid_argument& problem) {
        throw inputError("tokenizer.broken_file",
                         fmt::format("{} is no model of SentencePiece: {}; get the file again.", file, problem.what()));
    }
}

} // namespace salient::tokenization
