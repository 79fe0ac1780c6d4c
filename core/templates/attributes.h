// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/object.h"

namespace salient::templates {

/// owner.name as jinja2's ImmutableSandboxedEnvironment gives it: a method or attribute, then an item; an undefined
/// value when there is neither, or when the sandbox forbids it. Throws Fault when the owner itself is undefined.
Value attributeOf(Interpreter& interpreter, const Value& owner, std::string_view name);

/// owner[key]: an item, then a method or attribute.
Value itemOf(Interpreter& interpreter, const Value& owner, const Value& key);

/// A method that may be called without making an object of it first; null when there is none or it may not be used.
NativeCode findMethod(const Value& owner, std::string_view name);

/// The tables of text_methods.cpp and collection_methods.cpp; null when there is none of that name.
NativeCode findTextMethod(std::string_view name);
NativeCode findDictMethod(std::string_view name);
NativeCode findListMethod(std::string_view name);

} // namespace salient::templates
