// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/interpreter.h"

#include <optional>
#include <string_view>
#include <vector>

namespace salient::templates {

/// The variable `loop`.
class LoopState : public Object {
public:
    LoopState(const Statement& statement, std::vector<Value> items, int depth, ScopePtr scope)
        : m_statement(statement), m_items(std::move(items)), m_depth(depth), m_scope(std::move(scope)) {}

    const std::vector<Value>& items() const { return m_items; }
    void moveTo(size_t index) { m_index = index; }

    std::string_view typeName() const override { return "LoopContext"; }
    std::optional<Value> attribute(std::string_view name) override;
    /// loop(items): the next level of a recursive loop.
    Value call(Interpreter& interpreter, const CallArguments& arguments) override;
    bool isCallable() const override { return true; }

    /// loop.cycle(…) and loop.changed(…); `self` is the loop.
    static Value cycle(Interpreter& interpreter, const Value& self, const CallArguments& arguments);
    static Value changed(Interpreter& interpreter, const Value& self, const CallArguments& arguments);
    NativeCode method(std::string_view name) const override;

private:
    Value neighbour(bool exists, size_t index, std::string_view name) const;

    const Statement& m_statement;
    std::vector<Value> m_items;
    int m_depth; ///< from 0
    ScopePtr m_scope;
    size_t m_index = 0;
    std::optional<std::vector<Value>> m_seen; ///< what changed() was asked about last
};

} // namespace salient::templates
