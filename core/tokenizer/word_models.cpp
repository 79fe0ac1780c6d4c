// SPDX-License-Identifier: Apache-2.0
// WordPiece (tokenizers/src/models/wordpiece/mod.rs) and WordLevel: greedy and whole words.
#include "core/tokenizer/model.h"
#include "core/tokenizer/piece_trie.h"
#include "core/tokenizer/utf8.h"

#include <fmt/format.h>

#include <string>

namespace salient::tokenization {

namespace {

/// The token for what the vocabulary lacks.
class UnknownToken {
public:
    explicit UnknownToken(const Component& component)
        : m_file(component.file()), m_piece(component.text("unk_token")) {}

    int32_t id(const Vocabulary& vocabulary) const {
        if (const auto found = vocabulary.id(m_piece))
            return *found;
        throw inputError("tokenizer.unknown_piece_missing",
                         fmt::format("{}: the text has a word outside the vocabulary, and the unk_token \"{}\" that "
                                     "should stand for it is not in the vocabulary either; correct unk_token.",
                                     m_file, m_piece));
    }

private:
    std::string m_file;
    std::string m_piece;
};

/// Always the longest piece that fits; a word with a rest that no piece fits is unknown as a whole.
class WordPieceModel : public Model {
public:
    explicit WordPieceModel(const Component& component)
        : m_vocabulary(component), m_unknown(component), m_prefix(component.text("continuing_subword_prefix")),
          m_longestWord(component.count("max_input_chars_per_word")) {
        for (int32_t id = 0; id < m_vocabulary.idEnd(); ++id) {
            const std::string_view piece = m_vocabulary.has(id) ? m_vocabulary.piece(id) : std::string_view();
            m_begins.add(piece, id);
            if (piece.starts_with(m_prefix))
                m_continuations.add(piece.substr(m_prefix.size()), id);
        }
    }

    const Vocabulary& vocabulary() const override { return m_vocabulary; }

    void tokenize(std::string_view word, WordCache&, std::vector<WordToken>& out) const override {
        const size_t before = out.size();
        if (charactersOf(word) <= m_longestWord && appendPieces(word, out))
            return;
        out.resize(before);
        out.push_back({m_unknown.id(m_vocabulary), 0, static_cast<uint32_t>(word.size())});
    }

private:
    static uint64_t charactersOf(std::string_view word) {
        uint64_t count = 0;
        for (size_t at = 0; at < word.size(); at += utf8Bytes(word[at]))
            ++count;
        return count;
    }

    bool appendPieces(std::string_view word, std::vector<WordToken>& out) const {
        for (size_t begin = 0; begin < word.size();) {
            const size_t end = longestFrom(word, begin, out);
            if (end == begin)
                return false;
            begin = end;
        }
        return true;
    }

    /// Where the piece that it appended ends; `begin` when there is none.
    size_t longestFrom(std::string_view word, size_t begin, std::vector<WordToken>& out) const {
        WordToken longest{-1, static_cast<uint32_t>(begin), static_cast<uint32_t>(begin)};
        (begin > 0 ? m_continuations : m_begins).forEachPrefix(word.substr(begin), [&](uint32_t bytes, int32_t id) {
            longest = {id, longest.begin, longest.begin + bytes};
        });
        if (longest.id >= 0)
            out.push_back(longest);
        return longest.end;
    }

    Vocabulary m_vocabulary;
    UnknownToken m_unknown;
    std::string m_prefix; // of pieces that do not begin a word
    uint64_t m_longestWord;
    PieceTrie m_begins;
    PieceTrie m_continuations; // without the prefix
};

class WordLevelModel : public Model {
public:
    explicit WordLevelModel(const Component& component) : m_vocabulary(component), m_unknown(component) {}

    const Vocabulary& vocabulary() const override { return m_vocabulary; }

    void tokenize(std::string_view word, WordCache&, std::vector<WordToken>& out) const override {
        const auto id = m_vocabulary.id(word);
        out.push_back({id ? *id : m_unknown.id(m_vocabulary), 0, static_cast<uint32_t>(word.size())});
    }

private:
    Vocabulary m_vocabulary;
    UnknownToken m_unknown;
};

} // namespace

ModelPtr makeWordPiece(const Component& component) {
    return std::make_unique<WordPieceModel>(component);
}

ModelPtr makeWordLevel(const Component& component) {
    return std::make_unique<WordLevelModel>(component);
}

} // namespace salient::tokenization
