// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/post_processor.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient::tokenization {

namespace {

/// Puts tokens around the text, such as <s> in front (tokenizers/src/processors/template.rs; only "single" is used).
class TemplateProcessing : public PostProcessor {
public:
    TemplateProcessing(const Component& component, const PieceOfId& pieceOf) {
        for (const Component& item : component.children("single")) {
            if (item.has("Sequence"))
                addText(item);
            else
                m_items.push_back({readTokens(item, component, pieceOf)});
        }
    }

    void process(EncodedParts& parts, const PostProcessing& options) const override {
        EncodedParts filled;
        for (const Item& item : m_items) {
            if (item.isText)
                filled.insert(filled.end(), parts.begin(), parts.end());
            else if (options.addSpecialTokens)
                filled.push_back(item.tokens);
        }
        parts = std::move(filled);
    }

    int templates() const override { return 1; }

private:
    struct Item {
        std::vector<EncodedToken> tokens; // offsets 0, 0: they stand for nothing in the text
        bool isText = false;
    };

    void addText(const Component& item) {
        const std::string id = item.child("Sequence").text("id");
        if (id != "A")
            throw item.wrong(fmt::format("asks for the sequence \"{}\", expected \"A\" for a single text", id));
        m_items.push_back({{}, true});
    }

    static std::vector<EncodedToken> readTokens(const Component& item, const Component& component,
                                                const PieceOfId& pieceOf) {
        const std::string name = item.child("SpecialToken").text("id");
        const Component token = component.child("special_tokens").child(name.c_str());
        const nlohmann::json ids = token.json().value("ids", nlohmann::json());
        if (!ids.is_array())
            throw token.wrong("should have a list as \"ids\"");
        std::vector<EncodedToken> tokens;
        for (const nlohmann::json& id : ids) {
            const std::string_view piece = id.is_number_unsigned() ? pieceOf(id.get<uint64_t>()) : std::string_view();
            if (piece.empty())
                throw token.wrong("names an id that the vocabulary lacks");
            tokens.push_back({id.get<int32_t>(), 0, 0, piece});
        }
        return tokens;
    }

    std::vector<Item> m_items;
};

} // namespace

PostProcessorPtr makeTemplateProcessing(const Component& component, const PieceOfId& pieceOf) {
    return std::make_unique<TemplateProcessing>(component, pieceOf);
}

} // namespace salient::tokenization
