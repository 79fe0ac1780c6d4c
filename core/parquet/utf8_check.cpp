// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/utf8_check.h"

#include "core/tokenizer/utf8.h"

#include <cstdint>
#include <cstring>

namespace salient::parquet {

bool isUtf8(std::string_view text) {
    constexpr uint64_t kHighBits = 0x8080808080808080U;
    size_t at = 0;
    while (at < text.size()) {
        uint64_t word = kHighBits;
        if (text.size() - at >= sizeof word) {
            std::memcpy(&word, text.data() + at, sizeof word);
        }
        if ((word & kHighBits) == 0) { // eight ASCII characters
            at += sizeof word;
            continue;
        }
        const auto step = tokenization::inspectUtf8(text, at);
        if (!step.valid) {
            return false;
        }
        at += step.bytes;
    }
    return true;
}

} // namespace salient::parquet
