// SPDX-License-Identifier: Apache-2.0
#include "core/templates/loops.h"

#include "core/templates/operators.h"

namespace salient::templates {

std::vector<Value> Interpreter::filteredItems(const Statement& statement, const Value& iterated,
                                              const ScopePtr& scope) {
    std::vector<Value> items = itemsOf(iterated);
    if (statement.condition == nullptr) {
        return items;
    }
    std::vector<Value> kept;
    for (Value& item : items) {
        const auto inner = std::make_shared<Scope>(scope);
        assign(statement.target, item, *inner);
        if (evaluate(*statement.condition, inner).isTrue()) {
            kept.push_back(std::move(item));
        }
    }
    return kept;
}

Interpreter::Flow Interpreter::runLoop(const Statement& statement, const Value& iterated, int depth,
                                       const ScopePtr& scope, MarkedText& out) {
    const Budget::Level level(m_budget);
    auto* loop = make<LoopState>(statement, filteredItems(statement, iterated, scope), depth, scope);
    if (loop->items().empty()) {
        return execute(statement.otherwise, std::make_shared<Scope>(scope), out);
    }
    ScopePtr inner;
    for (size_t i = 0; i < loop->items().size(); ++i) {
        m_budget.charge();
        m_position = statement.position;
        // Every iteration has its own variables; they are thrown away unless a macro keeps them.
        if (inner.use_count() == 1) {
            inner->clear();
        } else {
            inner = std::make_shared<Scope>(scope);
        }
        loop->moveTo(i);
        inner->set(m_program.known.loop, Value(loop));
        assign(statement.target, loop->items()[i], *inner);
        if (execute(statement.body, inner, out) == Flow::Break) {
            break;
        }
    }
    return Flow::Normal;
}

Value LoopState::neighbour(bool exists, size_t index, std::string_view name) const {
    return exists ? m_items[index]
                  : Value::undefined(
                        {.name = std::string(name),
                         .owner = "",
                         .message = "there is no " + std::string(name == "previtem" ? "previous" : "next") + " item"});
}

std::optional<Value> LoopState::attribute(std::string_view name) {
    const size_t count = m_items.size();
    if (name == "index") {
        return Value::count(m_index + 1);
    }
    if (name == "index0") {
        return Value::count(m_index);
    }
    if (name == "revindex") {
        return Value::count(count - m_index);
    }
    if (name == "revindex0") {
        return Value::count(count - m_index - 1);
    }
    if (name == "first" || name == "last") {
        return Value(name == "first" ? m_index == 0 : m_index + 1 == count);
    }
    if (name == "length") {
        return Value::count(count);
    }
    if (name == "depth" || name == "depth0") {
        return Value(static_cast<int64_t>(m_depth) + (name == "depth" ? 1 : 0));
    }
    if (name == "previtem") {
        return neighbour(m_index > 0, m_index - 1, name);
    }
    if (name == "nextitem") {
        return neighbour(m_index + 1 < count, m_index + 1, name);
    }
    return std::nullopt;
}

NativeCode LoopState::method(std::string_view name) const {
    return name == "cycle" ? &LoopState::cycle : name == "changed" ? &LoopState::changed : nullptr;
}

Value LoopState::call(Interpreter& interpreter, const CallArguments& arguments) {
    if (!m_statement.recursive) {
        throw Fault("calls a loop that is not marked \"recursive\"");
    }
    const auto bound = arguments.bind("loop", {"iterable"}, 1);
    MarkedText out;
    interpreter.runLoop(m_statement, *bound[0], m_depth + 1, m_scope, out);
    return Value(std::move(out));
}

Value LoopState::cycle(Interpreter&, const Value& self, const CallArguments& arguments) {
    const auto& loop = dynamic_cast<const LoopState&>(*self.asObject());
    if (arguments.positional.empty()) {
        throw Fault("cycles among nothing");
    }
    return arguments.positional[loop.m_index % arguments.positional.size()];
}

Value LoopState::changed(Interpreter& interpreter, const Value& self, const CallArguments& arguments) {
    auto& loop = dynamic_cast<LoopState&>(*self.asObject());
    bool same = loop.m_seen && loop.m_seen->size() == arguments.positional.size();
    for (size_t i = 0; same && i < arguments.positional.size(); ++i) {
        same = isEqual(interpreter.budget(), (*loop.m_seen)[i], arguments.positional[i]);
    }
    loop.m_seen = arguments.positional;
    return Value(!same);
}

} // namespace salient::templates
