// SPDX-License-Identifier: Apache-2.0
#include "core/templates/python_text.h"

#include "core/templates/characters.h"
#include "core/templates/macro.h"
#include "core/tokenizer/utf8.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace salient::templates {

namespace {

void appendOwn(Budget& budget, std::string_view text, MarkedText& out) {
    budget.growText(out.size() + text.size(), text.size());
    out.append(text);
}

std::string escapedCharacter(char32_t c) {
    switch (c) {
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return c < 0x100     ? fmt::format("\\x{:02x}", static_cast<uint32_t>(c))
               : c < 0x10000 ? fmt::format("\\u{:04x}", static_cast<uint32_t>(c))
                             : fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
    }
}

std::string escapedText(std::string_view text, char quote) {
    std::string result;
    for (size_t at = 0; at < text.size();) {
        const char32_t c = tokenization::codePointAt(text, at);
        const uint32_t bytes = tokenization::utf8Bytes(text[at]);
        if (c == static_cast<char32_t>(quote) || c == '\\') {
            result += '\\';
        }
        if (c < 0x80 ? (c >= 0x20 && c != 0x7F) : isPrintable(c)) {
            result += text.substr(at, bytes);
        } else {
            result += escapedCharacter(c);
        }
        at += bytes;
    }
    return result;
}

void appendQuoted(Budget& budget, const MarkedText& text, MarkedText& out) {
    budget.growText(out.size() + 2 * text.size() + 2, text.size());
    const std::string& bytes = text.bytes();
    const bool useDouble = bytes.find('\'') != std::string::npos && bytes.find('"') == std::string::npos;
    const char quote = useDouble ? '"' : '\'';
    out.append(std::string_view(&quote, 1));
    out.append(text.rewritten([quote](std::string_view part) { return escapedText(part, quote); }));
    out.append(std::string_view(&quote, 1));
}

void appendItems(Budget& budget, const std::vector<Value>& items, std::string_view open, std::string_view close,
                 MarkedText& out) {
    appendOwn(budget, open, out);
    for (size_t i = 0; i < items.size(); ++i) {
        appendOwn(budget, i == 0 ? "" : ", ", out);
        appendRepr(budget, items[i], out);
    }
    appendOwn(budget, close, out);
}

void appendSequence(Budget& budget, const Sequence& sequence, MarkedText& out) {
    switch (sequence.kind) {
    case SequenceKind::List:
        return appendItems(budget, sequence.items, "[", "]", out);
    case SequenceKind::Tuple:
        return appendItems(budget, sequence.items, "(", sequence.items.size() == 1 ? ",)" : ")", out);
    case SequenceKind::View:
        return appendItems(budget, sequence.items, sequence.label + "([", "])", out);
    case SequenceKind::Range:
    case SequenceKind::Generator:
        return appendOwn(budget, sequence.kind == SequenceKind::Range ? sequence.label : "<generator object>", out);
    }
}

void appendDict(Budget& budget, const Dict& dict, MarkedText& out) {
    appendOwn(budget, "{", out);
    bool isFirst = true;
    for (const auto& [key, value] : dict.entries()) {
        appendOwn(budget, isFirst ? "" : ", ", out);
        isFirst = false;
        appendRepr(budget, key, out);
        appendOwn(budget, ": ", out);
        appendRepr(budget, value, out);
    }
    appendOwn(budget, "}", out);
}

void appendObject(Budget& budget, const Object& object, MarkedText& out) {
    if (const auto* space = dynamic_cast<const Namespace*>(&object)) {
        appendOwn(budget, "<Namespace ", out);
        appendDict(budget, space->values(), out);
        appendOwn(budget, ">", out);
    } else if (const auto* macro = dynamic_cast<const Macro*>(&object)) {
        appendOwn(budget, fmt::format("<Macro '{}'>", macro->name()), out);
    } else {
        appendOwn(budget, fmt::format("<{}>", object.typeName()), out);
    }
}

} // namespace

std::string floatText(double number) {
    if (!std::isfinite(number)) {
        return std::isnan(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr;
    const std::string_view digits(buffer, static_cast<size_t>(end - buffer));
    const int exponent = std::stoi(std::string(digits.substr(digits.find('e') + 1)));
    if (exponent < -4 || exponent >= 16) {
        return std::string(digits);
    }
    const auto fixedEnd = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed).ptr;
    std::string text(buffer, fixedEnd);
    return text.find('.') == std::string::npos ? text + ".0" : text;
}

void appendText(Budget& budget, const Value& value, MarkedText& out) {
    if (const MarkedText* text = value.asText()) {
        budget.growText(out.size() + text->size(), text->size());
        out.append(*text);
    } else if (value.asUndefined() == nullptr) { // nothing is printed as nothing
        appendRepr(budget, value, out);
    }
}

void appendRepr(Budget& budget, const Value& value, MarkedText& out) {
    const Budget::Level level(budget);
    budget.charge();
    if (const MarkedText* text = value.asText()) {
        appendQuoted(budget, *text, out);
    } else if (value.isBool()) {
        appendOwn(budget, value.boolean() ? "True" : "False", out);
    } else if (const auto integer = value.integer()) {
        appendOwn(budget, std::to_string(*integer), out);
    } else if (value.isFloat()) {
        appendOwn(budget, floatText(*value.number()), out);
    } else if (value.isNone()) {
        appendOwn(budget, "None", out);
    } else if (const Sequence* sequence = value.asSequence()) {
        appendSequence(budget, *sequence, out);
    } else if (const Dict* dict = value.asDict()) {
        appendDict(budget, *dict, out);
    } else if (const Object* object = value.asObject()) {
        appendObject(budget, *object, out);
    } else {
        appendOwn(budget, "Undefined", out);
    }
}

} // namespace salient::templates
