// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/graphemes.h"

#include "core/tokenizer/utf8.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <memory>

namespace salient::tokenization {

namespace {

struct Close {
    void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
    void operator()(UText* text) const { utext_close(text); }
};

void require(UErrorCode status) {
    if (U_FAILURE(status))
        throw resourceError("tokenizer.icu",
                            fmt::format("ICU cannot find characters ({}); install its data.", u_errorName(status)));
}

void breakWithIcu(std::string_view text, const std::function<void(std::string_view)>& found) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, Close> given(
        utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status));
    require(status);
    const std::unique_ptr<UBreakIterator, Close> iterator(ubrk_open(UBRK_CHARACTER, "en", nullptr, 0, &status));
    require(status);
    ubrk_setUText(iterator.get(), given.get(), &status);
    require(status);
    int32_t begin = ubrk_first(iterator.get());
    for (int32_t end = ubrk_next(iterator.get()); end != UBRK_DONE; end = ubrk_next(iterator.get())) {
        found(text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin)));
        begin = end;
    }
}

bool isPlain(char c) {
    return static_cast<unsigned char>(c) < 0x80 && c != '\r';
}

} // namespace

void forEachGrapheme(std::string_view text, const std::function<void(std::string_view)>& found) {
    // Between two characters of ASCII there is always a boundary, except in \r\n.
    for (size_t at = 0; at < text.size();) {
        size_t end = at;
        while (end < text.size() && isPlain(text[end]) && (end + 1 == text.size() || isPlain(text[end + 1]))) {
            found(text.substr(end, 1));
            ++end;
        }
        at = end;
        while (end < text.size() && !(end > at && isPlain(text[end]) && isPlain(text[end - 1])))
            ++end;
        if (end > at)
            breakWithIcu(text.substr(at, end - at), found);
        at = end;
    }
}

} // namespace salient::tokenization
