// SPDX-License-Identifier: Apache-2.0
#include "core/templates/macro.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::templates {

std::optional<Value> Macro::attribute(std::string_view name) {
    return name == "name" ? std::optional(Value(std::string_view(m_code.name))) : std::nullopt;
}

Value Macro::call(Interpreter& interpreter, const CallArguments& arguments) {
    const Budget::Level level(interpreter.budget());
    const auto scope = std::make_shared<Scope>(m_scope);
    bindRest(arguments, bindParameters(interpreter, arguments, scope), *scope);
    return Value(interpreter.capture(m_body, scope));
}

Dict Macro::bindParameters(Interpreter& interpreter, const CallArguments& arguments, const ScopePtr& scope) const {
    std::vector<const Value*> given(m_code.parameters.size(), nullptr);
    for (size_t i = 0; i < std::min(given.size(), arguments.positional.size()); ++i) {
        given[i] = &arguments.positional[i];
    }
    Dict rest;
    for (const auto& [name, value] : arguments.keywords) {
        const auto found = std::find(m_code.names.begin(), m_code.names.end(), name);
        if (found == m_code.names.end()) {
            rest.set(name, value);
            continue;
        }
        const Value*& place = given[static_cast<size_t>(found - m_code.names.begin())];
        if (place != nullptr) {
            throw Fault(fmt::format("gives the macro '{}' the argument '{}' twice", m_code.name, name));
        }
        place = &value;
    }
    for (size_t i = 0; i < given.size(); ++i) {
        const Parameter& parameter = m_code.parameters[i];
        if (given[i] != nullptr) {
            scope->set(parameter.symbol, *given[i]);
        } else if (parameter.byDefault != nullptr) {
            scope->set(parameter.symbol, interpreter.evaluate(*parameter.byDefault, scope));
        } else {
            const std::string message = fmt::format("parameter '{}' was not provided", m_code.names[i]);
            scope->set(parameter.symbol, Value::undefined({.name = m_code.names[i], .owner = "", .message = message}));
        }
    }
    return rest;
}

void Macro::bindRest(const CallArguments& arguments, Dict keywords, Scope& scope) const {
    Dict kwargs;
    const bool namesCaller = std::find(m_code.names.begin(), m_code.names.end(), "caller") != m_code.names.end();
    bool hasCaller = false;
    for (const auto& [name, value] : keywords.entries()) {
        if (m_code.usesCaller && !namesCaller && name.asText()->bytes() == "caller") {
            scope.set(m_known.caller, value);
            hasCaller = true;
        } else {
            kwargs.set(name, value);
        }
    }
    if (m_code.usesCaller && !namesCaller && !hasCaller) {
        scope.set(m_known.caller, Value::undefined({.name = "caller", .owner = "", .message = "there is no caller"}));
    }
    if (!m_code.usesKwargs && kwargs.size() > 0) {
        throw Fault(fmt::format("gives the macro '{}' an argument '{}', which it does not have", m_code.name,
                                kwargs.entries().front().first.asText()->bytes()));
    }
    const size_t count = m_code.parameters.size();
    if (!m_code.usesVarargs && arguments.positional.size() > count) {
        throw Fault(fmt::format("gives the macro '{}' {} arguments, expected at most {}", m_code.name,
                                arguments.positional.size(), count));
    }
    if (m_code.usesKwargs) {
        scope.set(m_known.kwargs, Value(std::move(kwargs)));
    }
    if (m_code.usesVarargs) {
        const auto begin =
            arguments.positional.begin() + static_cast<std::ptrdiff_t>(std::min(count, arguments.positional.size()));
        scope.set(m_known.varargs,
                  Value(Sequence(SequenceKind::Tuple, std::vector<Value>(begin, arguments.positional.end()))));
    }
}

} // namespace salient::templates
