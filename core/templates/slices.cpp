// SPDX-License-Identifier: Apache-2.0
#include "core/templates/characters.h"
#include "core/templates/operators.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::templates {

namespace {

struct Range {
    int64_t begin = 0;
    int64_t end = 0;
    int64_t step = 1;
};

/// Python's PySlice_AdjustIndices.
Range adjusted(const SliceBounds& bounds, int64_t length) {
    Range range;
    range.step = bounds.step.isNone() ? 1 : requireInteger(bounds.step, "a slice");
    if (range.step == 0) {
        throw Fault("has a slice with a step of zero");
    }
    const bool isBackward = range.step < 0;
    const int64_t lowest = isBackward ? -1 : 0;
    const int64_t highest = isBackward ? length - 1 : length;
    const auto bound = [&](const Value& value, int64_t otherwise) {
        if (value.isNone()) {
            return otherwise;
        }
        const int64_t index = requireInteger(value, "a slice");
        return std::clamp(index < 0 ? std::max(index, -length - 1) + length : index, lowest, highest);
    };
    range.begin = bound(bounds.begin, isBackward ? highest : lowest);
    range.end = bound(bounds.end, isBackward ? lowest : highest);
    return range;
}

std::vector<size_t> indices(const Range& range, int64_t length) {
    std::vector<size_t> result;
    // A step longer than the text takes one item, without running over.
    const int64_t step = std::clamp(range.step, -length - 1, length + 1);
    for (int64_t i = range.begin; step > 0 ? i < range.end : i > range.end; i += step) {
        result.push_back(static_cast<size_t>(i));
    }
    return result;
}

Value sliceOfText(Budget& budget, const MarkedText& text, const SliceBounds& bounds) {
    budget.makeText(text.size());
    const std::string& bytes = text.bytes();
    const auto length = static_cast<int64_t>(characterCount(bytes));
    const Range range = adjusted(bounds, length);
    if (range.step == 1) {
        const size_t begin = byteOffset(bytes, static_cast<size_t>(range.begin));
        const auto count = static_cast<size_t>(std::max<int64_t>(range.end - range.begin, 0));
        return Value(text.slice(begin, begin + byteOffset(std::string_view(bytes).substr(begin), count)));
    }
    const std::vector<Value> characters = listItems(budget, Value(text));
    MarkedText result;
    for (const size_t index : indices(range, length)) {
        result.append(*characters[index].asText());
    }
    return Value(std::move(result));
}

} // namespace

Value sliceOf(Budget& budget, const Value& value, const SliceBounds& bounds) {
    if (const MarkedText* text = value.asText()) {
        return sliceOfText(budget, *text, bounds);
    }
    const Sequence* sequence = value.asSequence();
    const bool canSlice =
        sequence != nullptr && sequence->kind != SequenceKind::View && sequence->kind != SequenceKind::Generator;
    if (!canSlice) {
        requireDefined(value);
        // Jinja's getitem: what cannot be sliced has no such item.
        return Value::undefined({.name = "slice", .owner = std::string(value.typeName()), .message = ""});
    }
    const auto length = static_cast<int64_t>(sequence->items.size());
    budget.makeList(sequence->items.size());
    std::vector<Value> items;
    for (const size_t index : indices(adjusted(bounds, length), length)) {
        items.push_back(sequence->items[index]);
    }
    const SequenceKind kind = sequence->kind == SequenceKind::Tuple ? SequenceKind::Tuple : SequenceKind::List;
    return Value(Sequence(kind, std::move(items)));
}

} // namespace salient::templates
