// SPDX-License-Identifier: Apache-2.0
// Byte pair encoding over characters or bytes (tokenizers/src/models/bpe/model.rs). Dropout is for training; ignored.
#include "core/tokenizer/bpe_model.h"

#include "core/tokenizer/merge_symbols.h"
#include "core/tokenizer/piece_trie.h"
#include "core/tokenizer/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace salient::tokenization {

namespace {

constexpr std::string_view kMark = "\u2581"; // what SentencePiece writes for a space

class BpeModel : public Model {
public:
    explicit BpeModel(BpeParts parts);

    const Vocabulary& vocabulary() const override { return m_parts.vocabulary; }
    void tokenize(std::string_view word, WordCache& cache, std::vector<WordToken>& out) const override;

private:
    void fillTables();
    bool noPieceCrossesMarks() const;
    void tokenizePart(std::string_view word, uint32_t offset, WordCache& cache, std::vector<WordToken>& out) const;
    std::vector<Symbol> symbolsOf(std::string_view word) const;
    std::optional<int32_t> idOfCharacter(std::string_view character, bool first, bool last) const;
    std::optional<Symbol> indivisibleAt(std::string_view word, size_t at) const;
    bool appendBytes(std::string_view character, std::vector<Symbol>& symbols) const;
    std::string decorated(std::string_view character, bool first, bool last) const;
    int32_t unknownId() const;

    BpeParts m_parts;
    PieceTrie m_indivisible;
    std::array<int32_t, 256> m_byteIds{}; // of <0x00> ... <0xFF>; -1: none
    std::vector<int32_t> m_characterIds;  // of the characters below U+10000; -1: none
    bool m_splitBeforeMarks = false;
};

BpeModel::BpeModel(BpeParts parts) : m_parts(std::move(parts)), m_characterIds(0x10000, -1) {
    for (const int32_t id : m_parts.indivisible)
        m_indivisible.add(m_parts.vocabulary.piece(id), id);
    fillTables();
    const bool everythingHasIds =
        m_parts.byteFallback && std::find(m_byteIds.begin(), m_byteIds.end(), -1) == m_byteIds.end();
    m_splitBeforeMarks = everythingHasIds && m_parts.prefix.empty() && m_parts.suffix.empty() &&
                         m_parts.vocabulary.id(kMark) && noPieceCrossesMarks();
}

void BpeModel::fillTables() {
    for (int byte = 0; byte < 256; ++byte)
        m_byteIds[static_cast<size_t>(byte)] = m_parts.vocabulary.id(fmt::format("<0x{:02X}>", byte)).value_or(-1);
    for (int32_t id = 0; id < m_parts.vocabulary.idEnd(); ++id) {
        const std::string_view piece = m_parts.vocabulary.has(id) ? m_parts.vocabulary.piece(id) : std::string_view();
        if (piece.empty() || utf8Bytes(piece[0]) != piece.size())
            continue;
        const char32_t character = codePointAt(piece, 0);
        if (character < m_characterIds.size())
            m_characterIds[character] = id;
    }
}

/// Whether a space can only begin a piece. Then a text can be cut before its spaces without changing its tokens,
/// which spares models without pre-tokenizer a queue over the whole text.
bool BpeModel::noPieceCrossesMarks() const {
    for (int32_t id = 0; id < m_parts.vocabulary.idEnd(); ++id) {
        std::string_view piece = m_parts.vocabulary.has(id) ? m_parts.vocabulary.piece(id) : std::string_view();
        while (piece.starts_with(kMark))
            piece.remove_prefix(kMark.size());
        if (piece.find(kMark) != std::string_view::npos)
            return false;
    }
    return true;
}

void BpeModel::tokenize(std::string_view word, WordCache& cache, std::vector<WordToken>& out) const {
    if (m_parts.ignoreMerges) {
        if (const auto id = m_parts.vocabulary.id(word)) {
            out.push_back({*id, 0, static_cast<uint32_t>(word.size())});
            return;
        }
    }
    if (!m_splitBeforeMarks)
        return tokenizePart(word, 0, cache, out);
    size_t begin = 0;
    for (size_t mark = word.find(kMark); mark != std::string_view::npos; mark = word.find(kMark, mark + kMark.size())) {
        const bool afterMark = word.substr(0, mark).ends_with(kMark);
        if (mark == begin || afterMark)
            continue;
        tokenizePart(word.substr(begin, mark - begin), static_cast<uint32_t>(begin), cache, out);
        begin = mark;
    }
    tokenizePart(word.substr(begin), static_cast<uint32_t>(begin), cache, out);
}

void BpeModel::tokenizePart(std::string_view word, uint32_t offset, WordCache& cache,
                            std::vector<WordToken>& out) const {
    const auto append = [&](std::span<const WordToken> tokens) {
        for (const WordToken& token : tokens)
            out.push_back({token.id, token.begin + offset, token.end + offset});
    };
    if (const auto known = cache.find(word))
        return append(*known);
    std::vector<Symbol> symbols = symbolsOf(word);
    mergeSymbols(symbols, m_parts.merges);
    std::vector<WordToken> tokens;
    tokens.reserve(symbols.size());
    uint32_t at = 0;
    for (const Symbol& symbol : symbols) {
        tokens.push_back({symbol.id, at, at + symbol.bytes});
        at += symbol.bytes;
    }
    cache.add(word, tokens);
    append(tokens);
}

std::vector<Symbol> BpeModel::symbolsOf(std::string_view word) const {
    std::vector<Symbol> symbols;
    symbols.reserve(word.size());
    Symbol unknown; // waits for more to fuse with; no bytes: none
    const auto flush = [&] {
        if (unknown.bytes > 0)
            symbols.push_back(unknown);
        unknown = {};
    };
    for (size_t at = 0; at < word.size();) {
        const uint32_t bytes = utf8Bytes(word[at]);
        const std::string_view character = word.substr(at, bytes);
        const bool last = at + bytes == word.size();
        if (const auto whole = indivisibleAt(word, at)) {
            flush();
            symbols.push_back(*whole);
            at += whole->bytes;
            continue;
        }
        if (const auto id = idOfCharacter(character, at == 0, last)) {
            flush();
            symbols.push_back({*id, bytes});
        } else if (!appendBytes(decorated(character, at == 0, last), symbols) && m_parts.unknownPiece) {
            if (!m_parts.fuseUnknown)
                flush();
            unknown = {unknownId(), unknown.bytes + bytes};
        }
        at += bytes;
    }
    flush();
    return symbols;
}

/// The longest indivisible piece that begins there.
std::optional<Symbol> BpeModel::indivisibleAt(std::string_view word, size_t at) const {
    std::optional<Symbol> longest;
    if (!m_parts.indivisible.empty())
        m_indivisible.forEachPrefix(word.substr(at), [&](uint32_t bytes, int32_t id) { longest = {id, bytes}; });
    return longest;
}

std::optional<int32_t> BpeModel::idOfCharacter(std::string_view character, bool first, bool last) const {
    if (!m_parts.prefix.empty() || !m_parts.suffix.empty())
        return m_parts.vocabulary.id(decorated(character, first, last));
    const char32_t code = codePointAt(character, 0);
    if (code >= m_characterIds.size())
        return m_parts.vocabulary.id(character);
    return m_characterIds[code] >= 0 ? std::optional<int32_t>(m_characterIds[code]) : std::nullopt;
}

std::string BpeModel::decorated(std::string_view character, bool first, bool last) const {
    std::string text = first ? "" : m_parts.prefix;
    text.append(character);
    if (last)
        text.append(m_parts.suffix);
    return text;
}

/// Falls back to one token per byte; false when the vocabulary lacks one of them.
bool BpeModel::appendBytes(std::string_view character, std::vector<Symbol>& symbols) const {
    const auto idOf = [&](char byte) { return m_byteIds[static_cast<unsigned char>(byte)]; };
    if (!m_parts.byteFallback || std::any_of(character.begin(), character.end(), [&](char c) { return idOf(c) < 0; }))
        return false;
    for (const char byte : character)
        symbols.push_back({idOf(byte), 1});
    return true;
}

int32_t BpeModel::unknownId() const {
    if (const auto id = m_parts.vocabulary.id(*m_parts.unknownPiece))
        return *id;
    throw inputError("tokenizer.unknown_piece_missing",
                     fmt::format("{}: the text has a character outside the vocabulary, and the unk_token \"{}\" that "
                                 "should stand for it is not in the vocabulary either; correct unk_token.",
                                 m_parts.file, *m_parts.unknownPiece));
}

} // namespace

ModelPtr makeBpeModel(BpeParts parts) {
    return std::make_unique<BpeModel>(std::move(parts));
}

ModelPtr makeBpe(const Component& component) {
    BpeParts parts;
    parts.file = component.file();
    parts.vocabulary = Vocabulary(component);
    parts.prefix = component.textOr("continuing_subword_prefix", "");
    parts.suffix = component.textOr("end_of_word_suffix", "");
    parts.fuseUnknown = component.flagOr("fuse_unk", false);
    parts.byteFallback = component.flagOr("byte_fallback", false);
    parts.ignoreMerges = component.flagOr("ignore_merges", false);
    parts.merges = Merges(component, parts.vocabulary, parts.prefix.size());
    if (component.has("unk_token"))
        parts.unknownPiece = component.text("unk_token");
    return makeBpeModel(std::move(parts));
}

} // namespace salient::tokenization
