// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/unigram_model.h"

#include "core/tokenizer/piece_trie.h"
#include "core/tokenizer/utf8.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace salient::tokenization {

namespace {

/// `Sum` is the type in which the score of a path is kept.
template <typename Sum>
class UnigramModel : public Model {
public:
    explicit UnigramModel(UnigramParts parts);

    const Vocabulary& vocabulary() const override { return m_parts.vocabulary; }
    void tokenize(std::string_view word, WordCache& cache, std::vector<WordToken>& out) const override;

private:
    /// The best way to end at a byte.
    struct Node {
        int32_t id = 0;
        int32_t begin = -1; // of its last piece; -1: no way is known
        Sum score = 0;

        void offer(int32_t otherId, uint32_t otherBegin, double otherScore) {
            if (begin >= 0 && otherScore <= score)
                return;
            id = otherId;
            begin = static_cast<int32_t>(otherBegin);
            score = static_cast<Sum>(otherScore);
        }
    };

    std::vector<Node> findPath(std::string_view word) const;
    /// Tokens in order; runs of unknown characters are one token.
    std::vector<WordToken> tokensOf(const std::vector<Node>& path) const;
    void appendUnknown(std::string_view word, const WordToken& token, std::vector<WordToken>& out) const;
    bool appendBytes(std::string_view word, const WordToken& token, std::vector<WordToken>& out) const;
    int32_t unknownId() const;

    UnigramParts m_parts;
    PieceTrie m_trie;
    std::array<int32_t, 256> m_byteIds{}; // of <0x00> ... <0xFF>; -1: none
};

template <typename Sum>
UnigramModel<Sum>::UnigramModel(UnigramParts parts) : m_parts(std::move(parts)) {
    for (int32_t id = 0; id < m_parts.vocabulary.idEnd(); ++id)
        if (m_parts.isInText[static_cast<size_t>(id)])
            m_trie.add(m_parts.vocabulary.piece(id), id);
    for (size_t byte = 0; byte < 256; ++byte)
        m_byteIds[byte] = m_parts.vocabulary.id(fmt::format("<0x{:02X}>", byte)).value_or(-1);
}

template <typename Sum>
void UnigramModel<Sum>::tokenize(std::string_view word, WordCache& cache, std::vector<WordToken>& out) const {
    if (const auto known = cache.find(word)) {
        out.insert(out.end(), known->begin(), known->end());
        return;
    }
    std::vector<WordToken> tokens;
    for (const WordToken& token : tokensOf(findPath(word))) {
        if (m_parts.unknownId && token.id == *m_parts.unknownId)
            appendUnknown(word, token, tokens);
        else
            tokens.push_back(token);
    }
    cache.add(word, tokens);
    out.insert(out.end(), tokens.begin(), tokens.end());
}

template <typename Sum>
auto UnigramModel<Sum>::findPath(std::string_view word) const -> std::vector<Node> {
    std::vector<Node> nodes(word.size() + 1);
    for (uint32_t at = 0; at < word.size();) {
        const uint32_t characterBytes = utf8Bytes(word[at]);
        const Sum until = nodes[at].score;
        bool hasSingle = false; // a piece that is just this character
        m_trie.forEachPrefix(word.substr(at), [&](uint32_t bytes, int32_t id) {
            nodes[at + bytes].offer(id, at, m_parts.scores[static_cast<size_t>(id)] + until);
            hasSingle = hasSingle || bytes == characterBytes;
        });
        if (!hasSingle)
            nodes[at + characterBytes].offer(unknownId(), at, static_cast<Sum>(m_parts.unknownScore) + until);
        at += characterBytes;
    }
    return nodes;
}

template <typename Sum>
std::vector<WordToken> UnigramModel<Sum>::tokensOf(const std::vector<Node>& path) const {
    std::vector<WordToken> tokens;
    for (auto end = static_cast<uint32_t>(path.size() - 1); end > 0;) {
        const Node& node = path[end];
        const auto begin = static_cast<uint32_t>(node.begin);
        const bool isUnknown = m_parts.unknownId && node.id == *m_parts.unknownId;
        if (isUnknown && !tokens.empty() && tokens.back().id == node.id)
            tokens.back().begin = begin;
        else
            tokens.push_back({node.id, begin, end});
        end = begin;
    }
    std::reverse(tokens.begin(), tokens.end());
    return tokens;
}

template <typename Sum>
void UnigramModel<Sum>::appendUnknown(std::string_view word, const WordToken& token,
                                      std::vector<WordToken>& out) const {
    const bool isSpelledOut = m_trie.find(word.substr(token.begin, token.end - token.begin)) == token.id;
    if (isSpelledOut || !m_parts.byteFallback || !appendBytes(word, token, out))
        out.push_back(token);
}

template <typename Sum>
bool UnigramModel<Sum>::appendBytes(std::string_view word, const WordToken& token, std::vector<WordToken>& out) const {
    const auto idAt = [&](uint32_t at) { return m_byteIds[static_cast<unsigned char>(word[at])]; };
    for (uint32_t at = token.begin; at < token.end; ++at)
        if (idAt(at) < 0)
            return false;
    for (uint32_t at = token.begin; at < token.end; ++at) {
        if (m_parts.byteOffsets == UnigramParts::ByteOffsets::OwnByte)
            out.push_back({idAt(at), at, at + 1});
        else
            out.push_back({idAt(at), token.begin, token.end});
    }
    return true;
}

template <typename Sum>
int32_t UnigramModel<Sum>::unknownId() const {
    if (m_parts.unknownId)
        return *m_parts.unknownId;
    throw inputError("tokenizer.unknown_piece_missing",
                     fmt::format("{}: the text has a character outside the vocabulary, and there is no unk_id that "
                                 "says which token should stand for it; add unk_id.",
                                 m_parts.file));
}

/// Reads "vocab": [["<unk>", 0.0], ...].
void readPieces(const Component& component, UnigramParts& parts) {
    const auto found = component.json().find("vocab");
    if (found == component.json().end() || !found->is_array())
        throw component.wrong("should have a list as \"vocab\"");
    if (found->size() > static_cast<size_t>(Vocabulary::kIdLimit))
        throw component.wrong(fmt::format("has {} pieces, expected at most {}", found->size(), Vocabulary::kIdLimit));
    for (size_t i = 0; i < found->size(); ++i) {
        const nlohmann::json& entry = (*found)[i];
        if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string() || !entry[1].is_number())
            throw component.wrong(fmt::format("has an entry {} in \"vocab\" that is not [piece, score]", i));
        const auto& piece = entry[0].get_ref<const std::string&>();
        if (parts.vocabulary.id(piece))
            throw component.wrong(fmt::format("has the piece \"{}\" twice", piece));
        parts.vocabulary.add(piece, static_cast<int32_t>(i));
        parts.scores.push_back(entry[1].get<double>());
    }
}

} // namespace

ModelPtr makeUnigramModel(UnigramParts parts) {
    if (parts.sums == UnigramParts::Sums::Single)
        return std::make_unique<UnigramModel<float>>(std::move(parts));
    return std::make_unique<UnigramModel<double>>(std::move(parts));
}

ModelPtr makeUnigram(const Component& component) {
    UnigramParts parts;
    parts.file = component.file();
    readPieces(component, parts);
    parts.isInText.assign(parts.scores.size(), true);
    if (!parts.scores.empty())
        parts.unknownScore = *std::min_element(parts.scores.begin(), parts.scores.end()) - kUnknownPenalty;
    if (component.has("unk_id")) {
        const uint64_t id = component.count("unk_id");
        if (id >= parts.scores.size())
            throw component.wrong(fmt::format("has the unk_id {}, expected one below {}", id, parts.scores.size()));
        parts.unknownId = static_cast<int32_t>(id);
    }
    parts.byteFallback = component.flagOr("byte_fallback", false);
    return makeUnigramModel(std::move(parts));
}

} // namespace salient::tokenization
