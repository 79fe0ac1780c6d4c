// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/gguf/gguf_metadata.h"

#include <filesystem>
#include <string>
#include <vector>

namespace salient {

/// The tokenizer of a model folder under the keys of GGUF.
struct GgufTokenizer {
    GgufMetadata metadata;
    std::vector<std::string> notes; ///< sentences: what llama.cpp will do otherwise
};

/// Ids follow the folder's tokenizer; `rows` is the number of rows of the embedding, which llama.cpp wants as many
/// tokens as: missing ones are filled with unused tokens, surplus ones left out with a note. A folder without a
/// tokenizer gives a file without one. `bosIds` and `eosIds` stand in where the tokenizer names none.
/// Throws Error (input): gguf.tokenizer for kinds that llama.cpp has no equal of, and what reading a tokenizer throws.
struct GgufTokenizerRequest {
    std::filesystem::path folder;
    int64_t rows = 0;
    std::vector<int32_t> bosIds;
    std::vector<int32_t> eosIds;
};
GgufTokenizer ggufTokenizer(const GgufTokenizerRequest& request);

} // namespace salient
