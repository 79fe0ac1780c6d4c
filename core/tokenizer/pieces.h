// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/aligned_text.h"
#include "core/tokenizer/split.h"

#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// A stretch of a text on its way to the model; never empty.
struct Piece {
    const AlignedText* text = nullptr;
    uint32_t begin = 0;
    uint32_t end = 0;
    int32_t addedId = -1; ///< the added token it is, or -1

    std::string_view view() const { return text->text().substr(begin, end - begin); }
    TextSpan span() const { return text->span(begin, end); }
};

/// The pieces of a text in order, with the texts they lie in (PreTokenizedString in Hugging Face's tokenizers).
class Pieces {
public:
    explicit Pieces(AlignedText text);

    const std::vector<Piece>& items() const { return m_items; }

    /// Keeps a rewritten text alive as long as the pieces; the reference stays good.
    const AlignedText& keep(AlignedText text);

    /// Replaces every piece that is no added token by what `split(piece, out)` appends to `out`; empty ones vanish.
    template <typename Split>
    void splitEach(Split split) {
        std::vector<Piece> result;
        result.reserve(m_items.size());
        for (const Piece& piece : m_items) {
            if (piece.addedId >= 0)
                result.push_back(piece);
            else
                split(piece, result);
        }
        std::erase_if(result, [](const Piece& piece) { return piece.begin == piece.end; });
        m_items = std::move(result);
    }

private:
    std::deque<AlignedText> m_texts;
    std::vector<Piece> m_items;
};

/// Appends the parts of `piece` that `stretches` (counted within it) name.
void appendParts(const Piece& piece, const std::vector<Stretch>& stretches, std::vector<Piece>& out);

} // namespace salient::tokenization
