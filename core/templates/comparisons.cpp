// SPDX-License-Identifier: Apache-2.0
#include "core/templates/characters.h"
#include "core/templates/operators.h"
#include "core/tokenizer/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::templates {

namespace {

/// Ranges, views and generators have no equality that templates use; lists and tuples only among themselves.
bool areEqual(Budget& budget, const Sequence& left, const Sequence& right) {
    if (left.kind != right.kind || left.kind == SequenceKind::Generator || left.items.size() != right.items.size()) {
        return false;
    }
    for (size_t i = 0; i < left.items.size(); ++i) {
        if (!isEqual(budget, left.items[i], right.items[i])) {
            return false;
        }
    }
    return true;
}

bool areEqual(Budget& budget, const Dict& left, const Dict& right) {
    if (left.size() != right.size()) {
        return false;
    }
    for (const auto& [key, value] : left.entries()) {
        const Value* other = right.find(key);
        if (other == nullptr || !isEqual(budget, value, *other)) {
            return false;
        }
    }
    return true;
}

bool isLessSequence(Budget& budget, const Sequence& left, const Sequence& right) {
    const size_t count = std::min(left.items.size(), right.items.size());
    for (size_t i = 0; i < count; ++i) {
        if (!isEqual(budget, left.items[i], right.items[i])) {
            return isLess(budget, left.items[i], right.items[i]);
        }
    }
    return left.items.size() < right.items.size();
}

} // namespace

bool isEqual(Budget& budget, const Value& left, const Value& right) {
    const Budget::Level level(budget);
    budget.charge();
    if (left.integer() && right.integer()) {
        return *left.integer() == *right.integer();
    }
    if (left.number() && right.number()) {
        return *left.number() == *right.number();
    }
    if (left.asText() != nullptr && right.asText() != nullptr) {
        budget.charge(std::min(left.asText()->size(), right.asText()->size()));
        return left.asText()->bytes() == right.asText()->bytes();
    }
    if (left.asUndefined() != nullptr || right.asUndefined() != nullptr) {
        return left.asUndefined() != nullptr && right.asUndefined() != nullptr;
    }
    if (left.isSame(right)) {
        return true;
    }
    if (left.asSequence() != nullptr && right.asSequence() != nullptr) {
        return areEqual(budget, *left.asSequence(), *right.asSequence());
    }
    return left.asDict() != nullptr && right.asDict() != nullptr && areEqual(budget, *left.asDict(), *right.asDict());
}

bool isLess(Budget& budget, const Value& left, const Value& right) {
    const Budget::Level level(budget);
    budget.charge();
    requireDefined(left);
    requireDefined(right);
    if (left.integer() && right.integer()) {
        return *left.integer() < *right.integer();
    }
    if (left.number() && right.number()) {
        return *left.number() < *right.number();
    }
    if (left.asText() != nullptr && right.asText() != nullptr) {
        budget.charge(std::min(left.asText()->size(), right.asText()->size()));
        return left.asText()->bytes() < right.asText()->bytes(); // UTF-8 sorts as its characters do
    }
    const Sequence* a = left.asSequence();
    const Sequence* b = right.asSequence();
    const bool comparable = a != nullptr && b != nullptr && a->kind == b->kind &&
                            (a->kind == SequenceKind::List || a->kind == SequenceKind::Tuple);
    if (!comparable) {
        throw Fault(fmt::format("orders values of types '{}' and '{}'", left.typeName(), right.typeName()));
    }
    return isLessSequence(budget, *a, *b);
}

bool isIn(Budget& budget, const Value& item, const Value& container) {
    if (const MarkedText* text = container.asText()) {
        const MarkedText& part = requireText(item, "'in' of a text");
        budget.charge(text->size());
        return findText(text->bytes(), part.bytes()) != std::string_view::npos;
    }
    if (const Dict* dict = container.asDict()) {
        return dict->find(item) != nullptr;
    }
    if (container.asUndefined() != nullptr) {
        return false;
    }
    const std::vector<Value> items = listItems(budget, container);
    return std::any_of(items.begin(), items.end(), [&](const Value& one) { return isEqual(budget, one, item); });
}

bool compare(Budget& budget, Operation operation, const Value& left, const Value& right) {
    switch (operation) {
    case Operation::Equal:
        return isEqual(budget, left, right);
    case Operation::NotEqual:
        return !isEqual(budget, left, right);
    case Operation::Less:
        return isLess(budget, left, right);
    case Operation::GreaterEqual:
        return isLess(budget, right, left) || isEqual(budget, left, right);
    case Operation::Greater:
        return isLess(budget, right, left);
    case Operation::LessEqual:
        return isLess(budget, left, right) || isEqual(budget, left, right);
    case Operation::NotIn:
        return !isIn(budget, left, right);
    default:
        return isIn(budget, left, right);
    }
}

std::vector<Value> listItems(Budget& budget, const Value& value) {
    std::vector<Value> items;
    if (const Sequence* sequence = value.asSequence()) {
        budget.makeList(sequence->items.size());
        const auto begin = sequence->items.begin() + static_cast<std::ptrdiff_t>(sequence->given);
        if (sequence->kind == SequenceKind::Generator) {
            sequence->given = sequence->items.size();
        }
        items.assign(begin, sequence->items.end());
    } else if (const Dict* dict = value.asDict()) {
        budget.makeList(dict->size());
        for (const auto& entry : dict->entries()) {
            items.push_back(entry.first);
        }
    } else if (const MarkedText* text = value.asText()) {
        budget.makeList(Budget::checkedProduct(text->size(), 4));
        for (size_t at = 0; at < text->size();) {
            const size_t next = at + tokenization::utf8Bytes(text->bytes()[at]);
            items.emplace_back(text->slice(at, next));
            at = next;
        }
    } else if (value.asUndefined() == nullptr) {
        throw Fault(fmt::format("iterates over a value of type '{}'", value.typeName()));
    }
    return items;
}

} // namespace salient::templates
