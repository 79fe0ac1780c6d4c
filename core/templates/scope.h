// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/ast.h"

#include <memory>
#include <utility>
#include <vector>

namespace salient::templates {

class Scope;
using ScopePtr = std::shared_ptr<Scope>; ///< shared: a macro keeps the scope that it was defined in

/// Variables of a block of statements; what is not here is looked for in the scopes around it.
class Scope {
public:
    explicit Scope(ScopePtr parent) : m_parent(std::move(parent)) {}

    const Value* find(Symbol symbol) const {
        for (const Scope* scope = this; scope != nullptr; scope = scope->m_parent.get()) {
            for (const auto& [known, value] : scope->m_variables) {
                if (known == symbol) {
                    return &value;
                }
            }
        }
        return nullptr;
    }
    void set(Symbol symbol, Value value) {
        for (auto& [known, old] : m_variables) {
            if (known == symbol) {
                old = std::move(value);
                return;
            }
        }
        m_variables.emplace_back(symbol, std::move(value));
    }
    void clear() { m_variables.clear(); }

private:
    ScopePtr m_parent;
    std::vector<std::pair<Symbol, Value>> m_variables;
};

} // namespace salient::templates
