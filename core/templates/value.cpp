// SPDX-License-Identifier: Apache-2.0
#include "core/templates/value.h"

#include "core/templates/fault.h"
#include "core/templates/object.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace salient::templates {

namespace {

/// Destroying, printing and comparing nested values recurses.
constexpr int kDeepest = 100;

int checkedDepth(int depth) {
    if (depth > kDeepest) {
        throw Fault("nests lists and dictionaries deeper than a rendering may", Fault::Kind::Limit);
    }
    return depth;
}

/// Equal for equal keys, as Python's hash: 1, 1.0 and True are one key.
std::string keyText(const Value& key) {
    if (const MarkedText* text = key.asText()) {
        return "s" + text->bytes();
    }
    if (const auto integer = key.integer()) {
        return fmt::format("i{}", *integer);
    }
    if (const auto number = key.number()) {
        const bool whole = std::nearbyint(*number) == *number && std::abs(*number) < 9e18;
        return whole ? fmt::format("i{}", static_cast<int64_t>(*number)) : fmt::format("f{}", *number);
    }
    if (key.isNone()) {
        return "n";
    }
    if (const Sequence* tuple = key.asSequence(); tuple != nullptr && tuple->kind == SequenceKind::Tuple) {
        std::string all = "t";
        for (const Value& item : tuple->items) {
            const std::string text = keyText(item);
            all += fmt::format("{}:{}", text.size(), text);
        }
        return all;
    }
    throw Fault(fmt::format("uses a value of type '{}' as a key, expected a text or a number", key.typeName()));
}

} // namespace

std::string Undefined::sentence() const {
    if (!message.empty()) {
        return message;
    }
    return owner.empty() ? fmt::format("'{}' is undefined", name)
                         : fmt::format("'{} object' has no attribute '{}'", owner, name);
}

Value::Value(Sequence sequence) : m_value(std::make_shared<const Sequence>(std::move(sequence))) {}
Value::Value(Dict dict) : m_value(std::make_shared<const Dict>(std::move(dict))) {}

std::optional<int64_t> Value::integer() const {
    if (isBool()) {
        return boolean() ? 1 : 0;
    }
    return isInteger() ? std::optional(std::get<int64_t>(m_value)) : std::nullopt;
}

std::optional<double> Value::number() const {
    if (isFloat()) {
        return std::get<double>(m_value);
    }
    const auto whole = integer();
    return whole ? std::optional(static_cast<double>(*whole)) : std::nullopt;
}

int Value::depth() const {
    if (const Sequence* sequence = asSequence()) {
        return sequence->depth;
    }
    const Dict* dict = asDict();
    return dict == nullptr ? 0 : dict->depth();
}

std::string_view Value::typeName() const {
    constexpr std::array<std::string_view, 8> kNames{"NoneType",  "bool", "int", "float",
                                                     "Undefined", "str",  "",    "dict"};
    constexpr std::array<std::string_view, 5> kSequences{"list", "tuple", "range", "dict_items", "generator"};
    if (const Sequence* sequence = asSequence()) {
        return kSequences[static_cast<size_t>(sequence->kind)];
    }
    if (const Object* object = asObject()) {
        return object->typeName();
    }
    return kNames[m_value.index()];
}

bool Value::isTrue() const {
    if (const auto value = number()) {
        return *value != 0.0;
    }
    if (const MarkedText* text = asText()) {
        return !text->empty();
    }
    if (const Sequence* sequence = asSequence()) {
        return sequence->kind == SequenceKind::Generator || !sequence->items.empty();
    }
    if (const Dict* dict = asDict()) {
        return dict->size() > 0;
    }
    return asObject() != nullptr;
}

Sequence::Sequence(SequenceKind sequenceKind, std::vector<Value> values)
    : kind(sequenceKind), items(std::move(values)) {
    for (const Value& item : items) {
        depth = std::max(depth, item.depth() + 1);
    }
    checkedDepth(depth);
}

std::optional<size_t> Dict::indexOf(const Value& key) const {
    if (m_entries.size() > kSearched) {
        const auto found = m_index.find(keyText(key));
        return found == m_index.end() ? std::nullopt : std::optional(found->second);
    }
    const MarkedText* text = key.asText();
    const std::string other = text == nullptr ? keyText(key) : std::string();
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const MarkedText* known = m_entries[i].first.asText();
        const bool equal = text != nullptr ? known != nullptr && known->bytes() == text->bytes()
                                           : known == nullptr && keyText(m_entries[i].first) == other;
        if (equal) {
            return i;
        }
    }
    return std::nullopt;
}

const Value* Dict::find(std::string_view key) const {
    if (m_entries.size() > kSearched) {
        const auto found = m_index.find("s" + std::string(key));
        return found == m_index.end() ? nullptr : &m_entries[found->second].second;
    }
    for (const auto& [known, value] : m_entries) {
        if (known.asText() != nullptr && known.asText()->bytes() == key) {
            return &value;
        }
    }
    return nullptr;
}

const Value* Dict::find(const Value& key) const {
    const auto index = indexOf(key);
    return index ? &m_entries[*index].second : nullptr;
}

void Dict::set(Value key, Value value) {
    m_depth = checkedDepth(std::max({m_depth, value.depth() + 1, key.depth() + 1}));
    if (const auto index = indexOf(key)) {
        m_entries[*index].second = std::move(value);
        return;
    }
    m_entries.emplace_back(std::move(key), std::move(value));
    if (m_entries.size() == kSearched + 1) {
        for (size_t i = 0; i < m_entries.size(); ++i) {
            m_index.emplace(keyText(m_entries[i].first), i);
        }
    } else if (m_entries.size() > kSearched) {
        m_index.emplace(keyText(m_entries.back().first), m_entries.size() - 1);
    }
}

} // namespace salient::templates
