// SPDX-License-Identifier: Apache-2.0
#include "core/templates/text_operations.h"

#include "core/templates/operators.h"
#include "core/tokenizer/utf8.h"

#include <algorithm>

namespace salient::templates {

MarkedText changedCase(Budget& budget, const MarkedText& text, CaseChange change) {
    budget.makeText(text.size());
    MarkedText result;
    switch (change) {
    case CaseChange::Upper:
        result = text.rewritten(upperCase);
        break;
    case CaseChange::Lower:
        result = text.rewritten(lowerCase);
        break;
    case CaseChange::Title:
        result = MarkedText::madeFrom(titleCase(text.bytes()), {&text});
        break;
    case CaseChange::Capitalize:
        result = MarkedText::madeFrom(capitalized(text.bytes()), {&text});
        break;
    }
    budget.makeText(result.size());
    return result;
}

/// Between characters, as Python replaces an empty text.
static MarkedText spaced(Budget& budget, const MarkedText& text, const MarkedText& to, int64_t count) {
    MarkedText result;
    size_t at = 0;
    while (count != 0) {
        budget.growText(result.size() + to.size(), to.size());
        result.append(to);
        --count;
        if (at == text.size()) {
            break;
        }
        const size_t next = at + tokenization::utf8Bytes(text.bytes()[at]);
        result.append(text, at, next);
        at = next;
    }
    result.append(text, at, text.size());
    return result;
}

MarkedText replaced(Budget& budget, const MarkedText& text, const MarkedText& from, const MarkedText& to,
                    int64_t count) {
    budget.makeText(text.size());
    if (from.empty()) {
        return spaced(budget, text, to, count);
    }
    MarkedText result;
    size_t at = 0;
    while (count != 0) {
        const size_t found = findText(text.bytes(), from.bytes(), at);
        if (found == std::string::npos) {
            break;
        }
        budget.growText(result.size() + found - at + to.size(), to.size());
        result.append(text, at, found);
        result.append(to);
        at = found + from.size();
        --count;
    }
    result.append(text, at, text.size());
    return result;
}

MarkedText stripped(Budget& budget, const MarkedText& text, StripSide side, const MarkedText* characters) {
    budget.makeText(text.size());
    const std::string_view wanted = characters == nullptr ? std::string_view() : characters->bytes();
    const StrippedRange range = strippedRange(text.bytes(), side, characters == nullptr ? nullptr : &wanted);
    MarkedText result = text.slice(range.begin, range.end);
    result.setMarkup(text.isMarkup());
    return result;
}

MarkedText joined(Budget& budget, const std::vector<MarkedText>& parts, const MarkedText& separator) {
    MarkedText result;
    for (size_t i = 0; i < parts.size(); ++i) {
        const size_t added = parts[i].size() + (i > 0 ? separator.size() : 0);
        budget.growText(result.size() + added, added);
        if (i > 0) {
            result.append(separator);
        }
        result.append(parts[i]);
    }
    return result;
}

namespace {

using Stretch = std::pair<size_t, size_t>;

/// All places where a text is separated.
std::vector<Stretch> separators(const MarkedText& text, const MarkedText& separator) {
    std::vector<Stretch> found;
    for (size_t at = findText(text.bytes(), separator.bytes()); at != std::string::npos;
         at = findText(text.bytes(), separator.bytes(), at + separator.size())) {
        found.emplace_back(at, at + separator.size());
    }
    return found;
}

/// From the right, as str.rsplit counts them; separators may overlap there in another way.
std::vector<Stretch> separatorsFromRight(const MarkedText& text, const MarkedText& separator, int64_t limit) {
    std::vector<Stretch> found;
    const std::string_view bytes = text.bytes();
    size_t end = bytes.size();
    while (limit != 0 && end >= separator.size()) {
        const size_t at = bytes.substr(0, end).rfind(separator.bytes());
        if (at == std::string::npos) {
            break;
        }
        found.emplace_back(at, at + separator.size());
        end = at;
        --limit;
    }
    std::reverse(found.begin(), found.end());
    return found;
}

/// Runs of white space inside the stripped text.
std::vector<Stretch> spaces(std::string_view bytes, const StrippedRange& inner) {
    std::vector<Stretch> found;
    for (size_t at = inner.begin; at < inner.end;) {
        const size_t next = at + tokenization::utf8Bytes(bytes[at]);
        if (isPythonSpace(tokenization::codePointAt(bytes, at))) {
            if (!found.empty() && found.back().second == at) {
                found.back().second = next;
            } else {
                found.emplace_back(at, next);
            }
        }
        at = next;
    }
    return found;
}

std::vector<Value> partsBetween(Budget& budget, const MarkedText& text, StrippedRange inner,
                                const std::vector<Stretch>& cuts) {
    budget.makeList(cuts.size() + 1);
    std::vector<Value> parts;
    for (const auto& [begin, end] : cuts) {
        parts.emplace_back(text.slice(inner.begin, begin));
        inner.begin = end;
    }
    parts.emplace_back(text.slice(inner.begin, inner.end));
    return parts;
}

void requireSeparator(const MarkedText& separator) {
    if (separator.empty()) {
        throw Fault("splits at an empty separator");
    }
}

} // namespace

std::vector<Value> splitFromLeft(Budget& budget, const MarkedText& text, const MarkedText* separator, int64_t limit) {
    budget.makeText(text.size());
    StrippedRange inner{0, text.size()};
    std::vector<Stretch> cuts;
    if (separator != nullptr) {
        requireSeparator(*separator);
        cuts = separators(text, *separator);
    } else {
        inner = strippedRange(text.bytes(), StripSide::Both);
        cuts = spaces(text.bytes(), inner);
        if (inner.begin == inner.end) {
            return {};
        }
        const bool keepsTail = limit >= 0 && static_cast<size_t>(limit) < cuts.size() + 1;
        inner.end = keepsTail ? text.size() : inner.end; // Python leaves the white space behind an unsplit rest
    }
    if (limit >= 0 && cuts.size() > static_cast<size_t>(limit)) {
        cuts.resize(static_cast<size_t>(limit));
    }
    return partsBetween(budget, text, inner, cuts);
}

std::vector<Value> splitFromRight(Budget& budget, const MarkedText& text, const MarkedText* separator, int64_t limit) {
    budget.makeText(text.size());
    if (separator != nullptr) {
        requireSeparator(*separator);
        budget.charge(Budget::checkedProduct(text.size(), separator->size()) / 16);
        return partsBetween(budget, text, {0, text.size()}, separatorsFromRight(text, *separator, limit));
    }
    StrippedRange inner = strippedRange(text.bytes(), StripSide::Both);
    if (inner.begin == inner.end) {
        return {};
    }
    std::vector<Stretch> cuts = spaces(text.bytes(), inner);
    if (limit >= 0 && cuts.size() >= static_cast<size_t>(limit)) {
        const size_t dropped = cuts.size() - static_cast<size_t>(limit);
        cuts.erase(cuts.begin(), cuts.begin() + static_cast<std::ptrdiff_t>(dropped));
        inner.begin = 0;
    }
    return partsBetween(budget, text, inner, cuts);
}

std::vector<MarkedText> splitLines(Budget& budget, const MarkedText& text, bool keepEnds) {
    budget.makeText(text.size());
    const std::string_view bytes = text.bytes();
    std::vector<MarkedText> lines;
    size_t begin = 0;
    for (size_t at = 0; at < bytes.size();) {
        const char32_t c = tokenization::codePointAt(bytes, at);
        size_t next = at + tokenization::utf8Bytes(bytes[at]);
        const bool isEnd =
            (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
        if (isEnd) {
            next += c == '\r' && next < bytes.size() && bytes[next] == '\n' ? 1 : 0;
            lines.push_back(text.slice(begin, keepEnds ? next : at));
            begin = next;
        }
        at = next;
    }
    if (begin < bytes.size()) {
        lines.push_back(text.slice(begin, bytes.size()));
    }
    budget.makeList(lines.size());
    return lines;
}

MarkedText padded(Budget& budget, const MarkedText& text, int64_t width, Side textIs, std::string_view fill) {
    const auto length = static_cast<int64_t>(characterCount(text.bytes()));
    if (width <= length) {
        budget.makeText(text.size());
        return text;
    }
    const int64_t missing = width - length;
    budget.makeText(Budget::checkedProduct(static_cast<size_t>(width), 4));
    // str.center puts the odd one to the left when the width is odd.
    const int64_t left = textIs == Side::Left    ? 0
                         : textIs == Side::Right ? missing
                                                 : missing / 2 + (missing & width & 1);
    MarkedText result;
    for (int64_t i = 0; i < left; ++i) {
        result.append(fill);
    }
    result.append(text);
    for (int64_t i = left; i < missing; ++i) {
        result.append(fill);
    }
    return result;
}

} // namespace salient::templates
