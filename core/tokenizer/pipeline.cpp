// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace salient::tokenization {

int32_t Pipeline::idEnd() const {
    return std::max(model->vocabulary().idEnd(), addedTokens.idEnd());
}

bool Pipeline::hasId(int32_t id) const {
    return model->vocabulary().has(id) || addedTokens.find(id) != nullptr;
}

std::string_view Pipeline::piece(int32_t id) const {
    if (const AddedToken* token = addedTokens.find(id))
        return token->content;
    if (model->vocabulary().has(id))
        return model->vocabulary().piece(id);
    throw inputError(
        "tokenizer.unknown_id",
        fmt::format("{} has no token {}, expected an id from 0 to {}; check that the ids come from a model "
                    "with this tokenizer.",
                    file, id, idEnd() - 1));
}

std::string_view Pipeline::written(int32_t id) const {
    const AddedToken* token = addedTokens.find(id);
    return token != nullptr ? token->written : piece(id);
}

bool Pipeline::isSpecial(int32_t id) const {
    const AddedToken* token = addedTokens.find(id);
    return token != nullptr && token->special;
}

std::optional<int32_t> Pipeline::id(std::string_view piece) const {
    const AddedToken* token = addedTokens.find(piece);
    return token != nullptr ? token->id : model->vocabulary().id(piece);
}

std::vector<TokenSpan> Pipeline::encode(std::string_view text, const EncodeOptions& options, WordCache& cache) const {
    // Normalized texts may be longer than the given one; spans are counted in 32 bits.
    if (text.size() > std::numeric_limits<int32_t>::max() / 8)
        throw inputError("tokenizer.text_too_long",
                         fmt::format("The text has {} bytes, expected at most {}; give it in parts.", text.size(),
                                     std::numeric_limits<int32_t>::max() / 8));
    Pieces pieces = addedTokens.split(AlignedText::fromGiven(text), normalizer.get(), options);
    if (preTokenizer)
        preTokenizer->split(pieces);
    EncodedParts parts(1);
    tokenize(pieces, cache, parts[0]);
    if (postProcessor)
        postProcessor->process(parts, {text, options.addSpecialTokens});
    std::vector<TokenSpan> tokens;
    for (const auto& part : parts)
        for (const EncodedToken& token : part)
            tokens.push_back({token.id, token.begin, token.end});
    return tokens;
}

void Pipeline::tokenize(const Pieces& pieces, WordCache& cache, std::vector<EncodedToken>& out) const {
    std::vector<WordToken> tokens;
    for (const Piece& piece : pieces.items()) {
        if (piece.addedId >= 0) {
            const TextSpan span = piece.span();
            out.push_back({piece.addedId, span.begin, span.end, piece.view()});
            continue;
        }
        tokens.clear();
        model->tokenize(piece.view(), cache, tokens);
        const uint32_t bytes = piece.end - piece.begin;
        for (const WordToken& token : tokens) {
            // A prefix of the model's own may make its tokens longer than the word.
            const uint32_t end = std::clamp(token.end, 1U, bytes);
            const uint32_t begin = std::min(token.begin, end - 1);
            const TextSpan span = piece.text->span(piece.begin + begin, piece.begin + end);
            out.push_back({token.id, span.begin, span.end, model->vocabulary().piece(token.id)});
        }
    }
}

} // namespace salient::tokenization
