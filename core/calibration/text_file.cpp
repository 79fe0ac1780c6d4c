// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_file.h"

#include "core/calibration/calibration_data.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient {

MappedFile mapTextFile(const std::filesystem::path& file) {
    std::error_code ignored; // what cannot be looked at is reported by opening it
    if (std::filesystem::is_directory(file, ignored)) {
        throw inputError("text.is_folder", fmt::format("Expected a text file at {}, found a folder.", file.string()));
    }
    MappedFile mapped(file);
    if (mapped.size() == 0) {
        throw inputError("text.empty", fmt::format("The text file {} is empty.", file.string()));
    }
    return mapped;
}

std::string_view textOf(const MappedFile& file) {
    const std::string_view text(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

static bool isContinuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Length of the well-formed sequence at the start of `text`, 0 when there is none.
static size_t sequenceLength(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) {
        return 1;
    }
    const size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                          : (first & 0xF0U) == 0xE0U       ? 3
                          : first >= 0xF0 && first <= 0xF4 ? 4
                                                           : 0;
    if (length == 0 || text.size() < length || !std::all_of(text.begin() + 1, text.begin() + length, isContinuation)) {
        return 0;
    }
    const auto second = static_cast<unsigned char>(text[1]);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool surrogate = first == 0xED && second > 0x9F;
    const bool beyondUnicode = first == 0xF4 && second > 0x8F;
    return overlong || surrogate || beyondUnicode ? 0 : length;
}

int64_t invalidUtf8Bytes(std::string_view text) {
    int64_t invalid = 0;
    while (!text.empty()) {
        const size_t length = sequenceLength(text);
        invalid += length == 0 ? 1 : 0;
        text.remove_prefix(std::max<size_t>(length, 1));
    }
    return invalid;
}

int64_t checkIsText(std::string_view text, const std::string& origin) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        throw inputError("text.utf16",
                         fmt::format("Expected UTF-8 text in {}, found UTF-16; convert it first.", origin));
    }
    if (const size_t nul = text.find('\0'); nul != std::string_view::npos) {
        throw inputError("text.binary", fmt::format("Expected text in {}, found binary data (a NUL byte).", origin));
    }
    const int64_t invalid = invalidUtf8Bytes(text);
    if (invalid * 100 > static_cast<int64_t>(text.size())) {
        throw inputError("text.not_utf8",
                         fmt::format("Expected UTF-8 text in {}, found {} invalid of {} bytes; binary data, "
                                     "or another encoding to convert first.",
                                     origin, invalid, text.size()));
    }
    return invalid;
}

size_t nextCharacter(std::string_view text, size_t position) {
    while (position < text.size() && isContinuation(text[position])) {
        ++position;
    }
    return std::min(position, text.size());
}

std::string readTextFile(const std::filesystem::path& file) {
    const MappedFile mapped = mapTextFile(file);
    checkIsText(textOf(mapped), file.string());
    return std::string(textOf(mapped));
}

} // namespace salient
