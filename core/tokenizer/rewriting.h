// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/aligned_text.h"
#include "core/tokenizer/utf8.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace salient::tokenization {

/// A character of a rewritten text. `change` is 1 for one that was added; otherwise it takes the place of one character
/// of the source and swallows -change more.
struct CharacterChange {
    char32_t character = 0;
    int32_t change = 0;
};

/// Appends `changes` to `result` as what the bytes [begin, end) of `text` became, walking over the source as
/// NormalizedString::transform does (tokenizers/src/tokenizer/normalizer.rs). The first `skipped` characters of the
/// source became nothing. Elements of `changes` have the members of CharacterChange.
template <typename Changes>
void appendRewritten(const AlignedText& text, TextSpan bytes, const Changes& changes, AlignedText& result,
                     uint32_t skipped = 0) {
    const std::string_view all = text.text();
    uint32_t source = bytes.begin;
    const auto skip = [&] { source += source < bytes.end ? utf8Bytes(all[source]) : 0; };
    for (; skipped > 0; --skipped)
        skip();
    for (const auto& change : changes) {
        const bool added = change.change > 0;
        const uint32_t from = added && source > 0 ? source - 1 : std::min(source, bytes.end - 1);
        result.append(static_cast<char32_t>(change.character), text.spanAt(from));
        for (int32_t i = 0; !added && i <= -change.change; ++i)
            skip();
    }
}

} // namespace salient::tokenization
