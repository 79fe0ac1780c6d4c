// SPDX-License-Identifier: Apache-2.0
// Statements.
#include "core/templates/interpreter.h"

#include "core/templates/macro.h"
#include "core/templates/python_text.h"

#include <fmt/format.h>

namespace salient::templates {

Interpreter::Interpreter(const Program& program, const Budget& budget, const std::tm& now)
    : m_program(program), m_budget(budget), m_now(now), m_root(std::make_shared<Scope>(nullptr)) {}

MarkedText Interpreter::run() {
    // What the template sets at its top level hides what it was given, as in Jinja.
    return capture(m_program.statements, std::make_shared<Scope>(m_root));
}

MarkedText Interpreter::capture(const Statements& statements, const ScopePtr& scope) {
    MarkedText out;
    execute(statements, scope, out);
    return out;
}

MarkedText Interpreter::textOf(const Value& value) {
    if (const MarkedText* text = value.asText()) {
        m_budget.makeText(text->size());
        return *text;
    }
    MarkedText out;
    appendText(m_budget, value, out);
    return out;
}

void Interpreter::print(const Value& value, MarkedText& out) {
    appendText(m_budget, value, out);
}

Interpreter::Flow Interpreter::execute(const Statements& statements, const ScopePtr& scope, MarkedText& out) {
    const Budget::Level level(m_budget);
    for (const Statement& statement : statements) {
        const Flow flow = executeOne(statement, scope, out);
        if (flow != Flow::Normal) {
            return flow;
        }
    }
    return Flow::Normal;
}

Interpreter::Flow Interpreter::executeOne(const Statement& statement, const ScopePtr& scope, MarkedText& out) {
    m_budget.charge();
    m_position = statement.position;
    switch (statement.kind) {
    case StatementKind::Text:
        m_budget.growText(out.size() + statement.text.size(), statement.text.size());
        out.append(statement.text);
        return Flow::Normal;
    case StatementKind::Output:
        print(evaluate(*statement.expression, scope), out);
        return Flow::Normal;
    case StatementKind::If:
        return executeIf(statement, scope, out);
    case StatementKind::For:
        return runLoop(statement, evaluate(*statement.expression, scope), 0, scope, out);
    case StatementKind::Set:
        assign(statement.target, evaluate(*statement.expression, scope), *scope);
        return Flow::Normal;
    case StatementKind::SetBlock:
    case StatementKind::FilterBlock: {
        Value text(capture(statement.body, std::make_shared<Scope>(scope)));
        if (statement.expression != nullptr) {
            text = evaluateFilters(*statement.expression, scope, &text);
        }
        statement.kind == StatementKind::SetBlock ? assign(statement.target, text, *scope) : print(text, out);
        return Flow::Normal;
    }
    case StatementKind::Macro:
        scope->set(statement.symbol, Value(make<Macro>(statement, scope, m_program.known)));
        return Flow::Normal;
    case StatementKind::CallBlock:
        executeCallBlock(statement, scope, out);
        return Flow::Normal;
    case StatementKind::With:
        return executeWith(statement, scope, out);
    case StatementKind::Scope:
        return execute(statement.body, std::make_shared<Scope>(scope), out);
    case StatementKind::Break:
        return Flow::Break;
    case StatementKind::Continue:
        return Flow::Continue;
    }
    return Flow::Normal;
}

Interpreter::Flow Interpreter::executeIf(const Statement& statement, const ScopePtr& scope, MarkedText& out) {
    for (const Branch& branch : statement.branches) {
        if (evaluate(*branch.condition, scope).isTrue()) {
            return execute(branch.body, scope, out);
        }
    }
    return execute(statement.otherwise, scope, out);
}

Interpreter::Flow Interpreter::executeWith(const Statement& statement, const ScopePtr& scope, MarkedText& out) {
    const auto inner = std::make_shared<Scope>(scope);
    for (const auto& [target, value] : statement.assignments) {
        assign(target, evaluate(*value, scope), *inner);
    }
    return execute(statement.body, inner, out);
}

void Interpreter::executeCallBlock(const Statement& statement, const ScopePtr& scope, MarkedText& out) {
    const Value caller(make<Macro>(statement, scope, m_program.known));
    print(evaluateCall(*statement.expression, scope, &caller), out);
}

void Interpreter::assign(const Target& target, const Value& value, Scope& scope) {
    if (target.kind == Target::Kind::Name) {
        scope.set(target.symbol, value);
        return;
    }
    m_position = target.position;
    if (target.kind == Target::Kind::Tuple) {
        const std::vector<Value> values = itemsOf(value);
        if (values.size() != target.parts.size()) {
            throw Fault(fmt::format("unpacks {} values into {} variables", values.size(), target.parts.size()));
        }
        for (size_t i = 0; i < values.size(); ++i) {
            assign(target.parts[i], values[i], scope);
        }
        return;
    }
    const Value* owner = scope.find(target.symbol);
    auto* space = owner == nullptr ? nullptr : dynamic_cast<Namespace*>(owner->asObject());
    if (space == nullptr) {
        throw Fault(fmt::format("assigns the attribute '{}' of '{}', which is no namespace", target.attribute,
                                m_program.names[target.symbol]));
    }
    space->set(target.attribute, value);
}

} // namespace salient::templates
