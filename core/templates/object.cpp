// SPDX-License-Identifier: Apache-2.0
#include "core/templates/object.h"

#include "core/templates/fault.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::templates {

std::vector<std::optional<Value>>
CallArguments::bind(std::string_view function, std::initializer_list<std::string_view> names, size_t required) const {
    if (positional.size() > names.size()) {
        throw Fault(
            fmt::format("gives {} arguments to {}(), expected at most {}", positional.size(), function, names.size()));
    }
    std::vector<std::optional<Value>> bound(names.size());
    std::copy(positional.begin(), positional.end(), bound.begin());
    for (const auto& [name, value] : keywords) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) {
            throw Fault(fmt::format("gives {}() an argument '{}', which it does not have", function, name));
        }
        std::optional<Value>& place = bound[static_cast<size_t>(found - names.begin())];
        if (place) {
            throw Fault(fmt::format("gives {}() the argument '{}' twice", function, name));
        }
        place = value;
    }
    for (size_t i = 0; i < required; ++i) {
        if (!bound[i]) {
            throw Fault(fmt::format("gives {}() no '{}'", function, names.begin()[i]));
        }
    }
    return bound;
}

std::optional<Value> Object::attribute(std::string_view) {
    return std::nullopt;
}

NativeCode Object::method(std::string_view) const {
    return nullptr;
}

Value Object::call(Interpreter&, const CallArguments&) {
    throw Fault(fmt::format("calls a value of type '{}', which is no function", typeName()));
}

std::optional<Value> Namespace::attribute(std::string_view name) {
    const Value* value = m_values.find(name);
    return value == nullptr ? std::nullopt : std::optional(*value);
}

} // namespace salient::templates
