// SPDX-License-Identifier: Apache-2.0
#include "core/templates/operators.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace salient::templates {

namespace {

[[noreturn]] void failTypes(Operation operation, const Value& left, const Value& right) {
    constexpr std::array<std::string_view, 15> kSigns{
        "+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "in", "not in"};
    throw Fault(fmt::format("applies '{}' to values of types '{}' and '{}'", kSigns[static_cast<size_t>(operation)],
                            left.typeName(), right.typeName()));
}

[[noreturn]] void failOverflow() {
    throw Fault("computes a number beyond 64 bits", Fault::Kind::Limit);
}

[[noreturn]] void failZero() {
    throw Fault("divides by zero");
}

int64_t floorDivide(int64_t a, int64_t b) {
    if (b == 0) {
        failZero();
    }
    if (a == INT64_MIN && b == -1) {
        failOverflow();
    }
    return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}

int64_t floorModulo(int64_t a, int64_t b) {
    if (b == 0) {
        failZero();
    }
    if (b == -1) {
        return 0;
    }
    const int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

double floorModulo(double a, double b) {
    if (b == 0.0) {
        failZero();
    }
    const double rest = std::fmod(a, b);
    return rest != 0.0 && (rest < 0.0) != (b < 0.0) ? rest + b : rest;
}

Value power(int64_t base, int64_t exponent) {
    if (exponent < 0) {
        if (base == 0) {
            failZero();
        }
        return Value(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
    }
    if (base == 0 || base == 1 || base == -1) {
        return Value(exponent == 0 ? int64_t{1} : base < 0 && exponent % 2 == 0 ? int64_t{1} : base);
    }
    int64_t result = 1;
    for (int64_t i = 0; i < exponent; ++i) { // at most 63 rounds before it overflows
        if (__builtin_mul_overflow(result, base, &result)) {
            failOverflow();
        }
    }
    return Value(result);
}

Value applyIntegers(Operation operation, int64_t a, int64_t b) {
    int64_t result = 0;
    bool overflows = false;
    switch (operation) {
    case Operation::Add:
        overflows = __builtin_add_overflow(a, b, &result);
        break;
    case Operation::Subtract:
        overflows = __builtin_sub_overflow(a, b, &result);
        break;
    case Operation::Multiply:
        overflows = __builtin_mul_overflow(a, b, &result);
        break;
    case Operation::Divide:
        return b == 0 ? (failZero(), Value()) : Value(static_cast<double>(a) / static_cast<double>(b));
    case Operation::FloorDivide:
        return Value(floorDivide(a, b));
    case Operation::Modulo:
        return Value(floorModulo(a, b));
    default:
        return power(a, b);
    }
    return overflows ? (failOverflow(), Value()) : Value(result);
}

Value applyFloats(Operation operation, double a, double b) {
    switch (operation) {
    case Operation::Add:
        return Value(a + b);
    case Operation::Subtract:
        return Value(a - b);
    case Operation::Multiply:
        return Value(a * b);
    case Operation::Divide:
        return b == 0.0 ? (failZero(), Value()) : Value(a / b);
    case Operation::FloorDivide:
        return b == 0.0 ? (failZero(), Value()) : Value(std::floor(a / b));
    case Operation::Modulo:
        return Value(floorModulo(a, b));
    default:
        return Value(std::pow(a, b));
    }
}

Value addTexts(Budget& budget, const MarkedText& left, const MarkedText& right) {
    const bool isMarkup = left.isMarkup() || right.isMarkup();
    MarkedText sum;
    budget.makeText(left.size() + right.size());
    sum.append(isMarkup && !left.isMarkup() ? escapedMarkup(budget, left) : left);
    sum.append(isMarkup && !right.isMarkup() ? escapedMarkup(budget, right) : right);
    sum.setMarkup(isMarkup);
    return Value(std::move(sum));
}

Value addSequences(Budget& budget, const Sequence& left, const Sequence& right) {
    budget.makeList(left.items.size() + right.items.size());
    std::vector<Value> items = left.items;
    items.insert(items.end(), right.items.begin(), right.items.end());
    return Value(Sequence(left.kind, std::move(items)));
}

Value repeat(Budget& budget, const Value& value, int64_t times) {
    const auto count = static_cast<size_t>(std::max<int64_t>(times, 0));
    if (const MarkedText* text = value.asText()) {
        budget.makeText(Budget::checkedProduct(text->size(), count));
        MarkedText result;
        for (size_t i = 0; i < count && !text->empty(); ++i) {
            result.append(*text);
        }
        result.setMarkup(text->isMarkup());
        return Value(std::move(result));
    }
    const Sequence& sequence = *value.asSequence();
    budget.makeList(Budget::checkedProduct(sequence.items.size(), count));
    std::vector<Value> items;
    for (size_t i = 0; i < count && !sequence.items.empty(); ++i) {
        items.insert(items.end(), sequence.items.begin(), sequence.items.end());
    }
    return Value(Sequence(sequence.kind, std::move(items)));
}

/// A list or tuple, which can be added and repeated.
const Sequence* asListOrTuple(const Value& value) {
    const Sequence* sequence = value.asSequence();
    const bool fits =
        sequence != nullptr && (sequence->kind == SequenceKind::List || sequence->kind == SequenceKind::Tuple);
    return fits ? sequence : nullptr;
}

std::vector<Value> formatValues(const Value& right) {
    const Sequence* tuple = right.asSequence();
    return tuple != nullptr && tuple->kind == SequenceKind::Tuple ? tuple->items : std::vector<Value>{right};
}

} // namespace

Value applyOperation(Budget& budget, Operation operation, const Value& left, const Value& right) {
    requireDefined(left);
    requireDefined(right);
    if (left.integer() && right.integer()) {
        return applyIntegers(operation, *left.integer(), *right.integer());
    }
    if (left.number() && right.number()) {
        return applyFloats(operation, *left.number(), *right.number());
    }
    if (operation == Operation::Add && left.asText() != nullptr && right.asText() != nullptr) {
        return addTexts(budget, *left.asText(), *right.asText());
    }
    const Sequence* list = asListOrTuple(left);
    const Sequence* other = asListOrTuple(right);
    if (operation == Operation::Add && list != nullptr && other != nullptr && list->kind == other->kind) {
        return addSequences(budget, *list, *other);
    }
    if (operation == Operation::Multiply && (left.asText() != nullptr || list != nullptr) && right.integer()) {
        return repeat(budget, left, *right.integer());
    }
    if (operation == Operation::Multiply && (right.asText() != nullptr || other != nullptr) && left.integer()) {
        return repeat(budget, right, *left.integer());
    }
    if (operation == Operation::Modulo && left.asText() != nullptr) {
        return formatPercent(budget, *left.asText(), formatValues(right));
    }
    failTypes(operation, left, right);
}

Value applySign(bool isNegative, const Value& value) {
    requireDefined(value);
    if (const auto integer = value.integer()) {
        return isNegative ? applyIntegers(Operation::Subtract, 0, *integer) : Value(*integer);
    }
    if (const auto number = value.number()) {
        return Value(isNegative ? -*number : *number);
    }
    throw Fault(fmt::format("gives a value of type '{}' a sign", value.typeName()));
}

void requireDefined(const Value& value) {
    if (const Undefined* why = value.asUndefined()) {
        throw Fault(why->sentence());
    }
}

const MarkedText& requireText(const Value& value, std::string_view what) {
    requireDefined(value);
    if (value.asText() == nullptr) {
        throw Fault(fmt::format("gives {} a value of type '{}', expected a text", what, value.typeName()));
    }
    return *value.asText();
}

int64_t requireInteger(const Value& value, std::string_view what) {
    requireDefined(value);
    const auto integer = value.integer();
    if (!integer) {
        throw Fault(fmt::format("gives {} a value of type '{}', expected a whole number", what, value.typeName()));
    }
    return *integer;
}

MarkedText escapedMarkup(Budget& budget, const MarkedText& text) {
    if (text.isMarkup()) {
        return text;
    }
    MarkedText escaped = text.rewritten([](std::string_view part) {
        std::string out;
        for (const char c : part) {
            switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&#34;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
            }
        }
        return out;
    });
    budget.makeText(escaped.size());
    escaped.setMarkup(true);
    return escaped;
}

} // namespace salient::templates
