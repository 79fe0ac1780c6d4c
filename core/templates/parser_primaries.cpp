// SPDX-License-Identifier: Apache-2.0
#include "core/templates/filters.h"
#include "core/templates/parser.h"
#include "core/templates/value_tests.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace salient::templates {

ExpressionPtr Parser::parsePrimary() {
    switch (current().kind) {
    case TokenKind::Name:
        return parseName();
    case TokenKind::Text:
        return parseTextConstant();
    case TokenKind::Integer:
    case TokenKind::Float:
        return parseNumber();
    default:
        break;
    }
    if (isOperator("[")) {
        return parseList();
    }
    if (isOperator("{")) {
        return parseDict();
    }
    if (!skipOperator("(")) {
        failExpecting("an expression");
    }
    ExpressionPtr inner = parseTuple(true, true);
    expectOperator(")");
    return inner;
}

ExpressionPtr Parser::parseName() {
    const Token name = next();
    ExpressionPtr expression = make(ExpressionKind::Constant, name.position);
    if (name.text == "true" || name.text == "True" || name.text == "false" || name.text == "False") {
        expression->constant = Value(name.text == "true" || name.text == "True");
    } else if (name.text != "none" && name.text != "None") {
        expression->kind = ExpressionKind::Name;
        expression->symbol = symbolOf(name.text);
    }
    return expression;
}

ExpressionPtr Parser::parseTextConstant() {
    ExpressionPtr expression = make(ExpressionKind::Constant, current().position);
    std::string text;
    while (current().kind == TokenKind::Text) {
        text += next().text;
    }
    expression->constant = Value(MarkedText::own(std::move(text)));
    return expression;
}

ExpressionPtr Parser::parseNumber() {
    const Token token = current();
    ExpressionPtr expression = make(ExpressionKind::Constant, token.position);
    const char* begin = token.text.data();
    const char* end = begin + token.text.size();
    if (token.kind == TokenKind::Float) {
        double number = 0;
        // Beyond the range from_chars leaves 0 where Python has infinity or 0.
        const auto read = std::from_chars(begin, end, number);
        if (read.ec != std::errc()) {
            fail("has a number that does not fit into a double");
        }
        expression->constant = Value(number);
    } else {
        const char letter = token.text.size() > 2 ? static_cast<char>(token.text[1] | 0x20) : '0';
        const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
        int64_t number = 0;
        if (std::from_chars(base == 10 ? begin : begin + 2, end, number, base).ec != std::errc()) {
            fail("has a number beyond 64 bits");
        }
        expression->constant = Value(number);
    }
    next();
    return expression;
}

ExpressionPtr Parser::parseList() {
    ExpressionPtr list = make(ExpressionKind::List, next().position);
    while (!skipOperator("]")) {
        if (!list->operands.empty()) {
            expectOperator(",");
            if (skipOperator("]")) {
                break;
            }
        }
        give(*list, parseExpression());
    }
    return list;
}

ExpressionPtr Parser::parseDict() {
    ExpressionPtr dict = make(ExpressionKind::Dict, next().position);
    while (!skipOperator("}")) {
        if (!dict->operands.empty()) {
            expectOperator(",");
            if (skipOperator("}")) {
                break;
            }
        }
        give(*dict, parseExpression());
        expectOperator(":");
        give(*dict, parseExpression());
    }
    return dict;
}

ExpressionPtr Parser::parsePostfix(ExpressionPtr operand) {
    while (true) {
        if (isOperator(".") || isOperator("[")) {
            operand = parseSubscript(std::move(operand));
        } else if (isOperator("(")) {
            operand = parseCallOf(std::move(operand));
        } else {
            return operand;
        }
    }
}

ExpressionPtr Parser::parseFiltersAndTests(ExpressionPtr operand) {
    while (true) {
        if (isOperator("|")) {
            operand = parseFilter(std::move(operand), false);
        } else if (isName("is")) {
            operand = parseTest(std::move(operand));
        } else if (isOperator("(")) {
            operand = parseCallOf(std::move(operand));
        } else {
            return operand;
        }
    }
}

ExpressionPtr Parser::parseSubscript(ExpressionPtr operand) {
    const uint32_t position = current().position;
    if (skipOperator(".")) {
        if (current().kind == TokenKind::Integer) {
            ExpressionPtr item = makeOf(ExpressionKind::Item, position, std::move(operand));
            give(*item, parseNumber());
            return item;
        }
        ExpressionPtr attribute = makeOf(ExpressionKind::Attribute, position, std::move(operand));
        attribute->text = expectName();
        return attribute;
    }
    expectOperator("[");
    ExpressionPtr result;
    if (isOperator(":")) {
        result = parseSlice(std::move(operand), nullptr, position);
    } else {
        ExpressionPtr index = parseExpression();
        if (isOperator(":")) {
            result = parseSlice(std::move(operand), std::move(index), position);
        } else {
            result = makeOf(ExpressionKind::Item, position, std::move(operand));
            give(*result, std::move(index));
        }
    }
    expectOperator("]");
    return result;
}

ExpressionPtr Parser::parseSlice(ExpressionPtr operand, ExpressionPtr begin, uint32_t position) {
    ExpressionPtr slice = makeOf(ExpressionKind::Slice, position, std::move(operand));
    give(*slice, std::move(begin));
    for (int part = 0; part < 2; ++part) {
        const bool isGiven = skipOperator(":") && !isOperator(":") && !isOperator("]");
        give(*slice, isGiven ? parseExpression() : nullptr);
    }
    return slice;
}

ExpressionPtr Parser::parseCallOf(ExpressionPtr operand) {
    ExpressionPtr call = makeOf(ExpressionKind::Call, current().position, std::move(operand));
    parseArguments(*call);
    return call;
}

ExpressionPtr Parser::parseFilter(ExpressionPtr operand, bool atStart) {
    while (atStart || skipOperator("|")) {
        ExpressionPtr filter = makeOf(ExpressionKind::Filter, current().position, std::move(operand));
        filter->text = expectName();
        filter->filter = findFilter(filter->text);
        if (isOperator("(")) {
            parseArguments(*filter);
        }
        operand = std::move(filter);
        atStart = false;
    }
    return operand;
}

ExpressionPtr Parser::parseTest(ExpressionPtr operand) {
    const uint32_t position = next().position;
    const bool isNegated = skipName("not");
    ExpressionPtr test = makeOf(ExpressionKind::Test, position, std::move(operand));
    test->text = expectName();
    test->test = findTest(test->text);
    const bool isWord = isName("else") || isName("or") || isName("and");
    const bool hasArgument = (current().kind == TokenKind::Name && !isWord) || current().kind == TokenKind::Text ||
                             current().kind == TokenKind::Integer || current().kind == TokenKind::Float ||
                             isOperator("[") || isOperator("{");
    if (isOperator("(")) {
        parseArguments(*test);
    } else if (hasArgument) {
        if (isName("is")) {
            fail("chains tests with \"is\"");
        }
        ExpressionPtr argument = parsePostfix(parsePrimary());
        grow(*test, *argument);
        test->arguments.positional.push_back(std::move(argument));
    }
    return isNegated ? makeOf(ExpressionKind::Not, position, std::move(test)) : std::move(test);
}

void Parser::parseArguments(Expression& expression) {
    const Nesting nesting(*this);
    expectOperator("(");
    bool isFirst = true;
    while (!skipOperator(")")) {
        if (!std::exchange(isFirst, false)) {
            expectOperator(",");
            if (skipOperator(")")) {
                break;
            }
        }
        parseArgument(expression);
    }
}

void Parser::parseArgument(Expression& expression) {
    ArgumentExpressions& arguments = expression.arguments;
    const auto read = [&] {
        ExpressionPtr value = parseExpression();
        grow(expression, *value);
        return value;
    };
    const auto check = [&](bool allowed) {
        if (!allowed) {
            fail("has call arguments in an order that Python does not have");
        }
    };
    if (skipOperator("*")) {
        check(arguments.spread == nullptr && arguments.spreadKeywords == nullptr);
        arguments.spread = read();
    } else if (skipOperator("**")) {
        check(arguments.spreadKeywords == nullptr);
        arguments.spreadKeywords = read();
    } else if (current().kind == TokenKind::Name && ahead().kind == TokenKind::Operator && ahead().text == "=") {
        check(arguments.spreadKeywords == nullptr);
        const std::string name = next().text;
        next();
        arguments.keywords.emplace_back(name, read());
    } else {
        check(arguments.spread == nullptr && arguments.spreadKeywords == nullptr && arguments.keywords.empty());
        arguments.positional.push_back(read());
    }
}

} // namespace salient::templates
