// SPDX-License-Identifier: Apache-2.0
#include "core/templates/value_tests.h"

#include "core/templates/attributes.h"
#include "core/templates/filters.h"
#include "core/templates/interpreter.h"
#include "core/templates/operators.h"

#include <algorithm>
#include <utility>

namespace salient::templates {

namespace {

using Predicate = bool (*)(const Value& value);

bool isDefined(const Value& value) {
    return value.asUndefined() == nullptr;
}
bool isUndefined(const Value& value) {
    return value.asUndefined() != nullptr;
}
bool isNone(const Value& value) {
    return value.isNone();
}
bool isBoolean(const Value& value) {
    return value.isBool();
}
bool isTrue(const Value& value) {
    return value.isBool() && value.boolean();
}
bool isFalse(const Value& value) {
    return value.isBool() && !value.boolean();
}
bool isInteger(const Value& value) {
    return value.isInteger();
}
bool isFloat(const Value& value) {
    return value.isFloat();
}
bool isNumber(const Value& value) {
    return value.number().has_value();
}
bool isString(const Value& value) {
    return value.asText() != nullptr;
}
bool isMapping(const Value& value) {
    return value.asDict() != nullptr;
}
bool isCallable(const Value& value) {
    return value.asObject() != nullptr && value.asObject()->isCallable();
}
bool isEscaped(const Value& value) {
    return value.asText() != nullptr && value.asText()->isMarkup();
}
/// Undefined values have a length and items in Jinja: none.
bool isIterable(const Value& value) {
    return value.asText() != nullptr || value.asSequence() != nullptr || value.asDict() != nullptr ||
           value.asUndefined() != nullptr;
}
bool isSequence(const Value& value) {
    const Sequence* sequence = value.asSequence();
    return isIterable(value) &&
           (sequence == nullptr || (sequence->kind != SequenceKind::View && sequence->kind != SequenceKind::Generator));
}

template <Predicate predicate>
bool plain(Interpreter&, const Value& value, const CallArguments& arguments) {
    arguments.bind("a test", {});
    return predicate(value);
}

template <Operation operation>
bool comparison(Interpreter& interpreter, const Value& value, const CallArguments& arguments) {
    const auto bound = arguments.bind("a test", {"other"}, 1);
    return compare(interpreter.budget(), operation, value, *bound[0]);
}

bool isSameAs(Interpreter&, const Value& value, const CallArguments& arguments) {
    const auto bound = arguments.bind("sameas", {"other"}, 1);
    return value.isSame(*bound[0]);
}

bool leavesNothing(Interpreter& interpreter, const Value& value, const Value& divisor, int64_t rest) {
    return isEqual(interpreter.budget(), applyOperation(interpreter.budget(), Operation::Modulo, value, divisor),
                   Value(rest));
}

bool isDivisibleBy(Interpreter& interpreter, const Value& value, const CallArguments& arguments) {
    const auto bound = arguments.bind("divisibleby", {"num"}, 1);
    return leavesNothing(interpreter, value, *bound[0], 0);
}

template <int64_t rest>
bool hasParity(Interpreter& interpreter, const Value& value, const CallArguments& arguments) {
    arguments.bind("even or odd", {});
    return leavesNothing(interpreter, value, Value(int64_t{2}), rest);
}

template <bool isUpper>
bool isInCase(Interpreter& interpreter, const Value& value, const CallArguments& arguments) {
    const Value text(interpreter.textOf(value));
    return findTextMethod(isUpper ? "isupper" : "islower")(interpreter, text, arguments).isTrue();
}

bool isFilter(Interpreter&, const Value& value, const CallArguments& arguments) {
    arguments.bind("filter", {});
    return value.asText() != nullptr && findFilter(value.asText()->bytes()) != nullptr;
}

bool isTest(Interpreter&, const Value& value, const CallArguments& arguments) {
    arguments.bind("test", {});
    return value.asText() != nullptr && findTest(value.asText()->bytes()) != nullptr;
}

constexpr std::pair<std::string_view, TestFunction> kTests[] = {
    {"!=", comparison<Operation::NotEqual>},
    {"<", comparison<Operation::Less>},
    {"<=", comparison<Operation::LessEqual>},
    {"==", comparison<Operation::Equal>},
    {">", comparison<Operation::Greater>},
    {">=", comparison<Operation::GreaterEqual>},
    {"boolean", plain<isBoolean>},
    {"callable", plain<isCallable>},
    {"defined", plain<isDefined>},
    {"divisibleby", isDivisibleBy},
    {"eq", comparison<Operation::Equal>},
    {"equalto", comparison<Operation::Equal>},
    {"escaped", plain<isEscaped>},
    {"even", hasParity<0>},
    {"false", plain<isFalse>},
    {"filter", isFilter},
    {"float", plain<isFloat>},
    {"ge", comparison<Operation::GreaterEqual>},
    {"greaterthan", comparison<Operation::Greater>},
    {"gt", comparison<Operation::Greater>},
    {"in", comparison<Operation::In>},
    {"integer", plain<isInteger>},
    {"iterable", plain<isIterable>},
    {"le", comparison<Operation::LessEqual>},
    {"lessthan", comparison<Operation::Less>},
    {"lower", isInCase<false>},
    {"lt", comparison<Operation::Less>},
    {"mapping", plain<isMapping>},
    {"ne", comparison<Operation::NotEqual>},
    {"none", plain<isNone>},
    {"number", plain<isNumber>},
    {"odd", hasParity<1>},
    {"sameas", isSameAs},
    {"sequence", plain<isSequence>},
    {"string", plain<isString>},
    {"test", isTest},
    {"true", plain<isTrue>},
    {"undefined", plain<isUndefined>},
    {"upper", isInCase<true>},
};

} // namespace

TestFunction findTest(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(kTests), std::end(kTests), [&](const auto& entry) { return entry.first == name; });
    return found == std::end(kTests) ? nullptr : found->second;
}

} // namespace salient::templates
