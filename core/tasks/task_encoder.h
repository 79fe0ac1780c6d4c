// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// A context and what is scored behind it, as tokens; neither is empty.
struct TokenPair {
    std::vector<int32_t> context;
    std::vector<int32_t> continuation;
};

/// Texts of tasks as tokens, the way lm-evaluation-harness makes them (lm_eval/api/model.py _encode_pair and
/// loglikelihood, lm_eval/models/huggingface.py tok_encode).
class TaskEncoder {
public:
    /// With `beginText` texts begin with what the tokenizer puts before one (BOS): add_bos_token of the harness.
    /// `tokenizer` outlives the object.
    TaskEncoder(const Tokenizer& tokenizer, bool beginText);

    std::vector<int32_t> encode(std::string_view text) const;
    /// Spaces at the end of the context go to the continuation. Its tokens are those of both texts encoded as one
    /// behind as many as the context has by itself, even where a token spans the border. An empty context is the BOS
    /// token, else the EOS token. Throws Error (input) tasks.no_tokens naming `origin` when nothing is left to score,
    /// or when nothing can stand for the empty context.
    TokenPair encodePair(const std::string& context, const std::string& continuation, const std::string& origin) const;

private:
    const Tokenizer& m_tokenizer;
    std::vector<int32_t> m_begin;
};

} // namespace salient
