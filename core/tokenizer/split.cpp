// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/split.h"

#include "core/tokenizer/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::tokenization {

SplitBehavior readSplitBehavior(const Component& component) {
    const std::string name = component.text("behavior");
    if (name == "Removed")
        return SplitBehavior::Removed;
    if (name == "Isolated")
        return SplitBehavior::Isolated;
    if (name == "MergedWithPrevious")
        return SplitBehavior::MergedWithPrevious;
    if (name == "MergedWithNext")
        return SplitBehavior::MergedWithNext;
    if (name == "Contiguous")
        return SplitBehavior::Contiguous;
    throw component.wrong(fmt::format("has the unknown behavior \"{}\"", name));
}

namespace {

/// Joins each stretch with the one before it where `joins(previous is a match, this is a match)`.
template <typename Joins>
void joinForward(std::vector<Stretch>& stretches, Joins joins) {
    size_t kept = 0;
    bool previousMatch = false;
    for (const Stretch& stretch : stretches) {
        const bool match = stretch.match;
        if (kept > 0 && joins(previousMatch, match))
            stretches[kept - 1].end = stretch.end;
        else
            stretches[kept++] = stretch;
        previousMatch = match;
    }
    stretches.resize(kept);
}

void joinWithNext(std::vector<Stretch>& stretches) {
    size_t kept = stretches.size();
    bool previousMatch = false;
    for (size_t i = stretches.size(); i-- > 0;) {
        const Stretch stretch = stretches[i];
        if (kept < stretches.size() && stretch.match && !previousMatch)
            stretches[kept].begin = stretch.begin;
        else
            stretches[--kept] = stretch;
        previousMatch = stretch.match;
    }
    stretches.erase(stretches.begin(), stretches.begin() + static_cast<std::ptrdiff_t>(kept));
}

} // namespace

void applySplitBehavior(std::vector<Stretch>& stretches, SplitBehavior behavior) {
    switch (behavior) {
    case SplitBehavior::Removed:
        std::erase_if(stretches, [](const Stretch& stretch) { return stretch.match; });
        break;
    case SplitBehavior::Isolated:
        break;
    case SplitBehavior::MergedWithPrevious:
        joinForward(stretches, [](bool previous, bool match) { return match && !previous; });
        break;
    case SplitBehavior::MergedWithNext:
        joinWithNext(stretches);
        break;
    case SplitBehavior::Contiguous:
        joinForward(stretches, [](bool previous, bool match) { return match == previous; });
        break;
    }
}

std::vector<Stretch> stretchesByCharacter(std::string_view text, bool (*isDelimiter)(char32_t)) {
    std::vector<Stretch> stretches;
    uint32_t rest = 0;
    for (uint32_t at = 0; at < text.size();) {
        const uint32_t next = at + utf8Bytes(text[at]);
        if (isDelimiter(codePointAt(text, at))) {
            if (rest < at)
                stretches.push_back({rest, at, false});
            stretches.push_back({at, next, true});
            rest = next;
        }
        at = next;
    }
    if (rest < text.size())
        stretches.push_back({rest, static_cast<uint32_t>(text.size()), false});
    return stretches;
}

} // namespace salient::tokenization
