// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"
#include "core/tokenizer/normalizer.h"
#include "core/tokenizer/pieces.h"
#include "core/tokenizer/text_hash.h"
#include "core/tokenizer/token_trie.h"
#include "core/tokenizer/tokenizer.h"
#include "core/tokenizer/vocabulary.h"

#include <cstdint>
#include <string>
#include <unordered_map>

namespace salient::tokenization {

/// A token that is looked for in the text before the model sees it.
struct AddedToken {
    int32_t id = 0;
    std::string content;
    std::string written; ///< as decoders see it: the content after the normalizer when `normalized`
    bool singleWord = false;
    bool stripLeft = false;
    bool stripRight = false;
    bool normalized = true;
    bool special = false;
};

/// The added tokens of a tokenizer.json (tokenizers/src/tokenizer/added_vocabulary.rs).
class AddedTokens {
public:
    /// Which ids are good.
    enum class Ids {
        AsGivenOut, ///< those that tokenizers itself would give: the model's for a piece it has, otherwise the next
                    ///< free ones in order
        AsWritten,  ///< any that no other piece has
    };

    AddedTokens() = default;
    /// Reads "added_tokens". Throws Error (input) when ids are not good, or when two tokens look alike.
    AddedTokens(const Component& file, const Vocabulary& model, const Normalizer* normalizer, Ids ids);

    const AddedToken* find(int32_t id) const;
    const AddedToken* find(std::string_view content) const;
    /// One more than the highest id; 0 when there is none.
    int32_t idEnd() const { return m_idEnd; }

    /// Takes the tokens out of the text, normalizing what lies between them. `normalizer` may be null.
    Pieces split(AlignedText text, const Normalizer* normalizer, const EncodeOptions& options) const;

private:
    int32_t goodId(const AddedToken& token, const Component& component, const Vocabulary& model, Ids ids) const;
    void add(AddedToken token, const Component& component, const Vocabulary& model, Ids ids);
    void takeOut(const Piece& piece, const TokenTrie& trie, const EncodeOptions& options,
                 std::vector<Piece>& out) const;

    std::unordered_map<int32_t, AddedToken> m_tokens;
    TextMap<int32_t> m_ids;
    TokenTrie m_plain;      // looked for in the given text
    TokenTrie m_normalized; // looked for in the normalized text
    int32_t m_nextId = 0;
    int32_t m_idEnd = 0;
};

} // namespace salient::tokenization
