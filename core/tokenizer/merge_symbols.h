// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/merges.h"

#include <cstdint>
#include <vector>

namespace salient::tokenization {

/// A token on its way through the merges.
struct Symbol {
    int32_t id = 0;
    uint32_t bytes = 0;
};

/// Applies merges until none fits: always the one of lowest rank, the leftmost among equals (byte pair encoding,
/// Sennrich et al. 2016, as in tokenizers/src/models/bpe/word.rs). O(n²) on short words, O(n log n) on long ones.
void mergeSymbols(std::vector<Symbol>& symbols, const Merges& merges);

} // namespace salient::tokenization
