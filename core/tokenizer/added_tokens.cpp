// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/added_tokens.h"

#include "core/tokenizer/character_classes.h"
#include "core/tokenizer/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::tokenization {

namespace {

AddedToken readAddedToken(const Component& component) {
    AddedToken token;
    const uint64_t id = component.count("id");
    if (id >= static_cast<uint64_t>(Vocabulary::kIdLimit))
        throw component.wrong(fmt::format("has the id {}, expected one below {}", id, Vocabulary::kIdLimit));
    token.id = static_cast<int32_t>(id);
    token.content = component.text("content");
    token.singleWord = component.flag("single_word");
    token.stripLeft = component.flag("lstrip");
    token.stripRight = component.flag("rstrip");
    token.normalized = component.flag("normalized");
    token.special = component.flag("special");
    return token;
}

std::string normalizedText(const std::string& text, const Normalizer* normalizer) {
    AlignedText aligned = AlignedText::fromGiven(text);
    if (normalizer != nullptr)
        normalizer->normalize(aligned);
    return std::string(aligned.text());
}

bool standsAlone(std::string_view text, size_t begin, size_t end) {
    const bool before = begin > 0 && isWordCharacter(codePointAt(text, previousCharacter(text, begin)));
    const bool after = end < text.size() && isWordCharacter(codePointAt(text, end));
    return !before && !after;
}

size_t withSpacesBefore(std::string_view text, size_t begin, size_t limit) {
    while (begin > limit && isWhitespace(codePointAt(text, previousCharacter(text, begin))))
        begin = previousCharacter(text, begin);
    return begin;
}

size_t withSpacesAfter(std::string_view text, size_t end) {
    while (end < text.size() && isWhitespace(codePointAt(text, end)))
        end += utf8Bytes(text[end]);
    return end;
}

bool touches(std::span<const TextRange> ranges, const TextSpan& span) {
    const auto first =
        std::partition_point(ranges.begin(), ranges.end(), [&](const TextRange& r) { return r.end <= span.begin; });
    return first != ranges.end() && first->begin < span.end;
}

} // namespace

AddedTokens::AddedTokens(const Component& file, const Vocabulary& model, const Normalizer* normalizer, Ids ids)
    : m_nextId(static_cast<int32_t>(model.count())) {
    if (!file.has("added_tokens"))
        return;
    for (const Component& component : file.children("added_tokens")) {
        AddedToken token = readAddedToken(component);
        if (token.content.empty())
            continue;
        token.written = token.normalized ? normalizedText(token.content, normalizer) : token.content;
        add(std::move(token), component, model, ids);
    }
    for (const auto& [id, token] : m_tokens) {
        TokenTrie& trie = token.normalized ? m_normalized : m_plain;
        if (!trie.add(token.written, id))
            throw file.wrong(fmt::format("has two added tokens that read \"{}\" after normalization", token.written));
    }
}

int32_t AddedTokens::goodId(const AddedToken& token, const Component& component, const Vocabulary& model,
                            Ids ids) const {
    const AddedToken* sameContent = find(token.content);
    const std::optional<int32_t> known =
        sameContent != nullptr ? std::optional<int32_t>(sameContent->id) : model.id(token.content);
    if (known)
        return *known;
    if (ids == Ids::AsGivenOut) {
        if (model.has(m_nextId))
            throw component.wrong(
                fmt::format("would take the id {}, which \"{}\" has: the ids of the vocabulary leave gaps", m_nextId,
                            model.piece(m_nextId)));
        return m_nextId;
    }
    const AddedToken* sameId = find(token.id);
    if (sameId != nullptr || model.has(token.id))
        throw component.wrong(fmt::format("gives \"{}\" the id {}, which \"{}\" has", token.content, token.id,
                                          sameId != nullptr ? sameId->content : model.piece(token.id)));
    return token.id;
}

void AddedTokens::add(AddedToken token, const Component& component, const Vocabulary& model, Ids ids) {
    const int32_t expected = goodId(token, component, model, ids);
    if (token.id != expected)
        throw component.wrong(fmt::format("gives \"{}\" the id {}, but its place in the vocabulary is {}",
                                          token.content, token.id, expected));
    if (find(token.content) == nullptr && !model.id(token.content))
        ++m_nextId;
    m_idEnd = std::max(m_idEnd, token.id + 1);
    m_ids.insert_or_assign(token.content, token.id);
    m_tokens.insert_or_assign(token.id, std::move(token));
}

const AddedToken* AddedTokens::find(int32_t id) const {
    const auto found = m_tokens.find(id);
    return found == m_tokens.end() ? nullptr : &found->second;
}

const AddedToken* AddedTokens::find(std::string_view content) const {
    const auto found = m_ids.find(content);
    return found == m_ids.end() ? nullptr : find(found->second);
}

Pieces AddedTokens::split(AlignedText text, const Normalizer* normalizer, const EncodeOptions& options) const {
    Pieces pieces(std::move(text));
    if (!m_plain.empty())
        pieces.splitEach([&](const Piece& piece, std::vector<Piece>& out) { takeOut(piece, m_plain, options, out); });
    if (normalizer == nullptr && m_normalized.empty())
        return pieces;
    pieces.splitEach([&](const Piece& piece, std::vector<Piece>& out) {
        AlignedText part = piece.text->slice(piece.begin, piece.end);
        if (normalizer != nullptr)
            normalizer->normalize(part);
        const AlignedText& kept = pieces.keep(std::move(part));
        takeOut({&kept, 0, kept.size(), -1}, m_normalized, options, out);
    });
    return pieces;
}

void AddedTokens::takeOut(const Piece& piece, const TokenTrie& trie, const EncodeOptions& options,
                          std::vector<Piece>& out) const {
    const std::string_view text = piece.view();
    const auto emit = [&](size_t begin, size_t end, int32_t id) {
        if (begin < end)
            out.push_back(
                {piece.text, piece.begin + static_cast<uint32_t>(begin), piece.begin + static_cast<uint32_t>(end), id});
    };
    size_t rest = 0;
    size_t from = 0;
    while (const auto match = trie.find(text, from)) {
        from = match->end;
        const AddedToken& token = m_tokens.at(match->id);
        if (token.special && !options.parseSpecialTokens)
            continue;
        if (token.special &&
            touches(options.literalRanges, piece.text->span(piece.begin + static_cast<uint32_t>(match->begin),
                                                            piece.begin + static_cast<uint32_t>(match->end)))) {
            from = match->begin + utf8Bytes(text[match->begin]); // one that is no literal may begin inside
            continue;
        }
        if (token.singleWord && !standsAlone(text, match->begin, match->end))
            continue;
        const size_t begin = token.stripLeft ? withSpacesBefore(text, match->begin, rest) : match->begin;
        const size_t end = token.stripRight ? withSpacesAfter(text, match->end) : match->end;
        emit(rest, begin, -1);
        emit(begin, end, token.id);
        rest = end;
    }
    emit(rest, text.size(), -1);
}

} // namespace salient::tokenization
