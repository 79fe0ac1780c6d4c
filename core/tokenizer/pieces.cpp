// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/pieces.h"

namespace salient::tokenization {

Pieces::Pieces(AlignedText text) {
    const AlignedText& kept = keep(std::move(text));
    if (!kept.empty())
        m_items.push_back({&kept, 0, kept.size(), -1});
}

const AlignedText& Pieces::keep(AlignedText text) {
    return m_texts.emplace_back(std::move(text));
}

void appendParts(const Piece& piece, const std::vector<Stretch>& stretches, std::vector<Piece>& out) {
    for (const Stretch& stretch : stretches)
        out.push_back({piece.text, piece.begin + stretch.begin, piece.begin + stretch.end, -1});
}

} // namespace salient::tokenization
