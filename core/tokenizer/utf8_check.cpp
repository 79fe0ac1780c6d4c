// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/utf8_check.h"

#include "core/tokenizer/utf8.h"

#include <cstring>

namespace salient::tokenization {

namespace {

struct BadPart {
    size_t begin = 0; ///< the text's size: there is none
    size_t bytes = 0;
};

BadPart firstBadPart(std::string_view text, size_t at) {
    constexpr uint64_t kHighBits = 0x8080808080808080U;
    while (at < text.size()) {
        uint64_t word = kHighBits;
        if (text.size() - at >= sizeof word) {
            std::memcpy(&word, text.data() + at, sizeof word);
        }
        if ((word & kHighBits) == 0) { // eight ASCII characters
            at += sizeof word;
            continue;
        }
        const Utf8Step step = inspectUtf8(text, at);
        if (!step.valid) {
            return {at, step.bytes};
        }
        at += step.bytes;
    }
    return {text.size(), 0};
}

} // namespace

bool isUtf8(std::string_view text) {
    return firstBadPart(text, 0).bytes == 0;
}

int64_t invalidUtf8Bytes(std::string_view text) {
    int64_t invalid = 0;
    for (BadPart bad = firstBadPart(text, 0); bad.bytes > 0; bad = firstBadPart(text, bad.begin + bad.bytes)) {
        invalid += static_cast<int64_t>(bad.bytes);
    }
    return invalid;
}

} // namespace salient::tokenization
