// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/metaspace.h"
#include "core/tokenizer/pattern.h"
#include "core/tokenizer/pre_tokenizer.h"
#include "core/tokenizer/utf8.h"

namespace salient::tokenization {

namespace {

/// Writes spaces as a visible mark and, if asked, begins a word at each mark.
class Metaspace : public PreTokenizer {
public:
    explicit Metaspace(const Component& component)
        : m_options(readMetaspace(component)), m_mark(toUtf8(m_options.replacement)),
          m_marks(Pattern::fromLiteral(m_mark)) {}

    void split(Pieces& pieces) const override {
        pieces.splitEach([&](const Piece& piece, std::vector<Piece>& out) {
            const AlignedText& text = pieces.keep(marked(piece));
            const Piece whole{&text, 0, text.size(), -1};
            if (!m_options.split) {
                out.push_back(whole);
                return;
            }
            std::vector<Stretch> stretches = m_marks.stretches(text.text());
            applySplitBehavior(stretches, SplitBehavior::MergedWithNext);
            appendParts(whole, stretches, out);
        });
    }

private:
    AlignedText marked(const Piece& piece) const {
        AlignedText text;
        const std::string_view view = piece.view();
        text.reserve(view.size() + view.size() / 2);
        for (uint32_t i = 0; i < view.size(); ++i) {
            const uint32_t at = piece.begin + i;
            if (view[i] == ' ')
                text.append(m_mark, piece.text->spanAt(at));
            else
                text.append(*piece.text, at, at + 1);
        }
        const bool wanted =
            m_options.prependScheme == PrependScheme::Always ||
            (m_options.prependScheme == PrependScheme::First && piece.text->spanAt(piece.begin).begin == 0);
        if (wanted && !text.text().starts_with(m_mark))
            text.prepend(m_mark);
        return text;
    }

    MetaspaceOptions m_options;
    std::string m_mark;
    Pattern m_marks;
};

} // namespace

PreTokenizerPtr makeMetaspace(const Component& component) {
    return std::make_unique<Metaspace>(component);
}

} // namespace salient::tokenization
