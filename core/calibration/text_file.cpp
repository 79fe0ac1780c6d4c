// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_file.h"

#include "core/calibration/calibration_data.h"
#include "core/tokenizer/utf8_check.h"
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

int64_t checkIsText(std::string_view text, const std::string& origin) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        throw inputError("text.utf16",
                         fmt::format("Expected UTF-8 text in {}, found UTF-16; convert it first.", origin));
    }
    if (const size_t nul = text.find('\0'); nul != std::string_view::npos) {
        throw inputError("text.binary", fmt::format("Expected text in {}, found binary data (a NUL byte).", origin));
    }
    const int64_t invalid = tokenization::invalidUtf8Bytes(text);
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
