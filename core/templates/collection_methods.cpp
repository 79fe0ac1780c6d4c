// SPDX-License-Identifier: Apache-2.0
// Python's methods of dict and list that change nothing.
#include "core/templates/attributes.h"
#include "core/templates/interpreter.h"
#include "core/templates/operators.h"

#include <algorithm>
#include <utility>

namespace salient::templates {

namespace {

Value get(Interpreter&, const Value& self, const CallArguments& arguments) {
    const auto bound = arguments.bind("get", {"key", "default"}, 1);
    requireDefined(*bound[0]);
    const Value* found = self.asDict()->find(*bound[0]);
    return found != nullptr ? *found : bound[1].value_or(Value());
}

enum class Part { Keys, Values, Items };

template <Part what>
Value view(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    arguments.bind("keys, values or items", {});
    const Dict& dict = *self.asDict();
    interpreter.budget().makeList(dict.size());
    std::vector<Value> items;
    items.reserve(dict.size());
    for (const auto& [key, value] : dict.entries()) {
        if constexpr (what == Part::Items) {
            items.emplace_back(Sequence(SequenceKind::Tuple, {key, value}));
        } else {
            items.push_back(what == Part::Keys ? key : value);
        }
    }
    Sequence sequence(SequenceKind::View, std::move(items));
    sequence.label = what == Part::Keys ? "dict_keys" : what == Part::Values ? "dict_values" : "dict_items";
    return Value(std::move(sequence));
}

Value copy(Interpreter&, const Value& self, const CallArguments& arguments) {
    arguments.bind("copy", {});
    return self; // nothing can change either of them
}

Value count(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const auto bound = arguments.bind("count", {"value"}, 1);
    int64_t times = 0;
    for (const Value& item : self.asSequence()->items) {
        times += isEqual(interpreter.budget(), item, *bound[0]) ? 1 : 0;
    }
    return Value(times);
}

Value index(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    const auto bound = arguments.bind("index", {"value"}, 1);
    const std::vector<Value>& items = self.asSequence()->items;
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const Value& item) { return isEqual(interpreter.budget(), item, *bound[0]); });
    if (found == items.end()) {
        throw Fault("looks for the index of a value that is not in the list");
    }
    return Value::count(static_cast<size_t>(found - items.begin()));
}

using Entry = std::pair<std::string_view, NativeCode>;
constexpr Entry kDictMethods[] = {
    {"get", get},   {"keys", view<Part::Keys>}, {"values", view<Part::Values>}, {"items", view<Part::Items>},
    {"copy", copy},
};
constexpr Entry kListMethods[] = {{"count", count}, {"index", index}, {"copy", copy}};

template <size_t N>
NativeCode findIn(const Entry (&table)[N], std::string_view name) {
    const auto* found =
        std::find_if(std::begin(table), std::end(table), [&](const Entry& entry) { return entry.first == name; });
    return found == std::end(table) ? nullptr : found->second;
}

} // namespace

NativeCode findDictMethod(std::string_view name) {
    return findIn(kDictMethods, name);
}

NativeCode findListMethod(std::string_view name) {
    return findIn(kListMethods, name);
}

} // namespace salient::templates
