// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"
#include "core/tokenizer/vocabulary.h"
#include "core/tokenizer/word_cache.h"

#include <memory>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// Turns a word into tokens.
class Model {
public:
    virtual ~Model() = default;
    virtual const Vocabulary& vocabulary() const = 0;
    /// Appends the tokens of `word`, which is valid UTF-8 and not empty; may look into and add to `cache`.
    virtual void tokenize(std::string_view word, WordCache& cache, std::vector<WordToken>& out) const = 0;
};

using ModelPtr = std::unique_ptr<Model>;

/// Makes the model a part of tokenizer.json describes. Throws Error (input).
ModelPtr makeModel(const Component& component);

// The kinds, one file each or few to a file; the table is in model.cpp.
ModelPtr makeBpe(const Component& component);
ModelPtr makeUnigram(const Component& component);
ModelPtr makeWordPiece(const Component& component);
ModelPtr makeWordLevel(const Component& component);

} // namespace salient::tokenization
