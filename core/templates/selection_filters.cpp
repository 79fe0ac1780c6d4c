// SPDX-License-Identifier: Apache-2.0
// map, and what selects by a test.
#include "core/templates/filters.h"
#include "core/templates/interpreter.h"
#include "core/templates/operators.h"
#include "core/templates/value_tests.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::templates {

namespace {

CallArguments withoutFirst(const CallArguments& arguments, size_t count) {
    CallArguments rest;
    const auto begin =
        arguments.positional.begin() + static_cast<std::ptrdiff_t>(std::min(count, arguments.positional.size()));
    rest.positional.assign(begin, arguments.positional.end());
    rest.keywords = arguments.keywords;
    return rest;
}

/// Nothing is selected from None, False or 0, as in Jinja.
std::vector<Value> itemsOrNone(Interpreter& interpreter, const Value& input) {
    return input.isTrue() ? interpreter.itemsOf(input) : std::vector<Value>();
}

Value mapByPath(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("map", {"attribute", "default"}, 1);
    std::vector<Value> results;
    for (const Value& item : itemsOrNone(interpreter, input)) {
        Value value = valueAtPath(interpreter, item, *bound[0]);
        results.push_back(value.asUndefined() != nullptr && bound[1] ? *bound[1] : std::move(value));
    }
    return Value(Sequence(SequenceKind::Generator, std::move(results)));
}

Value map(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    if (arguments.positional.empty()) {
        return mapByPath(interpreter, input, arguments);
    }
    const std::string& name = requireText(arguments.positional[0], "map()").bytes();
    const FilterFunction filter = findFilter(name);
    if (filter == nullptr) {
        throw Fault(fmt::format("uses a filter '{}', which there is not", name));
    }
    const Budget::Level level(interpreter.budget());
    const CallArguments rest = withoutFirst(arguments, 1);
    std::vector<Value> results;
    for (const Value& item : itemsOrNone(interpreter, input)) {
        interpreter.budget().charge();
        results.push_back(filter(interpreter, item, rest));
    }
    return Value(Sequence(SequenceKind::Generator, std::move(results)));
}

template <bool byAttribute, bool keepsPassing>
Value select(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    constexpr size_t kPath = byAttribute ? 1 : 0;
    if (arguments.positional.size() < kPath) {
        throw Fault("selects by an attribute without naming it");
    }
    Value path;
    if constexpr (byAttribute) {
        path = arguments.positional[0];
    }
    TestFunction test = nullptr;
    if (arguments.positional.size() > kPath) {
        const std::string& name = requireText(arguments.positional[kPath], "select()").bytes();
        test = findTest(name);
        if (test == nullptr) {
            throw Fault(fmt::format("uses a test '{}', which there is not", name));
        }
    }
    const CallArguments rest = withoutFirst(arguments, kPath + 1);
    std::vector<Value> kept;
    for (Value& item : itemsOrNone(interpreter, input)) {
        interpreter.budget().charge();
        const Value value = valueAtPath(interpreter, item, path);
        const bool passes = test != nullptr ? test(interpreter, value, rest) : value.isTrue();
        if (passes == keepsPassing) {
            kept.push_back(std::move(item));
        }
    }
    return Value(Sequence(SequenceKind::Generator, std::move(kept)));
}

constexpr FilterEntry kFilters[] = {
    {"map", map},
    {"reject", select<false, false>},
    {"rejectattr", select<true, false>},
    {"select", select<false, true>},
    {"selectattr", select<true, true>},
};

} // namespace

std::span<const FilterEntry> selectionFilters() {
    return kFilters;
}

} // namespace salient::templates
