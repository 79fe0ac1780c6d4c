// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/interpreter.h"

namespace salient::templates {

/// A macro, or the body of a call block as `caller`.
class Macro : public Object {
public:
    /// `statement` is a Macro or CallBlock and outlives the rendering.
    Macro(const Statement& statement, ScopePtr scope, const KnownSymbols& known)
        : m_code(*statement.macro), m_body(statement.body), m_scope(std::move(scope)), m_known(known) {}

    std::string_view typeName() const override { return "Macro"; }
    std::optional<Value> attribute(std::string_view name) override;
    Value call(Interpreter& interpreter, const CallArguments& arguments) override;
    bool isCallable() const override { return true; }
    const std::string& name() const { return m_code.name; }

private:
    /// Takes those keyword arguments that are parameters; returns the others.
    Dict bindParameters(Interpreter& interpreter, const CallArguments& arguments, const ScopePtr& scope) const;
    void bindRest(const CallArguments& arguments, Dict keywords, Scope& scope) const;

    const MacroCode& m_code;
    const Statements& m_body;
    ScopePtr m_scope;
    KnownSymbols m_known;
};

} // namespace salient::templates
