// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"
#include "core/tokenizer/pieces.h"

#include <memory>

namespace salient::tokenization {

/// Cuts the text into the words the model works on; may rewrite them too.
class PreTokenizer {
public:
    virtual ~PreTokenizer() = default;
    virtual void split(Pieces& pieces) const = 0;
};

using PreTokenizerPtr = std::unique_ptr<PreTokenizer>;

/// Makes the pre-tokenizer a part of tokenizer.json describes. Throws Error (input).
PreTokenizerPtr makePreTokenizer(const Component& component);

// The kinds, one file each or few to a file; the table is in pre_tokenizer.cpp.
PreTokenizerPtr makePreTokenizerSequence(const Component& component);
PreTokenizerPtr makeByteLevel(const Component& component);
PreTokenizerPtr makeSplit(const Component& component);
PreTokenizerPtr makeMetaspace(const Component& component);
PreTokenizerPtr makeDigits(const Component& component);
PreTokenizerPtr makePunctuation(const Component& component);
PreTokenizerPtr makeWhitespace(const Component& component);
PreTokenizerPtr makeWhitespaceSplit(const Component& component);
PreTokenizerPtr makeCharDelimiterSplit(const Component& component);
PreTokenizerPtr makeBertPreTokenizer(const Component& component);
PreTokenizerPtr makeUnicodeScripts(const Component& component);
PreTokenizerPtr makeFixedLength(const Component& component);

} // namespace salient::tokenization
