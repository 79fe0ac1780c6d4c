// SPDX-License-Identifier: Apache-2.0
// BertProcessing and RobertaProcessing: one token in front of the text and one behind it.
#include "core/tokenizer/post_processor.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient::tokenization {

namespace {

class TokensAround : public PostProcessor {
public:
    /// `trimming` may be null.
    TokensAround(const Component& component, const PieceOfId& pieceOf, PostProcessorPtr trimming)
        : m_front(readToken(component, "cls", pieceOf)), m_back(readToken(component, "sep", pieceOf)),
          m_trimming(std::move(trimming)) {}

    void process(EncodedParts& parts, const PostProcessing& options) const override {
        if (m_trimming)
            m_trimming->process(parts, options);
        if (!options.addSpecialTokens)
            return;
        parts.insert(parts.begin(), {m_front});
        parts.push_back({m_back});
    }

    int templates() const override { return 1; }

private:
    /// ["[CLS]", 101]
    static EncodedToken readToken(const Component& component, const char* key, const PieceOfId& pieceOf) {
        const nlohmann::json pair = component.json().value(key, nlohmann::json());
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_number_unsigned())
            throw component.wrong(fmt::format("should have a piece and its id as \"{}\"", key));
        const std::string_view piece = pieceOf(pair[1].get<uint64_t>());
        if (piece.empty())
            throw component.wrong(fmt::format("names as \"{}\" an id that the vocabulary lacks", key));
        return {pair[1].get<int32_t>(), 0, 0, piece};
    }

    EncodedToken m_front;
    EncodedToken m_back;
    PostProcessorPtr m_trimming;
};

} // namespace

PostProcessorPtr makeBertProcessing(const Component& component, const PieceOfId& pieceOf) {
    return std::make_unique<TokensAround>(component, pieceOf, nullptr);
}

PostProcessorPtr makeRobertaProcessing(const Component& component, const PieceOfId& pieceOf) {
    return std::make_unique<TokensAround>(component, pieceOf, makeOffsetTrimming(component, pieceOf));
}

} // namespace salient::tokenization
