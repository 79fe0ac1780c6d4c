// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"
#include "core/tokenizer/vocabulary.h"

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// A token with its bytes in the given text.
struct EncodedToken {
    int32_t id = 0;
    uint32_t begin = 0;
    uint32_t end = 0;
    std::string_view text; ///< the piece; for an added token what it covers of the text, spaces included
};

/// What the post-processors work on: the tokens of the text, then also runs of tokens put around them.
using EncodedParts = std::vector<std::vector<EncodedToken>>;

struct PostProcessing {
    std::string_view given; ///< the text as it came; may hold bad bytes
    bool addSpecialTokens = true;
};

/// Adds tokens around a text and adjusts offsets.
class PostProcessor {
public:
    virtual ~PostProcessor() = default;
    virtual void process(EncodedParts& parts, const PostProcessing& options) const = 0;
    /// How many times the tokens of the text are put into a template.
    virtual int templates() const { return 0; }
};

using PostProcessorPtr = std::unique_ptr<PostProcessor>;

/// Tells the piece of an id; empty for an id without one.
using PieceOfId = std::function<std::string_view(uint64_t id)>;

/// Makes the post-processor a part of tokenizer.json describes; `pieceOf` says which ids there are. Throws Error
/// (input).
PostProcessorPtr makePostProcessor(const Component& component, const PieceOfId& pieceOf);

// The kinds, one file each; the table is in post_processor.cpp.
PostProcessorPtr makePostProcessorSequence(const Component& component, const PieceOfId& pieceOf);
PostProcessorPtr makeTemplateProcessing(const Component& component, const PieceOfId& pieceOf);
PostProcessorPtr makeOffsetTrimming(const Component& component, const PieceOfId& pieceOf);
PostProcessorPtr makeBertProcessing(const Component& component, const PieceOfId& pieceOf);
PostProcessorPtr makeRobertaProcessing(const Component& component, const PieceOfId& pieceOf);

} // namespace salient::tokenization
