// SPDX-License-Identifier: Apache-2.0
// What sorts, groups and compares items.
#include "core/templates/filters.h"
#include "core/templates/interpreter.h"
#include "core/templates/operators.h"
#include "core/templates/text_operations.h"

#include <algorithm>
#include <utility>

namespace salient::templates {

namespace {

/// What an item is compared by: a path or several with commas, letters in one case unless told otherwise.
struct SortKey {
    Value path;
    bool caseSensitive = false;

    Value of(Interpreter& interpreter, const Value& item) const {
        const MarkedText* text = path.asText();
        if (text == nullptr || text->bytes().find(',') == std::string::npos) {
            return folded(interpreter, valueAtPath(interpreter, item, path));
        }
        std::vector<Value> parts;
        const MarkedText comma = MarkedText::own(",");
        for (const Value& part : splitFromLeft(interpreter.budget(), *text, &comma, -1)) {
            parts.push_back(folded(interpreter, valueAtPath(interpreter, item, part)));
        }
        return Value(Sequence(SequenceKind::Tuple, std::move(parts)));
    }

private:
    Value folded(Interpreter& interpreter, const Value& value) const {
        const bool folds = !caseSensitive && value.asText() != nullptr;
        return folds ? Value(changedCase(interpreter.budget(), *value.asText(), CaseChange::Lower)) : value;
    }
};

using KeyedItem = std::pair<Value, Value>;

std::vector<KeyedItem> keyed(Interpreter& interpreter, const Value& input, const SortKey& key) {
    std::vector<KeyedItem> items;
    for (Value& item : interpreter.itemsOf(input)) {
        Value by = key.of(interpreter, item);
        items.emplace_back(std::move(by), std::move(item));
    }
    return items;
}

void sortItems(Interpreter& interpreter, std::vector<KeyedItem>& items, bool isReversed) {
    std::stable_sort(items.begin(), items.end(), [&](const KeyedItem& a, const KeyedItem& b) {
        return isReversed ? isLess(interpreter.budget(), b.first, a.first)
                          : isLess(interpreter.budget(), a.first, b.first);
    });
}

Value listOf(std::vector<KeyedItem> items) {
    std::vector<Value> values;
    for (KeyedItem& item : items) {
        values.push_back(std::move(item.second));
    }
    return Value(Sequence(SequenceKind::List, std::move(values)));
}

bool flag(const std::optional<Value>& value) {
    return value && value->isTrue();
}

Value sort(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("sort", {"reverse", "case_sensitive", "attribute"});
    auto items = keyed(interpreter, input, {bound[2].value_or(Value()), flag(bound[1])});
    sortItems(interpreter, items, flag(bound[0]));
    return listOf(std::move(items));
}

Value dictsort(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("dictsort", {"case_sensitive", "by", "reverse"});
    requireDefined(input);
    if (input.asDict() == nullptr) {
        throw Fault("sorts a value as a dictionary that is none");
    }
    const std::string by = bound[1] ? requireText(*bound[1], "dictsort()").bytes() : "key";
    if (by != "key" && by != "value") {
        throw Fault("sorts a dictionary by something else than 'key' or 'value'");
    }
    std::vector<Value> pairs;
    for (const auto& [key, value] : input.asDict()->entries()) {
        pairs.emplace_back(Sequence(SequenceKind::Tuple, {key, value}));
    }
    const Value all(Sequence(SequenceKind::List, std::move(pairs)));
    auto items = keyed(interpreter, all, {Value(int64_t{by == "key" ? 0 : 1}), flag(bound[0])});
    sortItems(interpreter, items, flag(bound[2]));
    return listOf(std::move(items));
}

Value unique(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("unique", {"case_sensitive", "attribute"});
    Dict seen;
    std::vector<Value> kept;
    for (auto& [key, item] : keyed(interpreter, input, {bound[1].value_or(Value()), flag(bound[0])})) {
        if (seen.find(key) == nullptr) {
            seen.set(key, Value(true));
            kept.push_back(std::move(item));
        }
    }
    return Value(Sequence(SequenceKind::Generator, std::move(kept)));
}

template <bool largest>
Value extreme(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("min or max", {"case_sensitive", "attribute"});
    const auto items = keyed(interpreter, input, {bound[1].value_or(Value()), flag(bound[0])});
    if (items.empty()) {
        return Value::undefined({.name = "", .owner = "", .message = "there is no aggregated item"});
    }
    const KeyedItem* best = &items.front();
    for (const KeyedItem& item : items) {
        const bool isBetter = largest ? isLess(interpreter.budget(), best->first, item.first)
                                      : isLess(interpreter.budget(), item.first, best->first);
        best = isBetter ? &item : best;
    }
    return best->second;
}

Value groupby(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("groupby", {"attribute", "default", "case_sensitive"}, 1);
    auto items = keyed(interpreter, input, {*bound[0], flag(bound[2])});
    for (KeyedItem& item : items) {
        if (item.first.asUndefined() != nullptr && bound[1]) {
            item.first = *bound[1];
        }
    }
    sortItems(interpreter, items, false);
    std::vector<Value> groups;
    for (size_t begin = 0; begin < items.size();) {
        std::vector<Value> members;
        const Value key = items[begin].first;
        const Value shown = valueAtPath(interpreter, items[begin].second, *bound[0]);
        for (; begin < items.size() && isEqual(interpreter.budget(), items[begin].first, key); ++begin) {
            members.push_back(std::move(items[begin].second));
        }
        Value list(Sequence(SequenceKind::List, std::move(members)));
        const Value grouper = shown.asUndefined() != nullptr ? key : shown;
        groups.emplace_back(Sequence(SequenceKind::Tuple, {grouper, std::move(list)}));
    }
    return Value(Sequence(SequenceKind::List, std::move(groups)));
}

constexpr FilterEntry kFilters[] = {
    {"dictsort", dictsort},  {"groupby", groupby}, {"max", extreme<true>},
    {"min", extreme<false>}, {"sort", sort},       {"unique", unique},
};

} // namespace

std::span<const FilterEntry> orderFilters() {
    return kFilters;
}

} // namespace salient::templates
