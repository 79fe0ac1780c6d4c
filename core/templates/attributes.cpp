// SPDX-License-Identifier: Apache-2.0
#include "core/templates/attributes.h"

#include "core/templates/interpreter.h"
#include "core/templates/operators.h"
#include "core/templates/python_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace salient::templates {

namespace {

template <size_t N>
bool holds(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What would change a value, and what Python keeps for itself (jinja2/sandbox.py).
bool isUnsafe(const Value& owner, std::string_view name) {
    constexpr std::array<std::string_view, 5> kOfDicts{"clear", "pop", "popitem", "setdefault", "update"};
    constexpr std::array<std::string_view, 8> kOfLists{"append", "clear",  "pop",  "reverse",
                                                       "insert", "extend", "sort", "remove"};
    const bool isList = owner.asSequence() != nullptr && owner.asSequence()->kind == SequenceKind::List;
    return (name.starts_with("__") && name.ends_with("__")) || (owner.asDict() != nullptr && holds(kOfDicts, name)) ||
           (isList && holds(kOfLists, name));
}

Value missing(const Value& owner, std::string_view name) {
    return Value::undefined({.name = std::string(name), .owner = std::string(owner.typeName()), .message = ""});
}

/// A method, an attribute or the undefined value that stands for a forbidden one.
std::optional<Value> findAttribute(Interpreter& interpreter, const Value& owner, std::string_view name) {
    if (const NativeCode method = findMethod(owner, name)) {
        return Value(interpreter.make<NativeFunction>(method, owner));
    }
    if (isUnsafe(owner, name)) {
        const std::string message =
            fmt::format("access to attribute '{}' of '{}' object is unsafe", name, owner.typeName());
        return Value::undefined({.name = std::string(name), .owner = "", .message = message});
    }
    return owner.asObject() == nullptr ? std::nullopt : owner.asObject()->attribute(name);
}

std::optional<Value> itemAt(Interpreter& interpreter, const Value& owner, int64_t index) {
    if (const MarkedText* text = owner.asText()) {
        interpreter.budget().charge(text->size());
        const Value end = index == -1 ? Value() : Value(index + 1);
        const Value one = sliceOf(interpreter.budget(), owner, {Value(index), end, Value()});
        return one.asText()->empty() ? std::nullopt : std::optional(one);
    }
    const Sequence* sequence = owner.asSequence();
    if (sequence == nullptr || sequence->kind == SequenceKind::View || sequence->kind == SequenceKind::Generator) {
        return std::nullopt;
    }
    const auto length = static_cast<int64_t>(sequence->items.size());
    const int64_t place = index < 0 ? index + length : index;
    return place < 0 || place >= length ? std::nullopt : std::optional(sequence->items[static_cast<size_t>(place)]);
}

bool isHashable(const Value& key) {
    const Sequence* sequence = key.asSequence();
    return key.asDict() == nullptr && key.asUndefined() == nullptr && key.asObject() == nullptr &&
           (sequence == nullptr || sequence->kind == SequenceKind::Tuple);
}

} // namespace

NativeCode findMethod(const Value& owner, std::string_view name) {
    if (owner.asText() != nullptr) {
        return findTextMethod(name);
    }
    if (owner.asDict() != nullptr) {
        return findDictMethod(name);
    }
    if (owner.asSequence() != nullptr) {
        return findListMethod(name);
    }
    return owner.asObject() != nullptr ? owner.asObject()->method(name) : nullptr;
}

Value attributeOf(Interpreter& interpreter, const Value& owner, std::string_view name) {
    requireDefined(owner);
    if (auto found = findAttribute(interpreter, owner, name)) {
        return *found;
    }
    const Value* item = owner.asDict() == nullptr ? nullptr : owner.asDict()->find(name);
    return item == nullptr ? missing(owner, name) : *item;
}

Value itemOf(Interpreter& interpreter, const Value& owner, const Value& key) {
    requireDefined(owner);
    requireDefined(key);
    if (owner.asDict() != nullptr && isHashable(key)) {
        if (const Value* item = owner.asDict()->find(key)) {
            return *item;
        }
    } else if (const auto index = key.integer()) {
        if (auto item = itemAt(interpreter, owner, *index)) {
            return *item;
        }
    }
    if (const MarkedText* name = key.asText()) {
        if (auto found = findAttribute(interpreter, owner, name->bytes())) {
            return *found;
        }
        return missing(owner, name->bytes());
    }
    MarkedText name;
    appendRepr(interpreter.budget(), key, name);
    return missing(owner, name.bytes());
}

} // namespace salient::templates
