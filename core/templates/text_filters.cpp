// SPDX-License-Identifier: Apache-2.0
#include "core/templates/filters.h"
#include "core/templates/interpreter.h"
#include "core/templates/json_text.h"
#include "core/templates/operators.h"
#include "core/templates/text_operations.h"

#include <fmt/format.h>

namespace salient::templates {

namespace {

template <CaseChange change>
Value changeCase(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("upper, lower or capitalize", {});
    return Value(changedCase(interpreter.budget(), interpreter.textOf(input), change));
}

/// Jinja's own title(): words begin after white space and opening brackets, not after apostrophes.
Value title(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("title", {});
    const MarkedText text = interpreter.textOf(input);
    std::string result;
    std::string word;
    const auto flush = [&] {
        const size_t first = byteOffset(word, 1);
        result += upperCase(word.substr(0, first)) + lowerCase(word.substr(first));
        word.clear();
    };
    for (const Value& item : listItems(interpreter.budget(), Value(text))) {
        const std::string& character = item.asText()->bytes();
        const bool separates = std::string_view("-({[<").find(character) != std::string_view::npos ||
                               strippedRange(character, StripSide::Left).begin == character.size();
        word += separates ? "" : character;
        if (separates) {
            flush();
            result += character;
        }
    }
    flush();
    return Value(MarkedText::madeFrom(std::move(result), {&text}));
}

Value trim(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("trim", {"chars"});
    const MarkedText* characters = bound[0] && !bound[0]->isNone() ? &requireText(*bound[0], "trim()") : nullptr;
    return Value(stripped(interpreter.budget(), interpreter.textOf(input), StripSide::Both, characters));
}

Value string(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("string", {});
    return input.asText() != nullptr ? input : Value(interpreter.textOf(input));
}

Value replace(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("replace", {"old", "new", "count"}, 2);
    const int64_t count = bound[2] && !bound[2]->isNone() ? requireInteger(*bound[2], "replace()") : -1;
    return Value(replaced(interpreter.budget(), interpreter.textOf(input), interpreter.textOf(*bound[0]),
                          interpreter.textOf(*bound[1]), count));
}

MarkedText indentation(Interpreter& interpreter, const std::optional<Value>& width) {
    if (width && width->asText() != nullptr) {
        return *width->asText();
    }
    const int64_t count = width ? requireInteger(*width, "indent()") : 4;
    return padded(interpreter.budget(), MarkedText(), count, Side::Left);
}

Value indent(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("indent", {"width", "first", "blank"});
    const MarkedText prefix = indentation(interpreter, bound[0]);
    const bool first = bound[1] && bound[1]->isTrue();
    const bool blank = bound[2] && bound[2]->isTrue();
    MarkedText text = input.asText() != nullptr ? *input.asText() : requireText(input, "indent()");
    text.append("\n"); // as Jinja: a last line end stays
    MarkedText result;
    const std::vector<MarkedText> lines = splitLines(interpreter.budget(), text, false);
    for (size_t i = 0; i < lines.size(); ++i) {
        const bool isIndented = i == 0 ? first : blank || !lines[i].empty();
        const size_t added = lines[i].size() + prefix.size() + 1;
        interpreter.budget().growText(result.size() + added, added);
        result.append(i == 0 ? "" : "\n");
        if (isIndented) {
            result.append(prefix);
        }
        result.append(lines[i]);
    }
    return Value(std::move(result));
}

Value join(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("join", {"d", "attribute"});
    const MarkedText separator = bound[0] ? interpreter.textOf(*bound[0]) : MarkedText();
    std::vector<MarkedText> parts;
    for (const Value& item : interpreter.itemsOf(input)) {
        parts.push_back(interpreter.textOf(valueAtPath(interpreter, item, bound[1].value_or(Value()))));
    }
    return Value(joined(interpreter.budget(), parts, separator));
}

Value safe(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("safe", {});
    MarkedText text = interpreter.textOf(input);
    text.setMarkup(true);
    return Value(std::move(text));
}

Value escape(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("escape", {});
    return Value(escapedMarkup(interpreter.budget(), interpreter.textOf(input)));
}

Value format(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    return formatPercent(interpreter.budget(), interpreter.textOf(input), arguments.positional);
}

Value center(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("center", {"width"});
    const int64_t width = bound[0] ? requireInteger(*bound[0], "center()") : 80;
    return Value(padded(interpreter.budget(), interpreter.textOf(input), width, Side::Center));
}

Value truncate(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("truncate", {"length", "killwords", "end", "leeway"});
    const MarkedText text = interpreter.textOf(input);
    const int64_t length = bound[0] ? requireInteger(*bound[0], "truncate()") : 255;
    const MarkedText end = bound[2] ? interpreter.textOf(*bound[2]) : MarkedText::own("...");
    const int64_t leeway = bound[3] && !bound[3]->isNone() ? requireInteger(*bound[3], "truncate()") : 5;
    const auto kept = length - static_cast<int64_t>(characterCount(end.bytes()));
    if (kept < 0) {
        throw Fault("truncates to less than the mark of the truncation");
    }
    if (static_cast<int64_t>(characterCount(text.bytes())) <= length + std::max<int64_t>(leeway, 0)) {
        return Value(text);
    }
    size_t cut = byteOffset(text.bytes(), static_cast<size_t>(kept));
    if (!(bound[1] && bound[1]->isTrue())) {
        const size_t space = text.bytes().substr(0, cut).rfind(' ');
        cut = space == std::string::npos ? cut : space;
    }
    MarkedText result = text.slice(0, cut);
    result.append(end);
    return Value(std::move(result));
}

Value wordcount(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("wordcount", {});
    return Value::count(splitFromLeft(interpreter.budget(), interpreter.textOf(input), nullptr, -1).size());
}

Value urlencode(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("urlencode", {});
    const MarkedText text = interpreter.textOf(input);
    return Value(text.rewritten([](std::string_view part) {
        std::string out;
        for (const char c : part) {
            const bool isPlain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                                 std::string_view("_.-~/").find(c) != std::string_view::npos;
            out += isPlain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
        return out;
    }));
}

/// transformers' own tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False).
Value tojson(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("tojson", {"ensure_ascii", "indent", "separators", "sort_keys"});
    const auto given = [&](size_t i) { return bound[i] && !bound[i]->isNone(); };
    JsonStyle style;
    style.onlyAscii = bound[0] && bound[0]->isTrue();
    style.sortKeys = bound[3] && bound[3]->isTrue();
    if (given(1)) {
        style.indent = indentation(interpreter, bound[1]);
        style.itemSeparator = MarkedText::own(",");
    }
    if (given(2)) {
        const std::vector<Value> separators = interpreter.itemsOf(*bound[2]);
        if (separators.size() != 2) {
            throw Fault("gives tojson() separators that are not two");
        }
        style.itemSeparator = requireText(separators[0], "tojson()");
        style.keySeparator = requireText(separators[1], "tojson()");
    }
    return Value(jsonText(interpreter.budget(), input, style));
}

constexpr FilterEntry kFilters[] = {
    {"capitalize", changeCase<CaseChange::Capitalize>},
    {"center", center},
    {"e", escape},
    {"escape", escape},
    {"forceescape", escape},
    {"format", format},
    {"indent", indent},
    {"join", join},
    {"lower", changeCase<CaseChange::Lower>},
    {"replace", replace},
    {"safe", safe},
    {"string", string},
    {"title", title},
    {"tojson", tojson},
    {"trim", trim},
    {"truncate", truncate},
    {"upper", changeCase<CaseChange::Upper>},
    {"urlencode", urlencode},
    {"wordcount", wordcount},
};

} // namespace

std::span<const FilterEntry> textFilters() {
    return kFilters;
}

} // namespace salient::templates
