// SPDX-License-Identifier: Apache-2.0
#include "core/templates/attributes.h"
#include "core/templates/characters.h"
#include "core/templates/filters.h"
#include "core/templates/interpreter.h"
#include "core/templates/operators.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::templates {

namespace {

Value generator(std::vector<Value> items) {
    return Value(Sequence(SequenceKind::Generator, std::move(items)));
}

Value list(std::vector<Value> items) {
    return Value(Sequence(SequenceKind::List, std::move(items)));
}

Value length(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("length", {});
    if (const MarkedText* text = input.asText()) {
        interpreter.budget().charge(text->size());
        return Value::count(characterCount(text->bytes()));
    }
    if (const Dict* dict = input.asDict()) {
        return Value::count(dict->size());
    }
    const Sequence* sequence = input.asSequence();
    if (sequence != nullptr && sequence->kind != SequenceKind::Generator) {
        return Value::count(sequence->items.size());
    }
    if (input.asUndefined() == nullptr) {
        throw Fault(fmt::format("asks for the length of a value of type '{}'", input.typeName()));
    }
    return Value(int64_t{0});
}

Value byDefault(Interpreter&, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("default", {"default_value", "boolean"});
    const bool alsoFalse = bound[1] && bound[1]->isTrue();
    const bool isMissing = input.asUndefined() != nullptr || (alsoFalse && !input.isTrue());
    return isMissing ? bound[0].value_or(Value(MarkedText())) : input;
}

Value first(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("first", {});
    const Sequence* sequence = input.asSequence();
    if (sequence != nullptr && sequence->given < sequence->items.size()) {
        const bool isConsumed = sequence->kind == SequenceKind::Generator;
        return sequence->items[isConsumed ? sequence->given++ : 0];
    }
    const std::vector<Value> items = interpreter.itemsOf(input);
    return items.empty() ? Value::undefined({.name = "", .owner = "", .message = "there is no first item"})
                         : items.front();
}

Value last(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("last", {});
    requireDefined(input);
    if (input.asSequence() != nullptr && input.asSequence()->kind == SequenceKind::Generator) {
        throw Fault("asks for the last item of a generator");
    }
    const std::vector<Value> items = interpreter.itemsOf(input);
    return items.empty() ? Value::undefined({.name = "", .owner = "", .message = "there is no last item"})
                         : items.back();
}

Value toList(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("list", {});
    return list(interpreter.itemsOf(input));
}

Value items(Interpreter&, const Value& input, const CallArguments& arguments) {
    arguments.bind("items", {});
    std::vector<Value> pairs;
    if (input.asUndefined() == nullptr) {
        if (input.asDict() == nullptr) {
            throw Fault(
                fmt::format("asks for the items of a value of type '{}', expected a mapping", input.typeName()));
        }
        for (const auto& [key, value] : input.asDict()->entries()) {
            pairs.emplace_back(Sequence(SequenceKind::Tuple, {key, value}));
        }
    }
    return generator(std::move(pairs));
}

Value reverse(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    arguments.bind("reverse", {});
    if (input.asText() != nullptr) {
        return sliceOf(interpreter.budget(), input, {Value(), Value(), Value(int64_t{-1})});
    }
    requireDefined(input);
    std::vector<Value> all = interpreter.itemsOf(input);
    std::reverse(all.begin(), all.end());
    return generator(std::move(all));
}

Value attribute(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("attr", {"name"}, 1);
    const MarkedText& name = requireText(*bound[0], "attr()");
    if (input.asDict() != nullptr && findMethod(input, name.bytes()) == nullptr) {
        // attr() never looks for items.
        return Value::undefined({.name = name.bytes(), .owner = "dict", .message = ""});
    }
    return attributeOf(interpreter, input, name.bytes());
}

Value sum(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("sum", {"attribute", "start"});
    Value total = bound[1].value_or(Value(int64_t{0}));
    for (const Value& item : interpreter.itemsOf(input)) {
        total = applyOperation(interpreter.budget(), Operation::Add, total,
                               valueAtPath(interpreter, item, bound[0].value_or(Value())));
    }
    return total;
}

Value batch(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("batch", {"linecount", "fill_with"}, 1);
    const auto count = static_cast<size_t>(std::max<int64_t>(requireInteger(*bound[0], "batch()"), 1));
    std::vector<Value> rows;
    std::vector<Value> row;
    for (Value& item : interpreter.itemsOf(input)) {
        if (row.size() == count) {
            rows.push_back(list(std::move(row)));
            row.clear();
        }
        row.push_back(std::move(item));
    }
    if (!row.empty()) {
        if (bound[1] && !bound[1]->isNone()) {
            interpreter.budget().makeList(count);
            row.resize(count, *bound[1]);
        }
        rows.push_back(list(std::move(row)));
    }
    return generator(std::move(rows));
}

Value slice(Interpreter& interpreter, const Value& input, const CallArguments& arguments) {
    const auto bound = arguments.bind("slice", {"slices", "fill_with"}, 1);
    const std::vector<Value> all = interpreter.itemsOf(input);
    const auto count = static_cast<size_t>(std::max<int64_t>(requireInteger(*bound[0], "slice()"), 1));
    interpreter.budget().makeList(count);
    const size_t each = all.size() / count;
    const size_t longer = all.size() % count;
    std::vector<Value> columns;
    size_t begin = 0;
    for (size_t i = 0; i < count; ++i) {
        const size_t end = begin + each + (i < longer ? 1 : 0);
        std::vector<Value> column(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                  all.begin() + static_cast<std::ptrdiff_t>(end));
        if (bound[1] && !bound[1]->isNone() && i >= longer) {
            column.push_back(*bound[1]);
        }
        columns.push_back(list(std::move(column)));
        begin = end;
    }
    return generator(std::move(columns));
}

constexpr FilterEntry kFilters[] = {
    {"attr", attribute},  {"batch", batch}, {"count", length}, {"d", byDefault},   {"default", byDefault},
    {"first", first},     {"items", items}, {"last", last},    {"length", length}, {"list", toList},
    {"reverse", reverse}, {"slice", slice}, {"sum", sum},
};

} // namespace

std::span<const FilterEntry> sequenceFilters() {
    return kFilters;
}

} // namespace salient::templates
