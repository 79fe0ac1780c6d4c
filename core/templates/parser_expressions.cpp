// SPDX-License-Identifier: Apache-2.0
#include "core/templates/parser.h"

#include <array>
#include <optional>
#include <utility>

// From the loosest binding to the tightest; parser_primaries.cpp has what they bind.

namespace salient::templates {

namespace {

using OperationName = std::pair<std::string_view, Operation>;

std::optional<Operation> operationIn(const Token& token, std::initializer_list<OperationName> names) {
    for (const auto& [text, operation] : names) {
        if (token.kind == TokenKind::Operator && token.text == text) {
            return operation;
        }
    }
    return std::nullopt;
}

} // namespace

ExpressionPtr Parser::parseTuple(bool withConditional, bool inParentheses) {
    const uint32_t position = current().position;
    const auto atEnd = [&] {
        return current().kind == TokenKind::OutputEnd || current().kind == TokenKind::BlockEnd || isOperator(")") ||
               isName("recursive");
    };
    ExpressionPtr tuple = make(ExpressionKind::Tuple, position);
    bool isTuple = inParentheses && atEnd();
    while (!atEnd()) {
        give(*tuple, withConditional ? parseExpression() : parseOr());
        if (!skipOperator(",")) {
            break;
        }
        isTuple = true;
    }
    if (!isTuple && tuple->operands.empty()) {
        failExpecting("an expression");
    }
    return isTuple ? std::move(tuple) : std::move(tuple->operands.front());
}

ExpressionPtr Parser::parseExpression() {
    const Nesting nesting(*this);
    ExpressionPtr value = parseOr();
    while (isName("if")) {
        const uint32_t position = next().position;
        ExpressionPtr conditional = makeOf(ExpressionKind::Conditional, position, parseOr());
        give(*conditional, std::move(value));
        give(*conditional, skipName("else") ? parseExpression() : nullptr);
        value = std::move(conditional);
    }
    return value;
}

ExpressionPtr Parser::parseOr() {
    ExpressionPtr left = parseAnd();
    if (!isName("or")) {
        return left;
    }
    ExpressionPtr all = makeOf(ExpressionKind::Or, current().position, std::move(left));
    while (skipName("or")) {
        give(*all, parseAnd());
    }
    return all;
}

ExpressionPtr Parser::parseAnd() {
    ExpressionPtr left = parseNot();
    if (!isName("and")) {
        return left;
    }
    ExpressionPtr all = makeOf(ExpressionKind::And, current().position, std::move(left));
    while (skipName("and")) {
        give(*all, parseNot());
    }
    return all;
}

ExpressionPtr Parser::parseNot() {
    if (!isName("not")) {
        return parseCompare();
    }
    const Nesting nesting(*this);
    const uint32_t position = next().position;
    return makeOf(ExpressionKind::Not, position, parseNot());
}

ExpressionPtr Parser::parseCompare() {
    ExpressionPtr compare = makeOf(ExpressionKind::Compare, current().position, parseSum());
    while (true) {
        std::optional<Operation> operation = operationIn(current(), {{"==", Operation::Equal},
                                                                     {"!=", Operation::NotEqual},
                                                                     {"<", Operation::Less},
                                                                     {"<=", Operation::LessEqual},
                                                                     {">", Operation::Greater},
                                                                     {">=", Operation::GreaterEqual}});
        if (isName("in")) {
            operation = Operation::In;
        } else if (isName("not") && ahead().kind == TokenKind::Name && ahead().text == "in") {
            operation = Operation::NotIn;
            next();
        }
        if (!operation) {
            return compare->operations.empty() ? std::move(compare->operands.front()) : std::move(compare);
        }
        compare->position = next().position;
        compare->operations.push_back(*operation);
        give(*compare, parseSum());
    }
}

ExpressionPtr Parser::parseSum() {
    ExpressionPtr left = parseConcat();
    while (const auto operation = operationIn(current(), {{"+", Operation::Add}, {"-", Operation::Subtract}})) {
        left = makeOf(ExpressionKind::Binary, next().position, std::move(left));
        left->operations.push_back(*operation);
        give(*left, parseConcat());
    }
    return left;
}

ExpressionPtr Parser::parseConcat() {
    ExpressionPtr left = parseProduct();
    if (!isOperator("~")) {
        return left;
    }
    ExpressionPtr all = makeOf(ExpressionKind::Concat, current().position, std::move(left));
    while (skipOperator("~")) {
        give(*all, parseProduct());
    }
    return all;
}

ExpressionPtr Parser::parseProduct() {
    ExpressionPtr left = parsePower();
    while (const auto operation = operationIn(current(), {{"*", Operation::Multiply},
                                                          {"/", Operation::Divide},
                                                          {"//", Operation::FloorDivide},
                                                          {"%", Operation::Modulo}})) {
        left = makeOf(ExpressionKind::Binary, next().position, std::move(left));
        left->operations.push_back(*operation);
        give(*left, parsePower());
    }
    return left;
}

ExpressionPtr Parser::parsePower() {
    ExpressionPtr left = parseUnary(true);
    while (isOperator("**")) {
        left = makeOf(ExpressionKind::Binary, next().position, std::move(left));
        left->operations.push_back(Operation::Power);
        give(*left, parseUnary(true));
    }
    return left;
}

ExpressionPtr Parser::parseUnary(bool withFilters) {
    const Nesting nesting(*this);
    ExpressionPtr value;
    if (isOperator("-") || isOperator("+")) {
        const ExpressionKind kind = isOperator("-") ? ExpressionKind::Negative : ExpressionKind::Positive;
        const uint32_t position = next().position;
        value = makeOf(kind, position, parseUnary(false));
    } else {
        value = parsePrimary();
    }
    value = parsePostfix(std::move(value));
    return withFilters ? parseFiltersAndTests(std::move(value)) : std::move(value);
}

} // namespace salient::templates
