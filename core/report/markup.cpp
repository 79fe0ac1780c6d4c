// SPDX-License-Identifier: Apache-2.0
#include "core/report/markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace salient {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

struct Character {
    char32_t code = 0;
    size_t bytes = 0; ///< 0: not UTF-8
};

/// The first character of a text that is not empty. Source: Unicode 15, table 3-7 (well-formed byte sequences).
Character firstCharacter(std::string_view text) {
    const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned lead = byte(0);
    if (lead < 0x80U) {
        return {lead, 1};
    }
    const size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
    if (lead < 0xC2U || lead > 0xF4U) {
        return {};
    }
    char32_t code = lead & (0xFFU >> (length + 1));
    for (size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return {};
        }
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    const bool tooLong = (length == 3 && code < 0x800U) || (length == 4 && code < 0x10000U);
    const bool surrogate = code >= 0xD800U && code <= 0xDFFFU;
    return tooLong || surrogate || code > 0x10FFFFU ? Character{} : Character{code, length};
}

/// Both in XML 1.0 (section 2.2) and without a parse error in HTML (section 13.2.3.5).
bool isAllowed(char32_t code) {
    const bool control =
        (code < 0x20U && code != '\t' && code != '\n' && code != '\r') || (code >= 0x7FU && code < 0xA0U);
    const bool noncharacter = (code & 0xFFFEU) == 0xFFFEU || (code >= 0xFDD0U && code <= 0xFDEFU);
    return !control && !noncharacter;
}

std::string_view referenceFor(char32_t code) {
    switch (code) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

/// "10⁻⁵"
std::string powerOfTen(int exponent) {
    static constexpr std::array<std::string_view, 10> kDigits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text = exponent < 0 ? "10⁻" : "10";
    for (const char digit : std::to_string(std::abs(exponent))) {
        text += kDigits[static_cast<size_t>(digit - '0')];
    }
    return text;
}

} // namespace

std::string escapeMarkup(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    while (!text.empty()) {
        const Character next = firstCharacter(text);
        const std::string_view reference = referenceFor(next.code);
        if (next.bytes == 0 || !isAllowed(next.code)) {
            escaped += kReplacement;
        } else if (!reference.empty()) {
            escaped += reference;
        } else {
            escaped += text.substr(0, next.bytes);
        }
        text.remove_prefix(std::max<size_t>(next.bytes, 1));
    }
    return escaped;
}

std::string markupNumber(double value) {
    if (std::isnan(value)) {
        return "not a number";
    }
    if (std::isinf(value)) {
        return value > 0 ? "infinite" : "minus infinite";
    }
    return fmt::format("{:.6g}", value);
}

std::string tickNumber(double value) {
    const double size = std::abs(value);
    if (size == 0.0 || (size >= 1e-3 && size < 1e6)) {
        return fmt::format("{:.5g}", value);
    }
    const std::string text = fmt::format("{:.2e}", value); // "2.50e-05"
    const size_t e = text.find('e');
    std::string mantissa = text.substr(0, e);
    mantissa.erase(mantissa.find_last_not_of('0') + 1);
    mantissa.erase(mantissa.find_last_not_of('.') + 1);
    const std::string power = powerOfTen(std::stoi(text.substr(e + 1)));
    return mantissa == "1" ? power : mantissa == "-1" ? "-" + power : mantissa + "×" + power;
}

std::string markupBytes(double bytes) {
    static constexpr std::array<const char*, 6> kUnits = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    size_t unit = 0;
    while (std::abs(bytes) >= 999.95 && unit + 1 < kUnits.size()) {
        bytes /= 1000.0;
        ++unit;
    }
    return unit == 0 ? fmt::format("{:.0f} bytes", bytes) : fmt::format("{:.1f} {}", bytes, kUnits[unit]);
}

std::string markupSeconds(double seconds) {
    constexpr double kLongest = 1e12; // of what still fits a whole number
    if (!(seconds >= 0.0 && seconds < kLongest)) {
        return markupNumber(seconds) + " s";
    }
    const auto whole = static_cast<int64_t>(std::llround(seconds));
    if (whole < 60) {
        return fmt::format("{:.1f} s", seconds);
    }
    return whole < 3600 ? fmt::format("{} min {} s", whole / 60, whole % 60)
                        : fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

} // namespace salient
