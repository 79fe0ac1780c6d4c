// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/ast.h"
#include "core/templates/budget.h"
#include "core/templates/object.h"
#include "core/templates/scope.h"

#include <ctime>
#include <memory>
#include <string_view>
#include <vector>

namespace salient::templates {

/// Runs one rendering of a parsed template. Throws Fault; position() then is the place in the source.
class Interpreter {
public:
    /// `variables` are by Symbol; None stands for nothing given. All must outlive the interpreter.
    Interpreter(const Program& program, const Budget& budget, const std::tm& now);
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;

    /// Gives a variable of the template a value before it runs; names that it does not use are passed over.
    void define(Symbol symbol, Value value) { m_root->set(symbol, std::move(value)); }
    MarkedText run();
    uint32_t position() const { return m_position; }

    // For filters, tests, methods and functions.
    Budget& budget() { return m_budget; }
    const std::tm& now() const { return m_now; }
    /// An object that lives as long as the rendering.
    template <class T, class... Arguments>
    T* make(Arguments&&... arguments) {
        m_budget.charge(sizeof(T));
        auto object = std::make_unique<T>(std::forward<Arguments>(arguments)...);
        T* made = object.get();
        m_objects.push_back(std::move(object));
        return made;
    }
    Value call(const Value& callee, const CallArguments& arguments);
    /// Python's str().
    MarkedText textOf(const Value& value);
    /// What a for loop would see; takes what is left of a generator. Throws Fault for what cannot be iterated.
    std::vector<Value> itemsOf(const Value& value);
    /// A macro's or loop's body as text.
    MarkedText capture(const Statements& statements, const ScopePtr& scope);
    Value evaluate(const Expression& expression, const ScopePtr& scope);
    /// The iterations of a for statement over given items, `depth` counted from 0.
    enum class Flow { Normal, Break, Continue };
    Flow runLoop(const Statement& statement, const Value& iterated, int depth, const ScopePtr& scope, MarkedText& out);

private:
    Flow execute(const Statements& statements, const ScopePtr& scope, MarkedText& out);
    Flow executeOne(const Statement& statement, const ScopePtr& scope, MarkedText& out);
    Flow executeIf(const Statement& statement, const ScopePtr& scope, MarkedText& out);
    Flow executeWith(const Statement& statement, const ScopePtr& scope, MarkedText& out);
    void executeCallBlock(const Statement& statement, const ScopePtr& scope, MarkedText& out);
    void print(const Value& value, MarkedText& out);
    void assign(const Target& target, const Value& value, Scope& scope);
    std::vector<Value> filteredItems(const Statement& statement, const Value& iterated, const ScopePtr& scope);

    Value evaluateKind(const Expression& expression, const ScopePtr& scope);
    Value evaluateName(const Expression& expression, const Scope& scope);
    Value evaluateDict(const Expression& expression, const ScopePtr& scope);
    Value evaluateConditional(const Expression& expression, const ScopePtr& scope);
    Value evaluateLogic(const Expression& expression, const ScopePtr& scope);
    Value evaluateCompare(const Expression& expression, const ScopePtr& scope);
    Value evaluateConcat(const Expression& expression, const ScopePtr& scope);
    Value evaluateSlice(const Expression& expression, const ScopePtr& scope);
    Value evaluateCall(const Expression& expression, const ScopePtr& scope, const Value* caller);
    Value evaluateTest(const Expression& expression, const ScopePtr& scope);
    Value evaluateFilters(const Expression& expression, const ScopePtr& scope, const Value* input);
    std::vector<Value> evaluateAll(const std::vector<ExpressionPtr>& expressions, const ScopePtr& scope);
    CallArguments evaluateArguments(const ArgumentExpressions& arguments, const ScopePtr& scope);

    const Program& m_program;
    Budget m_budget;
    std::tm m_now;
    std::vector<std::unique_ptr<Object>> m_objects;
    ScopePtr m_root;
    uint32_t m_position = 0;
};

} // namespace salient::templates
