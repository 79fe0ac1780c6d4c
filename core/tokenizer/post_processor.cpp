// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/post_processor.h"

namespace salient::tokenization {

PostProcessorPtr makePostProcessor(const Component& component, const PieceOfId& pieceOf) {
    static constexpr ComponentKind<PostProcessorPtr, PieceOfId> kKinds[] = {
        {"Sequence", makePostProcessorSequence},
        {"TemplateProcessing", makeTemplateProcessing},
        {"ByteLevel", makeOffsetTrimming},
        {"BertProcessing", makeBertProcessing},
        {"RobertaProcessing", makeRobertaProcessing},
    };
    return makeComponent(kKinds, component, pieceOf);
}

namespace {

class PostProcessorSequence : public PostProcessor {
public:
    PostProcessorSequence(const Component& component, const PieceOfId& pieceOf) {
        for (const Component& part : component.children("processors"))
            m_parts.push_back(makePostProcessor(part, pieceOf));
        if (templates() > 1)
            throw component.wrong("puts the text into more than one template");
    }

    void process(EncodedParts& parts, const PostProcessing& options) const override {
        for (const auto& part : m_parts)
            part->process(parts, options);
    }

    int templates() const override {
        int count = 0;
        for (const auto& part : m_parts)
            count += part->templates();
        return count;
    }

private:
    std::vector<PostProcessorPtr> m_parts;
};

} // namespace

PostProcessorPtr makePostProcessorSequence(const Component& component, const PieceOfId& pieceOf) {
    return std::make_unique<PostProcessorSequence>(component, pieceOf);
}

} // namespace salient::tokenization
