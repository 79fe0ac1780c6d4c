// SPDX-License-Identifier: Apache-2.0
#include "core/templates/characters.h"
#include "core/templates/operators.h"
#include "core/templates/python_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace salient::templates {

namespace {

/// One "%-5.2f".
struct Specification {
    bool left = false;
    bool zeros = false;
    bool plus = false;
    size_t width = 0;
    int precision = -1;
    char conversion = 0;
};

constexpr size_t kWidest = 1000;

size_t readCount(std::string_view text, size_t& at) {
    size_t count = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
        count = std::min(kWidest + 1, count * 10 + static_cast<size_t>(text[at++] - '0'));
    }
    if (count > kWidest) {
        throw Fault("formats a value wider than a rendering may", Fault::Kind::Limit);
    }
    return count;
}

Specification readSpecification(std::string_view text, size_t& at) {
    Specification result;
    for (; at < text.size() && std::string_view("-0+ #").find(text[at]) != std::string_view::npos; ++at) {
        result.left = result.left || text[at] == '-';
        result.zeros = result.zeros || text[at] == '0';
        result.plus = result.plus || text[at] == '+';
    }
    result.width = readCount(text, at);
    if (at < text.size() && text[at] == '.') {
        ++at;
        result.precision = static_cast<int>(readCount(text, at));
    }
    if (at == text.size()) {
        throw Fault("has an incomplete format");
    }
    result.conversion = text[at++];
    return result;
}

MarkedText converted(Budget& budget, const Specification& how, const Value& value) {
    MarkedText out;
    const auto number = value.number();
    switch (how.conversion) {
    case 's':
        appendText(budget, value, out);
        return out;
    case 'r':
        appendRepr(budget, value, out);
        return out;
    case 'd':
    case 'i':
    case 'x':
    case 'X':
        if (number && std::abs(*number) < 9.2e18) {
            const int64_t whole = value.integer() ? *value.integer() : static_cast<int64_t>(*number);
            const char sign = whole < 0 ? '-' : '+';
            const uint64_t size = whole < 0 ? 0 - static_cast<uint64_t>(whole) : static_cast<uint64_t>(whole);
            const std::string digits = how.conversion == 'x'   ? fmt::format("{:x}", size)
                                       : how.conversion == 'X' ? fmt::format("{:X}", size)
                                                               : std::to_string(size);
            out.append((whole < 0 || how.plus ? std::string(1, sign) : "") + digits);
            return out;
        }
        break;
    case 'f':
    case 'e':
    case 'g':
        if (number) {
            const int precision = how.precision < 0 ? 6 : how.precision;
            const std::string form = how.plus ? "{:+.{}" : "{:.{}";
            out.append(fmt::format(fmt::runtime(form + how.conversion + "}"), *number, precision));
            return out;
        }
        break;
    default:
        throw Fault(fmt::format("has a format '%{}', which there is not", how.conversion));
    }
    requireDefined(value);
    throw Fault(fmt::format("formats a value of type '{}' as '%{}'", value.typeName(), how.conversion));
}

void appendPadded(const Specification& how, const MarkedText& text, MarkedText& out) {
    const size_t length = characterCount(text.bytes());
    const size_t missing = how.width > length ? how.width - length : 0;
    const bool isNumber = how.conversion != 's' && how.conversion != 'r';
    if (how.zeros && isNumber && !how.left) {
        const bool isSigned = !text.empty() && (text.bytes()[0] == '-' || text.bytes()[0] == '+');
        out.append(text, 0, isSigned ? 1 : 0);
        out.append(std::string(missing, '0'));
        out.append(text, isSigned ? 1 : 0, text.size());
        return;
    }
    out.append(std::string(how.left ? 0 : missing, ' '));
    out.append(text);
    out.append(std::string(how.left ? missing : 0, ' '));
}

} // namespace

Value formatPercent(Budget& budget, const MarkedText& format, const std::vector<Value>& values) {
    const std::string_view text = format.bytes();
    MarkedText out;
    size_t used = 0;
    for (size_t at = 0; at < text.size();) {
        const size_t percent = std::min(text.find('%', at), text.size());
        out.append(format, at, percent);
        at = percent + 1;
        if (percent == text.size()) {
            break;
        }
        const Specification how = readSpecification(text, at);
        if (how.conversion == '%') {
            out.append("%");
            continue;
        }
        if (used == values.size()) {
            throw Fault("has more formats than values");
        }
        MarkedText piece = converted(budget, how, values[used++]);
        if (how.conversion == 's' && how.precision >= 0) {
            piece = piece.slice(0, byteOffset(piece.bytes(), static_cast<size_t>(how.precision)));
        }
        budget.growText(out.size() + piece.size() + how.width, piece.size() + how.width);
        appendPadded(how, piece, out);
    }
    const bool isMapping = values.size() == 1 && values[0].asDict() != nullptr;
    if (used < values.size() && !isMapping) {
        throw Fault("has fewer formats than values");
    }
    return Value(std::move(out));
}

} // namespace salient::templates
