// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/value.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace salient::templates {

class Interpreter;

/// What a call, filter or test is given.
struct CallArguments {
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> keywords;

    /// Sorted to parameters as Python does it: one value per name, nothing where none was given. Throws Fault for too
    /// many, unknown or doubled ones, and when one of the first `required` is missing.
    std::vector<std::optional<Value>> bind(std::string_view function, std::initializer_list<std::string_view> names,
                                           size_t required = 0) const;
};

/// A function of the program; `self` is what a method belongs to.
using NativeCode = Value (*)(Interpreter& interpreter, const Value& self, const CallArguments& arguments);

/// A thing with attributes or a call: macros, loops, namespaces, functions. The interpreter owns all of them until the
/// rendering ends, so that they may refer to each other in circles.
class Object {
public:
    Object() = default;
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    virtual ~Object() = default;
    virtual std::string_view typeName() const = 0;
    /// Nothing when there is none of that name.
    virtual std::optional<Value> attribute(std::string_view name);
    /// Null when there is none of that name.
    virtual NativeCode method(std::string_view name) const;
    /// Throws Fault when it cannot be called.
    virtual Value call(Interpreter& interpreter, const CallArguments& arguments);
    virtual bool isCallable() const { return false; }
};

/// namespace(): the one thing whose attributes a template may set.
class Namespace : public Object {
public:
    std::string_view typeName() const override { return "Namespace"; }
    std::optional<Value> attribute(std::string_view name) override;
    void set(std::string_view name, Value value) { m_values.set(name, std::move(value)); }
    const Dict& values() const { return m_values; }

private:
    Dict m_values;
};

/// A function of the program as a value, bound to `self` when it is a method.
class NativeFunction : public Object {
public:
    explicit NativeFunction(NativeCode run, Value self = {}) : m_run(run), m_self(std::move(self)) {}
    std::string_view typeName() const override { return "function"; }
    Value call(Interpreter& interpreter, const CallArguments& arguments) override {
        return m_run(interpreter, m_self, arguments);
    }
    bool isCallable() const override { return true; }

private:
    NativeCode m_run;
    Value m_self;
};

} // namespace salient::templates
