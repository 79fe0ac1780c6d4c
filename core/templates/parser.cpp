// SPDX-License-Identifier: Apache-2.0
#include "core/templates/parser.h"

#include "core/templates/characters.h"
#include "core/templates/fault.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::templates {

Parser::Parser(std::vector<Token> tokens) : m_tokens(std::move(tokens)) {
    m_known.loop = symbolOf("loop");
    m_known.caller = symbolOf("caller");
    m_known.varargs = symbolOf("varargs");
    m_known.kwargs = symbolOf("kwargs");
}

Program Parser::run() {
    Program program;
    program.statements = parseBody({}, "", 0);
    program.names = std::move(m_names);
    program.known = m_known;
    return program;
}

bool Parser::isToken(TokenKind kind, std::string_view text) const {
    return current().kind == kind && current().text == text;
}

bool Parser::skipName(std::string_view text) {
    const bool found = isName(text);
    m_at += found ? 1 : 0;
    return found;
}

bool Parser::skipOperator(std::string_view text) {
    const bool found = isOperator(text);
    m_at += found ? 1 : 0;
    return found;
}

std::string Parser::expectName() {
    if (current().kind != TokenKind::Name) {
        failExpecting("a name");
    }
    return next().text;
}

void Parser::expectOperator(std::string_view text) {
    if (!skipOperator(text)) {
        failExpecting(fmt::format("'{}'", text));
    }
}

void Parser::expectTagEnd(TokenKind kind) {
    if (current().kind != kind) {
        failExpecting("the end of the tag");
    }
    ++m_at;
}

void Parser::failExpecting(std::string_view what) const {
    const Token& found = current();
    switch (found.kind) {
    case TokenKind::BlockEnd:
    case TokenKind::OutputEnd:
        fail(fmt::format("ends a tag, expected {}", what));
    case TokenKind::Data:
    case TokenKind::End:
        fail(fmt::format("ends too early, expected {}", what));
    default:
        fail(fmt::format("has \"{}\", expected {}", shortened(found.text), what));
    }
}

void Parser::fail(const std::string& message) const {
    throw SyntaxFault(message, current().position);
}

Symbol Parser::symbolOf(const std::string& name) {
    const auto [place, isNew] = m_symbols.try_emplace(name, static_cast<Symbol>(m_names.size()));
    if (isNew) {
        m_names.push_back(name);
    }
    return place->second;
}

ExpressionPtr Parser::make(ExpressionKind kind, uint32_t position) const {
    auto expression = std::make_unique<Expression>();
    expression->kind = kind;
    expression->position = position;
    return expression;
}

void Parser::grow(Expression& expression, const Expression& part) const {
    // Evaluating and destroying recurses; a long chain such as a + a + … nests without the parser's recursion.
    constexpr int kTallest = 250;
    expression.height = std::max(expression.height, part.height + 1);
    if (expression.height > kTallest) {
        fail("has a longer expression than a template may");
    }
}

void Parser::give(Expression& expression, ExpressionPtr operand) const {
    if (operand != nullptr) {
        grow(expression, *operand);
    }
    expression.operands.push_back(std::move(operand));
}

ExpressionPtr Parser::makeOf(ExpressionKind kind, uint32_t position, ExpressionPtr operand) const {
    ExpressionPtr expression = make(kind, position);
    give(*expression, std::move(operand));
    return expression;
}

} // namespace salient::templates
