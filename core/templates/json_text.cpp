// SPDX-License-Identifier: Apache-2.0
#include "core/templates/json_text.h"

#include "core/templates/characters.h"
#include "core/templates/operators.h"
#include "core/templates/python_text.h"
#include "core/tokenizer/utf8.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace salient::templates {

namespace {

std::string unicodeEscape(char32_t c) {
    if (c < 0x10000) {
        return fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
    }
    const uint32_t rest = static_cast<uint32_t>(c) - 0x10000;
    return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
}

std::string escaped(std::string_view text, bool onlyAscii) {
    constexpr std::string_view kSpecial = "\"\\\n\r\t\b\f";
    constexpr std::string_view kLetters = "\"\\nrtbf";
    std::string result;
    for (size_t at = 0; at < text.size();) {
        const uint32_t bytes = tokenization::utf8Bytes(text[at]);
        const char32_t c = tokenization::codePointAt(text, at);
        const size_t special = bytes == 1 ? kSpecial.find(text[at]) : std::string_view::npos;
        if (special != std::string_view::npos) {
            result += {'\\', kLetters[special]};
        } else if (c < 0x20 || (onlyAscii && c >= 0x7F)) {
            result += c == 0x7F ? std::string(1, '\x7F') : unicodeEscape(c);
        } else {
            result += text.substr(at, bytes);
        }
        at += bytes;
    }
    return result;
}

class JsonWriter {
public:
    JsonWriter(Budget& budget, const JsonStyle& style) : m_budget(budget), m_style(style) {}

    void write(const Value& value) {
        const Budget::Level level(m_budget);
        m_budget.charge();
        const bool isLiteral = value.isNone() || value.isBool() || value.number();
        const Sequence* sequence = value.asSequence();
        if (const MarkedText* text = value.asText()) {
            writeText(*text);
        } else if (isLiteral) {
            add(literal(value));
        } else if (const Dict* dict = value.asDict()) {
            writeDict(*dict);
        } else if (sequence != nullptr &&
                   (sequence->kind == SequenceKind::List || sequence->kind == SequenceKind::Tuple)) {
            writeList(sequence->items);
        } else {
            throw Fault(fmt::format("writes a value of type '{}' as JSON", value.typeName()));
        }
    }
    MarkedText take() { return std::move(m_out); }

private:
    void add(std::string_view text) {
        m_budget.growText(m_out.size() + text.size(), text.size());
        m_out.append(text);
    }
    void add(const MarkedText& text) {
        m_budget.growText(m_out.size() + text.size(), text.size());
        m_out.append(text);
    }
    void writeText(const MarkedText& text) {
        m_budget.makeText(text.size());
        add("\"");
        add(text.rewritten([&](std::string_view part) { return escaped(part, m_style.onlyAscii); }));
        add("\"");
    }
    static std::string literal(const Value& value) {
        if (value.isNone()) {
            return "null";
        }
        if (value.isBool()) {
            return value.boolean() ? "true" : "false";
        }
        if (value.isInteger()) {
            return std::to_string(*value.integer());
        }
        const double number = *value.number();
        return std::isnan(number)   ? "NaN"
               : std::isinf(number) ? (number > 0 ? "Infinity" : "-Infinity")
                                    : floatText(number);
    }
    void newLine() {
        if (m_style.indent) {
            add("\n");
            for (int i = 0; i < m_depth; ++i) {
                add(*m_style.indent);
            }
        }
    }
    void writeList(const std::vector<Value>& items) {
        writeItems("[", "]", items.size(), [&](size_t i) { write(items[i]); });
    }
    void writeDict(const Dict& dict) {
        std::vector<Dict::Entry> entries = dict.entries();
        if (m_style.sortKeys) {
            std::stable_sort(entries.begin(), entries.end(),
                             [&](const auto& a, const auto& b) { return isLess(m_budget, a.first, b.first); });
        }
        writeItems("{", "}", entries.size(), [&](size_t i) {
            const Value& key = entries[i].first;
            if (const MarkedText* text = key.asText()) {
                writeText(*text);
            } else if (key.asSequence() != nullptr) {
                throw Fault("writes a dictionary as JSON whose keys are not texts or numbers");
            } else {
                add("\"" + literal(key) + "\"");
            }
            add(m_style.keySeparator);
            write(entries[i].second);
        });
    }
    template <class WriteItem>
    void writeItems(std::string_view open, std::string_view close, size_t count, WriteItem writeItem) {
        add(open);
        ++m_depth;
        for (size_t i = 0; i < count; ++i) {
            if (i > 0) {
                add(m_style.itemSeparator);
            }
            newLine();
            writeItem(i);
        }
        --m_depth;
        if (count > 0) {
            newLine();
        }
        add(close);
    }

    Budget& m_budget;
    const JsonStyle& m_style;
    MarkedText m_out;
    int m_depth = 0;
};

MarkedText markedText(const std::string& bytes, Origin origin) {
    std::string valid = validUtf8(bytes);
    return origin == Origin::User ? MarkedText::fromUser(std::move(valid)) : MarkedText::own(std::move(valid));
}

Value fromJson(const nlohmann::ordered_json& json, Origin origin, int levels) {
    if (levels == 0) {
        throw Fault("is given values that nest deeper than a rendering may", Fault::Kind::Limit);
    }
    switch (json.type()) {
    case nlohmann::ordered_json::value_t::string:
        return Value(markedText(json.get_ref<const std::string&>(), origin));
    case nlohmann::ordered_json::value_t::boolean:
        return Value(json.get<bool>());
    case nlohmann::ordered_json::value_t::number_unsigned:
        if (json.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX)) {
            return Value(json.get<double>());
        }
        [[fallthrough]];
    case nlohmann::ordered_json::value_t::number_integer:
        return Value(json.get<int64_t>());
    case nlohmann::ordered_json::value_t::number_float:
        return Value(json.get<double>());
    case nlohmann::ordered_json::value_t::array: {
        std::vector<Value> items;
        items.reserve(json.size());
        for (const auto& item : json) {
            items.push_back(fromJson(item, origin, levels - 1));
        }
        return Value(Sequence(SequenceKind::List, std::move(items)));
    }
    case nlohmann::ordered_json::value_t::object: {
        Dict dict;
        for (const auto& [key, item] : json.items()) {
            dict.set(Value(markedText(key, origin)), fromJson(item, origin, levels - 1));
        }
        return Value(std::move(dict));
    }
    default:
        return {};
    }
}

} // namespace

MarkedText jsonText(Budget& budget, const Value& value, const JsonStyle& style) {
    JsonWriter writer(budget, style);
    writer.write(value);
    return writer.take();
}

Value fromJson(const nlohmann::ordered_json& json, Origin origin) {
    constexpr int kDeepest = 64;
    return fromJson(json, origin, kDeepest);
}

} // namespace salient::templates
