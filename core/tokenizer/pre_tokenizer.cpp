// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/pre_tokenizer.h"

#include "core/tokenizer/growth.h"

namespace salient::tokenization {

PreTokenizerPtr makePreTokenizer(const Component& component) {
    static constexpr ComponentKind<PreTokenizerPtr> kKinds[] = {
        {"Sequence", makePreTokenizerSequence},
        {"ByteLevel", makeByteLevel},
        {"Split", makeSplit},
        {"Metaspace", makeMetaspace},
        {"Digits", makeDigits},
        {"Punctuation", makePunctuation},
        {"Whitespace", makeWhitespace},
        {"WhitespaceSplit", makeWhitespaceSplit},
        {"CharDelimiterSplit", makeCharDelimiterSplit},
        {"BertPreTokenizer", makeBertPreTokenizer},
        {"UnicodeScripts", makeUnicodeScripts},
        {"FixedLength", makeFixedLength},
    };
    return makeComponent(kKinds, component);
}

namespace {

class PreTokenizerSequence : public PreTokenizer {
public:
    explicit PreTokenizerSequence(const Component& component) {
        for (const Component& part : component.children("pretokenizers"))
            m_parts.push_back(makePreTokenizer(part));
    }

    void split(Pieces& pieces) const override {
        const uint64_t given = bytesOf(pieces);
        for (const auto& part : m_parts) {
            part->split(pieces);
            requireModestGrowth(given, bytesOf(pieces));
        }
    }

private:
    static uint64_t bytesOf(const Pieces& pieces) {
        uint64_t bytes = 0;
        for (const Piece& piece : pieces.items())
            bytes += piece.end - piece.begin;
        return bytes;
    }

    std::vector<PreTokenizerPtr> m_parts;
};

} // namespace

PreTokenizerPtr makePreTokenizerSequence(const Component& component) {
    return std::make_unique<PreTokenizerSequence>(component);
}

} // namespace salient::tokenization
