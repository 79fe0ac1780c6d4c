// SPDX-License-Identifier: Apache-2.0
// Python's methods of str.
#include "core/templates/attributes.h"
#include "core/templates/interpreter.h"
#include "core/templates/operators.h"
#include "core/templates/text_operations.h"
#include "core/tokenizer/utf8.h"

#include <algorithm>
#include <utility>

namespace salient::templates {

namespace {

using Bound = std::vector<std::optional<Value>>;

const MarkedText& own(const Value& self) {
    return *self.asText();
}

/// The text of an argument; null when it is missing or None.
const MarkedText* optionalText(const std::optional<Value>& value, std::string_view what) {
    return value && !value->isNone() ? &requireText(*value, what) : nullptr;
}

int64_t optionalInteger(const std::optional<Value>& value, std::string_view what, int64_t otherwise) {
    return value ? requireInteger(*value, what) : otherwise;
}

template <CaseChange change>
Value changeCase(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    arguments.bind("upper, lower or title", {});
    return Value(changedCase(interpreter.budget(), own(self), change));
}

template <StripSide side>
Value strip(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("strip", {"chars"});
    return Value(stripped(interpreter.budget(), own(self), side, optionalText(bound[0], "strip()")));
}

template <bool fromRight>
Value split(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("split", {"sep", "maxsplit"});
    const MarkedText* separator = optionalText(bound[0], "split()");
    const int64_t limit = optionalInteger(bound[1], "split()", -1);
    auto parts = fromRight ? splitFromRight(interpreter.budget(), own(self), separator, limit)
                           : splitFromLeft(interpreter.budget(), own(self), separator, limit);
    return Value(Sequence(SequenceKind::List, std::move(parts)));
}

Value splitlines(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("splitlines", {"keepends"});
    std::vector<Value> lines;
    for (MarkedText& line : splitLines(interpreter.budget(), own(self), bound[0] && bound[0]->isTrue())) {
        lines.emplace_back(std::move(line));
    }
    return Value(Sequence(SequenceKind::List, std::move(lines)));
}

Value replace(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("replace", {"old", "new", "count"}, 2);
    return Value(replaced(interpreter.budget(), own(self), requireText(*bound[0], "replace()"),
                          requireText(*bound[1], "replace()"), optionalInteger(bound[2], "replace()", -1)));
}

Value join(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("join", {"iterable"}, 1);
    std::vector<MarkedText> parts;
    for (const Value& item : interpreter.itemsOf(*bound[0])) {
        parts.push_back(requireText(item, "join()"));
    }
    return Value(joined(interpreter.budget(), parts, own(self)));
}

/// The text between the optional bounds, in characters, and where it begins.
std::pair<MarkedText, size_t> part(Interpreter& interpreter, const Value& self, const std::optional<Value>& begin,
                                   const std::optional<Value>& end) {
    const SliceBounds bounds{begin.value_or(Value()), end.value_or(Value()), Value()};
    const Value rest = sliceOf(interpreter.budget(), self, {bounds.begin, Value(), Value()});
    const Value inner = sliceOf(interpreter.budget(), self, bounds);
    return {*inner.asText(), own(self).size() - rest.asText()->size()};
}

template <bool atStart>
Value startsOrEnds(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind(atStart ? "startswith" : "endswith", {"text", "start", "end"}, 1);
    const MarkedText inner = bound[1] ? part(interpreter, self, bound[1], bound[2]).first : own(self);
    const auto matches = [&](const Value& value) {
        const std::string& text = requireText(value, atStart ? "startswith()" : "endswith()").bytes();
        return atStart ? inner.bytes().starts_with(text) : inner.bytes().ends_with(text);
    };
    const Sequence* several = bound[0]->asSequence();
    if (several != nullptr && several->kind == SequenceKind::Tuple) {
        return Value(std::any_of(several->items.begin(), several->items.end(), matches));
    }
    return Value(matches(*bound[0]));
}

enum class Find { First, Last, FirstOrFail, LastOrFail };

template <Find how>
Value find(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("find", {"sub", "start", "end"}, 1);
    const std::string& wanted = requireText(*bound[0], "find()").bytes();
    const auto [inner, offset] = part(interpreter, self, bound[1], bound[2]);
    constexpr bool isLast = how == Find::Last || how == Find::LastOrFail;
    interpreter.budget().charge(isLast ? Budget::checkedProduct(inner.size(), wanted.size()) / 16 : inner.size());
    const size_t found = isLast ? inner.bytes().rfind(wanted) : findText(inner.bytes(), wanted);
    if (found == std::string::npos) {
        if constexpr (how == Find::FirstOrFail || how == Find::LastOrFail) {
            throw Fault("looks for the index of a text that is not there");
        }
        return Value(int64_t{-1});
    }
    return Value::count(characterCount(std::string_view(own(self).bytes()).substr(0, offset + found)));
}

Value count(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("count", {"sub", "start", "end"}, 1);
    const std::string& wanted = requireText(*bound[0], "count()").bytes();
    const MarkedText inner = part(interpreter, self, bound[1], bound[2]).first;
    if (wanted.empty()) {
        return Value::count(characterCount(inner.bytes()) + 1);
    }
    int64_t times = 0;
    for (size_t at = findText(inner.bytes(), wanted); at != std::string::npos;
         at = findText(inner.bytes(), wanted, at + wanted.size())) {
        ++times;
    }
    return Value(times);
}

template <bool isPrefix>
Value removeAffix(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("removeprefix or removesuffix", {"text"}, 1);
    const MarkedText& text = own(self);
    interpreter.budget().makeText(text.size());
    const std::string& affix = requireText(*bound[0], "removeprefix()").bytes();
    if (isPrefix ? !text.bytes().starts_with(affix) : !text.bytes().ends_with(affix)) {
        return self;
    }
    const size_t begin = isPrefix ? affix.size() : 0;
    return Value(text.slice(begin, begin + text.size() - affix.size()));
}

template <bool fromRight>
Value partition(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("partition", {"sep"}, 1);
    const MarkedText& separator = requireText(*bound[0], "partition()");
    auto parts = fromRight ? splitFromRight(interpreter.budget(), own(self), &separator, 1)
                           : splitFromLeft(interpreter.budget(), own(self), &separator, 1);
    if (parts.size() == 2) {
        parts.insert(parts.begin() + 1, Value(separator));
    } else {
        const Value empty{MarkedText()};
        parts.insert(fromRight ? parts.begin() : parts.end(), 2, empty);
    }
    return Value(Sequence(SequenceKind::Tuple, std::move(parts)));
}

template <Side side>
Value pad(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("ljust, rjust or center", {"width", "fillchar"}, 1);
    const MarkedText* fill = optionalText(bound[1], "fillchar");
    if (fill != nullptr && characterCount(fill->bytes()) != 1) {
        throw Fault("fills with a text that is not one character");
    }
    return Value(padded(interpreter.budget(), own(self), requireInteger(*bound[0], "a width"), side,
                        fill == nullptr ? std::string_view(" ") : fill->bytes()));
}

Value zfill(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const Bound bound = arguments.bind("zfill", {"width"}, 1);
    const MarkedText& text = own(self);
    const int64_t width = requireInteger(*bound[0], "a width");
    const bool isSigned = !text.empty() && (text.bytes()[0] == '-' || text.bytes()[0] == '+');
    MarkedText result = text.slice(0, isSigned ? 1 : 0);
    result.append(padded(interpreter.budget(), text.slice(isSigned ? 1 : 0, text.size()), width - (isSigned ? 1 : 0),
                         Side::Right, "0"));
    return Value(std::move(result));
}

template <bool (*belongs)(char32_t)>
Value consistsOf(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    arguments.bind("isalpha and its like", {});
    const std::string& text = own(self).bytes();
    interpreter.budget().charge(text.size());
    for (size_t at = 0; at < text.size(); at += tokenization::utf8Bytes(text[at])) {
        if (!belongs(tokenization::codePointAt(text, at))) {
            return Value(false);
        }
    }
    return Value(!text.empty());
}

bool isLetterOrDigit(char32_t c) {
    return isLetter(c) || isDigit(c);
}

template <CaseChange change>
Value isInCase(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    arguments.bind("isupper or islower", {});
    const MarkedText same = changedCase(interpreter.budget(), own(self), change);
    const CaseChange opposite = change == CaseChange::Upper ? CaseChange::Lower : CaseChange::Upper;
    const MarkedText other = changedCase(interpreter.budget(), own(self), opposite);
    return Value(same.bytes() == own(self).bytes() && other.bytes() != same.bytes());
}

/// "{}", "{0}" and "{name}"; what else str.format knows is refused.
Value format(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const MarkedText& text = own(self);
    const std::string_view bytes = text.bytes();
    MarkedText out;
    size_t used = 0;
    for (size_t at = 0; at < bytes.size();) {
        const size_t brace = std::min(bytes.find_first_of("{}", at), bytes.size());
        interpreter.budget().growText(out.size() + brace - at, brace - at);
        out.append(text, at, brace);
        at = brace + 2;
        if (brace + 1 < bytes.size() && bytes[brace] == bytes[brace + 1]) {
            out.append(text, brace, brace + 1);
            continue;
        }
        if (brace == bytes.size()) {
            break;
        }
        const size_t close = bytes.find('}', brace);
        const std::string_view name = bytes[brace] == '{' && close != std::string::npos
                                          ? bytes.substr(brace + 1, close - brace - 1)
                                          : std::string_view("}");
        const auto keyword = std::find_if(arguments.keywords.begin(), arguments.keywords.end(),
                                          [&](const auto& entry) { return entry.first == name; });
        const bool isNumber = name.size() == 1 && name[0] >= '0' && name[0] <= '9';
        const size_t index = name.empty() ? used++ : isNumber ? static_cast<size_t>(name[0] - '0') : SIZE_MAX;
        if (keyword == arguments.keywords.end() && index >= arguments.positional.size()) {
            throw Fault("has a format field without a value, or of a kind that chat templates may not use");
        }
        const Value& value = keyword != arguments.keywords.end() ? keyword->second : arguments.positional[index];
        const MarkedText piece = interpreter.textOf(value);
        interpreter.budget().growText(out.size() + piece.size(), piece.size());
        out.append(piece);
        at = close + 1;
    }
    return Value(std::move(out));
}

constexpr std::pair<std::string_view, NativeCode> kMethods[] = {
    {"capitalize", changeCase<CaseChange::Capitalize>},
    {"casefold", changeCase<CaseChange::Lower>},
    {"center", pad<Side::Center>},
    {"count", count},
    {"endswith", startsOrEnds<false>},
    {"find", find<Find::First>},
    {"format", format},
    {"index", find<Find::FirstOrFail>},
    {"isalnum", consistsOf<isLetterOrDigit>},
    {"isalpha", consistsOf<isLetter>},
    {"isdecimal", consistsOf<isDigit>},
    {"isdigit", consistsOf<isDigit>},
    {"islower", isInCase<CaseChange::Lower>},
    {"isnumeric", consistsOf<isDigit>},
    {"isspace", consistsOf<isPythonSpace>},
    {"isupper", isInCase<CaseChange::Upper>},
    {"join", join},
    {"ljust", pad<Side::Left>},
    {"lower", changeCase<CaseChange::Lower>},
    {"lstrip", strip<StripSide::Left>},
    {"partition", partition<false>},
    {"removeprefix", removeAffix<true>},
    {"removesuffix", removeAffix<false>},
    {"replace", replace},
    {"rfind", find<Find::Last>},
    {"rindex", find<Find::LastOrFail>},
    {"rjust", pad<Side::Right>},
    {"rpartition", partition<true>},
    {"rsplit", split<true>},
    {"rstrip", strip<StripSide::Right>},
    {"split", split<false>},
    {"splitlines", splitlines},
    {"startswith", startsOrEnds<true>},
    {"strip", strip<StripSide::Both>},
    {"title", changeCase<CaseChange::Title>},
    {"upper", changeCase<CaseChange::Upper>},
    {"zfill", zfill},
};

} // namespace

NativeCode findTextMethod(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(kMethods), std::end(kMethods), [&](const auto& entry) { return entry.first == name; });
    return found == std::end(kMethods) ? nullptr : found->second;
}

} // namespace salient::templates
