// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/marked_text.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace salient::templates {

class Value;
class Object;
struct Sequence;
class Dict;

/// Why a name or attribute has no value; used in any other way than asking whether it is there, it is an error.
struct Undefined {
    std::string name;
    std::string owner;   ///< Python's type name of what lacks the attribute; empty for a variable
    std::string message; ///< instead of one made from the two
    std::string sentence() const;
};

/// A value of Python as far as templates meet them. Cheap to copy; what it refers to never changes, objects and the
/// progress of generators excepted.
class Value {
public:
    using None = std::monostate;
    using UndefinedPtr = std::shared_ptr<const Undefined>;
    using TextPtr = std::shared_ptr<const MarkedText>;
    using SequencePtr = std::shared_ptr<const Sequence>;
    using DictPtr = std::shared_ptr<const Dict>;

    Value() = default; ///< None
    explicit Value(bool value) : m_value(value) {}
    explicit Value(int64_t value) : m_value(value) {}
    explicit Value(double value) : m_value(value) {}
    explicit Value(MarkedText text) : m_value(std::make_shared<const MarkedText>(std::move(text))) {}
    explicit Value(std::string_view own) : Value(MarkedText::own(std::string(own))) {}
    explicit Value(const char*) = delete; // would be a bool
    explicit Value(Sequence sequence);
    explicit Value(Dict dict);
    explicit Value(Object* object) : m_value(object) {} ///< lives as long as the rendering
    static Value undefined(Undefined why) { return Value(std::make_shared<const Undefined>(std::move(why))); }
    static Value count(size_t number) { return Value(static_cast<int64_t>(number)); }

    const Undefined* asUndefined() const { return pointee<UndefinedPtr>(); }
    const MarkedText* asText() const { return pointee<TextPtr>(); }
    const Sequence* asSequence() const { return pointee<SequencePtr>(); }
    const Dict* asDict() const { return pointee<DictPtr>(); }
    Object* asObject() const { return isA<Object*>() ? std::get<Object*>(m_value) : nullptr; }
    bool isNone() const { return isA<None>(); }
    bool isBool() const { return isA<bool>(); }
    bool isFloat() const { return isA<double>(); }
    /// Without booleans.
    bool isInteger() const { return isA<int64_t>(); }
    /// As Python's arithmetic sees it: True is 1.
    std::optional<int64_t> integer() const;
    std::optional<double> number() const;
    bool boolean() const { return std::get<bool>(m_value); }

    /// The same in memory, as Python's `is`.
    bool isSame(const Value& other) const { return m_value == other.m_value; }
    /// Levels of lists and dictionaries; 0 for anything else.
    int depth() const;
    /// Python's name of its type, e.g. "str".
    std::string_view typeName() const;
    /// Python's bool(). A fault's business is the caller's: an undefined value is false.
    bool isTrue() const;

private:
    explicit Value(UndefinedPtr why) : m_value(std::move(why)) {}
    template <class T>
    bool isA() const {
        return std::holds_alternative<T>(m_value);
    }
    template <class P>
    typename P::element_type* pointee() const {
        const P* held = std::get_if<P>(&m_value);
        return held == nullptr ? nullptr : held->get();
    }

    std::variant<None, bool, int64_t, double, UndefinedPtr, TextPtr, SequencePtr, DictPtr, Object*> m_value;
};

enum class SequenceKind { List, Tuple, Range, View, Generator };

struct Sequence {
    /// Throws Fault when it nests too deep.
    Sequence(SequenceKind sequenceKind, std::vector<Value> values);

    SequenceKind kind;
    std::vector<Value> items;
    int depth = 1;
    std::string label;        ///< how a range or view prints
    mutable size_t given = 0; ///< items that a generator has given out
};

/// A dictionary in the order of its making.
class Dict {
public:
    using Entry = std::pair<Value, Value>;

    const std::vector<Entry>& entries() const { return m_entries; }
    size_t size() const { return m_entries.size(); }
    int depth() const { return m_depth; }
    const Value* find(std::string_view key) const;
    /// Throws Fault for a key that has no hash in Python.
    const Value* find(const Value& key) const;
    /// Adds, or replaces the value of a key that is there. Throws Fault: as find(), and when it nests too deep.
    void set(Value key, Value value);
    void set(std::string_view key, Value value) { set(Value(key), std::move(value)); }

private:
    static constexpr size_t kSearched = 8; ///< up to here entries are compared one by one
    std::optional<size_t> indexOf(const Value& key) const;

    std::vector<Entry> m_entries;
    std::map<std::string, size_t, std::less<>> m_index; ///< empty up to kSearched entries
    int m_depth = 1;
};

} // namespace salient::templates
