// SPDX-License-Identifier: Apache-2.0
#include "core/templates/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace salient::templates {

Statements Parser::parseBody(std::initializer_list<std::string_view> ends, std::string_view opener, uint32_t position) {
    const Nesting nesting(*this);
    if (ends.size() > 0) {
        skipOperator(":");
        expectTagEnd(TokenKind::BlockEnd);
    }
    Statements body;
    while (current().kind != TokenKind::End) {
        const Token token = next();
        Statement statement;
        statement.position = token.position;
        if (token.kind == TokenKind::Data) {
            statement.text = token.text;
            body.push_back(std::move(statement));
        } else if (token.kind == TokenKind::OutputBegin) {
            statement.kind = StatementKind::Output;
            statement.expression = parseTuple(true, false);
            expectTagEnd(TokenKind::OutputEnd);
            body.push_back(std::move(statement));
        } else {
            if (std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return isName(end); })) {
                return body;
            }
            parseTag(body);
            expectTagEnd(TokenKind::BlockEnd);
        }
    }
    if (ends.size() > 0) {
        m_tokens[m_at].position = position;
        fail(fmt::format("begins \"{}\", which does not end", opener));
    }
    return body;
}

void Parser::parseTag(Statements& out) {
    const uint32_t position = current().position;
    const auto add = [&](Statement statement) { out.push_back(std::move(statement)); };
    if (skipName("if")) {
        add(parseIf(position));
    } else if (skipName("for")) {
        add(parseFor(position));
    } else if (skipName("set")) {
        add(parseSet(position));
    } else if (skipName("macro")) {
        add(parseMacro(position));
    } else if (skipName("call")) {
        add(parseCall(position));
    } else if (skipName("filter")) {
        add(parseFilterBlock(position));
    } else if (skipName("with")) {
        add(parseWith(position));
    } else if (skipName("generation")) {
        add(parseScope(position, "generation"));
    } else if (skipName("block")) {
        expectName();
        add(parseScope(position, "block"));
    } else if (skipName("break")) {
        add(parseLoopControl(StatementKind::Break, position));
    } else if (skipName("continue")) {
        add(parseLoopControl(StatementKind::Continue, position));
    } else {
        failExpecting("a tag that chat templates may use");
    }
}

static Statement statementOf(StatementKind kind, uint32_t position) {
    Statement statement;
    statement.kind = kind;
    statement.position = position;
    return statement;
}

Statement Parser::parseIf(uint32_t position) {
    Statement statement = statementOf(StatementKind::If, position);
    do {
        ExpressionPtr condition = parseTuple(false, false);
        Statements body = parseBody({"elif", "else", "endif"}, "if", position);
        statement.branches.push_back({std::move(condition), std::move(body)});
    } while (skipName("elif"));
    if (skipName("else")) {
        statement.otherwise = parseBody({"endif"}, "else", position);
    }
    next();
    return statement;
}

Statement Parser::parseFor(uint32_t position) {
    Statement statement = statementOf(StatementKind::For, position);
    statement.target = parseTarget(false);
    if (!skipName("in")) {
        failExpecting("\"in\"");
    }
    statement.expression = parseTuple(false, false);
    if (skipName("if")) {
        statement.condition = parseExpression();
    }
    statement.recursive = skipName("recursive");
    ++m_loops;
    statement.body = parseBody({"endfor", "else"}, "for", position);
    --m_loops;
    if (next().text == "else") {
        statement.otherwise = parseBody({"endfor"}, "else", position);
        next();
    }
    return statement;
}

Statement Parser::parseSet(uint32_t position) {
    Statement statement = statementOf(StatementKind::Set, position);
    statement.target = parseTarget(true);
    if (skipOperator("=")) {
        statement.expression = parseTuple(true, false);
        return statement;
    }
    statement.kind = StatementKind::SetBlock;
    statement.expression = isOperator("|") ? parseFilter(nullptr, false) : nullptr;
    statement.body = parseBody({"endset"}, "set", position);
    next();
    return statement;
}

Statement Parser::parseMacro(uint32_t position) {
    Statement statement = statementOf(StatementKind::Macro, position);
    statement.macro = std::make_unique<MacroCode>();
    statement.macro->name = expectName();
    statement.symbol = symbolOf(statement.macro->name);
    parseSignature(*statement.macro);
    statement.body = parseMacroBody(*statement.macro, "macro", position);
    return statement;
}

Statement Parser::parseCall(uint32_t position) {
    Statement statement = statementOf(StatementKind::CallBlock, position);
    statement.macro = std::make_unique<MacroCode>();
    statement.macro->name = "caller";
    if (isOperator("(")) {
        parseSignature(*statement.macro);
    }
    statement.expression = parseExpression();
    if (statement.expression->kind != ExpressionKind::Call) {
        fail("has a call block without a call");
    }
    statement.body = parseMacroBody(*statement.macro, "call", position);
    return statement;
}

void Parser::parseSignature(MacroCode& macro) {
    expectOperator("(");
    while (!skipOperator(")")) {
        if (!macro.parameters.empty()) {
            expectOperator(",");
        }
        const std::string name = expectName();
        Parameter parameter{symbolOf(name), nullptr};
        if (skipOperator("=")) {
            parameter.byDefault = parseExpression();
        } else if (!macro.parameters.empty() && macro.parameters.back().byDefault != nullptr) {
            fail("has a parameter without default after one that has one");
        }
        macro.parameters.push_back(std::move(parameter));
        macro.names.push_back(name);
    }
}

Statements Parser::parseMacroBody(MacroCode& macro, std::string_view tag, uint32_t position) {
    const int loops = std::exchange(m_loops, 0); // a macro cannot end the loop that it stands in
    const size_t begin = m_at;
    Statements body = parseBody({tag == "macro" ? "endmacro" : "endcall"}, tag, position);
    m_loops = loops;
    const auto uses = [&](std::string_view name) {
        return std::any_of(m_tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                           m_tokens.begin() + static_cast<std::ptrdiff_t>(m_at),
                           [&](const Token& token) { return token.kind == TokenKind::Name && token.text == name; });
    };
    macro.usesVarargs = uses("varargs");
    macro.usesKwargs = uses("kwargs");
    macro.usesCaller = uses("caller");
    next();
    return body;
}

Statement Parser::parseFilterBlock(uint32_t position) {
    Statement statement = statementOf(StatementKind::FilterBlock, position);
    statement.expression = parseFilter(nullptr, true);
    statement.body = parseBody({"endfilter"}, "filter", position);
    next();
    return statement;
}

Statement Parser::parseWith(uint32_t position) {
    Statement statement = statementOf(StatementKind::With, position);
    while (current().kind != TokenKind::BlockEnd) {
        if (!statement.assignments.empty()) {
            expectOperator(",");
        }
        Target target = parseTarget(false);
        expectOperator("=");
        statement.assignments.emplace_back(std::move(target), parseExpression());
    }
    statement.body = parseBody({"endwith"}, "with", position);
    next();
    return statement;
}

Statement Parser::parseScope(uint32_t position, std::string_view tag) {
    Statement statement = statementOf(StatementKind::Scope, position);
    const int loops = std::exchange(m_loops, 0);
    const bool isBlock = tag == "block";
    statement.body = parseBody({isBlock ? "endblock" : "endgeneration"}, tag, position);
    m_loops = loops;
    next();
    if (isBlock && current().kind == TokenKind::Name) {
        next(); // the name again
    }
    return statement;
}

Statement Parser::parseLoopControl(StatementKind kind, uint32_t position) {
    if (m_loops == 0) {
        fail("leaves a loop outside of any");
    }
    return statementOf(kind, position);
}

Target Parser::parseTarget(bool mayBeAttribute) {
    const uint32_t position = current().position;
    Target first = parseTargetPart(mayBeAttribute);
    if (!isOperator(",")) {
        return first;
    }
    Target target;
    target.kind = Target::Kind::Tuple;
    target.position = position;
    target.parts.push_back(std::move(first));
    while (skipOperator(",")) {
        if (current().kind != TokenKind::Name && !isOperator("(")) {
            break;
        }
        if (isName("in")) {
            break;
        }
        target.parts.push_back(parseTargetPart(mayBeAttribute));
    }
    return target;
}

Target Parser::parseTargetPart(bool mayBeAttribute) {
    const Nesting nesting(*this);
    Target target;
    target.position = current().position;
    if (skipOperator("(")) {
        target = parseTarget(false);
        expectOperator(")");
        return target;
    }
    const std::string name = expectName();
    for (const std::string_view constant : {"true", "false", "none", "True", "False", "None"}) {
        if (name == constant) {
            fail(fmt::format("assigns to \"{}\"", name));
        }
    }
    target.symbol = symbolOf(name);
    if (mayBeAttribute && skipOperator(".")) {
        target.kind = Target::Kind::Attribute;
        target.attribute = expectName();
    }
    return target;
}

} // namespace salient::templates
