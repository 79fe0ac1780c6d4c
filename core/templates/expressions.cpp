// SPDX-License-Identifier: Apache-2.0
// The interpreter's expressions.
#include "core/templates/attributes.h"
#include "core/templates/interpreter.h"
#include "core/templates/operators.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::templates {

Value Interpreter::evaluate(const Expression& expression, const ScopePtr& scope) {
    const Budget::Level level(m_budget);
    m_budget.charge();
    return evaluateKind(expression, scope);
}

Value Interpreter::evaluateKind(const Expression& expression, const ScopePtr& scope) {
    const auto operand = [&](size_t i) { return evaluate(*expression.operands[i], scope); };
    const auto at = [&] { m_position = expression.position; };
    switch (expression.kind) {
    case ExpressionKind::Constant:
        return expression.constant;
    case ExpressionKind::Name:
        return evaluateName(expression, *scope);
    case ExpressionKind::List:
        return Value(Sequence(SequenceKind::List, evaluateAll(expression.operands, scope)));
    case ExpressionKind::Tuple:
        return Value(Sequence(SequenceKind::Tuple, evaluateAll(expression.operands, scope)));
    case ExpressionKind::Dict:
        return evaluateDict(expression, scope);
    case ExpressionKind::Conditional:
        return evaluateConditional(expression, scope);
    case ExpressionKind::And:
    case ExpressionKind::Or:
        return evaluateLogic(expression, scope);
    case ExpressionKind::Not:
        return Value(!operand(0).isTrue());
    case ExpressionKind::Compare:
        return evaluateCompare(expression, scope);
    case ExpressionKind::Binary: {
        const Value left = operand(0);
        const Value right = operand(1);
        at();
        return applyOperation(m_budget, expression.operations.front(), left, right);
    }
    case ExpressionKind::Concat:
        return evaluateConcat(expression, scope);
    case ExpressionKind::Negative:
    case ExpressionKind::Positive: {
        const Value value = operand(0);
        at();
        return applySign(expression.kind == ExpressionKind::Negative, value);
    }
    case ExpressionKind::Attribute: {
        const Value owner = operand(0);
        at();
        return attributeOf(*this, owner, expression.text);
    }
    case ExpressionKind::Item: {
        const Value owner = operand(0);
        const Value key = operand(1);
        at();
        return itemOf(*this, owner, key);
    }
    case ExpressionKind::Slice:
        return evaluateSlice(expression, scope);
    case ExpressionKind::Call:
        return evaluateCall(expression, scope, nullptr);
    case ExpressionKind::Filter:
        return evaluateFilters(expression, scope, nullptr);
    case ExpressionKind::Test:
        return evaluateTest(expression, scope);
    }
    return {};
}

Value Interpreter::evaluateName(const Expression& expression, const Scope& scope) {
    m_position = expression.position;
    const Value* value = scope.find(expression.symbol);
    return value != nullptr
               ? *value
               : Value::undefined({.name = m_program.names[expression.symbol], .owner = "", .message = ""});
}

std::vector<Value> Interpreter::evaluateAll(const std::vector<ExpressionPtr>& expressions, const ScopePtr& scope) {
    std::vector<Value> values;
    values.reserve(expressions.size());
    for (const ExpressionPtr& expression : expressions) {
        values.push_back(evaluate(*expression, scope));
    }
    return values;
}

Value Interpreter::evaluateDict(const Expression& expression, const ScopePtr& scope) {
    Dict dict;
    for (size_t i = 0; i < expression.operands.size(); i += 2) {
        Value key = evaluate(*expression.operands[i], scope);
        dict.set(std::move(key), evaluate(*expression.operands[i + 1], scope));
    }
    return Value(std::move(dict));
}

Value Interpreter::evaluateConditional(const Expression& expression, const ScopePtr& scope) {
    if (evaluate(*expression.operands[0], scope).isTrue()) {
        return evaluate(*expression.operands[1], scope);
    }
    if (expression.operands[2] != nullptr) {
        return evaluate(*expression.operands[2], scope);
    }
    return Value::undefined(
        {.name = "", .owner = "", .message = "an inline if without else has no value because its condition is false"});
}

Value Interpreter::evaluateLogic(const Expression& expression, const ScopePtr& scope) {
    const bool stopsAt = expression.kind == ExpressionKind::Or;
    Value value;
    for (const ExpressionPtr& operand : expression.operands) {
        value = evaluate(*operand, scope);
        if (value.isTrue() == stopsAt) {
            break;
        }
    }
    return value;
}

Value Interpreter::evaluateCompare(const Expression& expression, const ScopePtr& scope) {
    Value left = evaluate(*expression.operands[0], scope);
    for (size_t i = 0; i < expression.operations.size(); ++i) {
        Value right = evaluate(*expression.operands[i + 1], scope);
        m_position = expression.position;
        if (!compare(m_budget, expression.operations[i], left, right)) {
            return Value(false);
        }
        left = std::move(right);
    }
    return Value(true);
}

Value Interpreter::evaluateConcat(const Expression& expression, const ScopePtr& scope) {
    MarkedText out;
    for (const ExpressionPtr& operand : expression.operands) {
        print(evaluate(*operand, scope), out);
    }
    return Value(std::move(out));
}

Value Interpreter::evaluateSlice(const Expression& expression, const ScopePtr& scope) {
    const Value owner = evaluate(*expression.operands[0], scope);
    const auto part = [&](size_t i) {
        return expression.operands[i] == nullptr ? Value() : evaluate(*expression.operands[i], scope);
    };
    const SliceBounds bounds{part(1), part(2), part(3)};
    m_position = expression.position;
    return sliceOf(m_budget, owner, bounds);
}

CallArguments Interpreter::evaluateArguments(const ArgumentExpressions& arguments, const ScopePtr& scope) {
    CallArguments given;
    given.positional = evaluateAll(arguments.positional, scope);
    for (const auto& [name, value] : arguments.keywords) {
        given.keywords.emplace_back(name, evaluate(*value, scope));
    }
    if (arguments.spread != nullptr) {
        for (Value& item : itemsOf(evaluate(*arguments.spread, scope))) {
            given.positional.push_back(std::move(item));
        }
    }
    if (arguments.spreadKeywords != nullptr) {
        const Value value = evaluate(*arguments.spreadKeywords, scope);
        if (value.asDict() == nullptr) {
            throw Fault(fmt::format("spreads a value of type '{}' as keyword arguments", value.typeName()));
        }
        for (const auto& [key, item] : value.asDict()->entries()) {
            if (key.asText() == nullptr) {
                throw Fault("spreads a dictionary whose keys are not all texts as keyword arguments");
            }
            given.keywords.emplace_back(key.asText()->bytes(), item);
        }
    }
    return given;
}

Value Interpreter::evaluateCall(const Expression& expression, const ScopePtr& scope, const Value* caller) {
    const Expression& callee = *expression.operands[0];
    const auto arguments = [&] {
        CallArguments given = evaluateArguments(expression.arguments, scope);
        if (caller != nullptr) {
            given.keywords.emplace_back("caller", *caller);
        }
        return given;
    };
    if (callee.kind == ExpressionKind::Attribute) {
        // Methods are called without making a bound method first.
        const Value owner = evaluate(*callee.operands[0], scope);
        if (const NativeCode method = findMethod(owner, callee.text)) {
            const CallArguments given = arguments();
            m_position = callee.position;
            return method(*this, owner, given);
        }
        m_position = callee.position;
        const Value function = attributeOf(*this, owner, callee.text);
        const CallArguments given = arguments();
        m_position = callee.position;
        return call(function, given);
    }
    const Value function = evaluate(callee, scope);
    const CallArguments given = arguments();
    m_position = expression.position;
    return call(function, given);
}

Value Interpreter::call(const Value& callee, const CallArguments& arguments) {
    m_budget.charge();
    const Budget::Level level(m_budget);
    if (const Undefined* why = callee.asUndefined()) {
        throw Fault(why->sentence());
    }
    if (callee.asObject() == nullptr) {
        throw Fault(fmt::format("calls a value of type '{}', which is no function", callee.typeName()));
    }
    return callee.asObject()->call(*this, arguments);
}

Value Interpreter::evaluateTest(const Expression& expression, const ScopePtr& scope) {
    const Value value = evaluate(*expression.operands[0], scope);
    const CallArguments arguments = evaluateArguments(expression.arguments, scope);
    m_position = expression.position;
    if (expression.test == nullptr) {
        throw Fault(fmt::format("uses a test '{}', which there is not", expression.text));
    }
    return Value(expression.test(*this, value, arguments));
}

Value Interpreter::evaluateFilters(const Expression& expression, const ScopePtr& scope, const Value* input) {
    const Expression* operand = expression.operands[0].get();
    const Value value = operand == nullptr ? *input
                        : input != nullptr ? evaluateFilters(*operand, scope, input)
                                           : evaluate(*operand, scope);
    const CallArguments arguments = evaluateArguments(expression.arguments, scope);
    m_position = expression.position;
    if (expression.filter == nullptr) {
        throw Fault(fmt::format("uses a filter '{}', which there is not", expression.text));
    }
    return expression.filter(*this, value, arguments);
}

std::vector<Value> Interpreter::itemsOf(const Value& value) {
    return listItems(m_budget, value);
}

} // namespace salient::templates
