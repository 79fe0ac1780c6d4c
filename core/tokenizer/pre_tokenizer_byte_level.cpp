// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/byte_alphabet.h"
#include "core/tokenizer/pattern.h"
#include "core/tokenizer/pre_tokenizer.h"

namespace salient::tokenization {

namespace {

/// GPT-2's words (github.com/openai/gpt-2, src/encoder.py).
constexpr const char* kGpt2Words = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

/// Splits into words, if asked, and writes every byte with a printable character.
class ByteLevel : public PreTokenizer {
public:
    explicit ByteLevel(const Component& component)
        : m_addPrefixSpace(component.flag("add_prefix_space")), m_useRegex(component.flagOr("use_regex", true)),
          m_words(Pattern::fromRegex(kGpt2Words)) {}

    void split(Pieces& pieces) const override {
        if (m_addPrefixSpace || m_useRegex)
            pieces.splitEach([&](const Piece& piece, std::vector<Piece>& out) {
                const Piece prefixed = m_addPrefixSpace ? withPrefixSpace(piece, pieces) : piece;
                if (m_useRegex)
                    appendParts(prefixed, m_words.stretches(prefixed.view()), out);
                else
                    out.push_back(prefixed);
            });
        writeBytes(pieces);
    }

private:
    static Piece withPrefixSpace(const Piece& piece, Pieces& pieces) {
        if (piece.view().starts_with(' '))
            return piece;
        AlignedText text = piece.text->slice(piece.begin, piece.end);
        text.prepend(" ");
        const AlignedText& kept = pieces.keep(std::move(text));
        return {&kept, 0, kept.size(), -1};
    }

    /// One new text for all pieces: most are a few bytes long.
    void writeBytes(Pieces& pieces) const {
        AlignedText written;
        size_t bytes = 0;
        for (const Piece& piece : pieces.items())
            bytes += piece.addedId < 0 ? piece.end - piece.begin : 0;
        written.reserve(bytes + bytes / 2);
        std::vector<TextSpan> places;
        for (const Piece& piece : pieces.items()) {
            if (piece.addedId >= 0)
                continue;
            const uint32_t begin = written.size();
            const std::string_view view = piece.view();
            for (uint32_t i = 0; i < view.size(); ++i)
                written.append(m_alphabet.character(static_cast<unsigned char>(view[i])),
                               piece.text->spanAt(piece.begin + i));
            places.push_back({begin, written.size()});
        }
        const AlignedText& kept = pieces.keep(std::move(written));
        size_t next = 0;
        pieces.splitEach([&](const Piece&, std::vector<Piece>& out) {
            out.push_back({&kept, places[next].begin, places[next].end, -1});
            ++next;
        });
    }

    bool m_addPrefixSpace;
    bool m_useRegex;
    Pattern m_words;
    ByteAlphabet m_alphabet;
};

} // namespace

PreTokenizerPtr makeByteLevel(const Component& component) {
    return std::make_unique<ByteLevel>(component);
}

} // namespace salient::tokenization
