// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/ast.h"
#include "core/templates/lexer.h"

#include <initializer_list>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace salient::templates {

/// Recursive descent over a template's tokens, after jinja2/parser.py. Everything throws SyntaxFault.
class Parser {
public:
    explicit Parser(std::vector<Token> tokens);
    Program run();

private:
    // parser.cpp: the stream, names, nesting
    const Token& current() const { return m_tokens[m_at]; }
    const Token& next() { return m_tokens[m_at + 1 < m_tokens.size() ? m_at++ : m_at]; }
    const Token& ahead() const { return m_tokens[m_at + 1 < m_tokens.size() ? m_at + 1 : m_at]; }
    bool isName(std::string_view text) const { return isToken(TokenKind::Name, text); }
    bool isOperator(std::string_view text) const { return isToken(TokenKind::Operator, text); }
    bool isToken(TokenKind kind, std::string_view text) const;
    bool skipName(std::string_view text);
    bool skipOperator(std::string_view text);
    std::string expectName();
    void expectOperator(std::string_view text);
    void expectTagEnd(TokenKind kind);
    [[noreturn]] void failExpecting(std::string_view what) const;
    [[noreturn]] void fail(const std::string& message) const;
    Symbol symbolOf(const std::string& name);
    ExpressionPtr make(ExpressionKind kind, uint32_t position) const;
    void grow(Expression& expression, const Expression& part) const;
    /// Adds an operand and grows the expression's height.
    void give(Expression& expression, ExpressionPtr operand) const;
    ExpressionPtr makeOf(ExpressionKind kind, uint32_t position, ExpressionPtr operand) const;
    class Nesting;

    // parser_statements.cpp
    Statements parseBody(std::initializer_list<std::string_view> ends, std::string_view opener, uint32_t position);
    void parseTag(Statements& out);
    Statement parseIf(uint32_t position);
    Statement parseFor(uint32_t position);
    Statement parseSet(uint32_t position);
    Statement parseMacro(uint32_t position);
    Statement parseCall(uint32_t position);
    Statement parseFilterBlock(uint32_t position);
    Statement parseWith(uint32_t position);
    Statement parseScope(uint32_t position, std::string_view tag);
    Statement parseLoopControl(StatementKind kind, uint32_t position);
    void parseSignature(MacroCode& macro);
    Statements parseMacroBody(MacroCode& macro, std::string_view tag, uint32_t position);
    Target parseTarget(bool mayBeAttribute);
    Target parseTargetPart(bool mayBeAttribute);

    // parser_expressions.cpp, parser_primaries.cpp
    ExpressionPtr parseTuple(bool withConditional, bool inParentheses);
    ExpressionPtr parseExpression();
    ExpressionPtr parseOr();
    ExpressionPtr parseAnd();
    ExpressionPtr parseNot();
    ExpressionPtr parseCompare();
    ExpressionPtr parseSum();
    ExpressionPtr parseConcat();
    ExpressionPtr parseProduct();
    ExpressionPtr parsePower();
    ExpressionPtr parseUnary(bool withFilters);
    ExpressionPtr parsePrimary();
    ExpressionPtr parseName();
    ExpressionPtr parseNumber();
    ExpressionPtr parseTextConstant();
    ExpressionPtr parseList();
    ExpressionPtr parseDict();
    ExpressionPtr parsePostfix(ExpressionPtr operand);
    ExpressionPtr parseFiltersAndTests(ExpressionPtr operand);
    ExpressionPtr parseSubscript(ExpressionPtr operand);
    ExpressionPtr parseSlice(ExpressionPtr operand, ExpressionPtr begin, uint32_t position);
    ExpressionPtr parseCallOf(ExpressionPtr operand);
    ExpressionPtr parseFilter(ExpressionPtr operand, bool atStart);
    ExpressionPtr parseTest(ExpressionPtr operand);
    void parseArguments(Expression& expression);
    void parseArgument(Expression& expression);

    std::vector<Token> m_tokens;
    size_t m_at = 0;
    std::vector<std::string> m_names;
    std::unordered_map<std::string, Symbol> m_symbols;
    KnownSymbols m_known;
    int m_nesting = 0;
    int m_loops = 0; ///< loops around the current statement, within the same macro
};

/// One level of the parser's own recursion.
class Parser::Nesting {
public:
    explicit Nesting(Parser& parser) : m_parser(parser) {
        constexpr int kDeepest = 100;
        if (++m_parser.m_nesting > kDeepest) {
            m_parser.fail("nests deeper than a template may");
        }
    }
    ~Nesting() { --m_parser.m_nesting; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

private:
    Parser& m_parser;
};

} // namespace salient::templates
