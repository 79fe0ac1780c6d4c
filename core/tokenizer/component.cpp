// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/component.h"

#include "core/tokenizer/utf8.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient::tokenization {

Component::Component(const nlohmann::json& json, std::string file, std::string place)
    : m_json(json), m_file(std::move(file)), m_place(std::move(place)) {
    if (!m_json.is_object())
        throw wrong(fmt::format("should be an object, found {}", m_json.type_name()));
}

std::string Component::type() const {
    return text("type");
}

const nlohmann::json& Component::member(const char* key) const {
    const auto found = m_json.find(key);
    if (found == m_json.end())
        throw wrong(fmt::format("lacks \"{}\"", key));
    return *found;
}

bool Component::has(const char* key) const {
    const auto found = m_json.find(key);
    return found != m_json.end() && !found->is_null();
}

std::string Component::text(const char* key) const {
    const auto& value = member(key);
    if (!value.is_string())
        throw wrong(fmt::format("should have a text as \"{}\", found {}", key, value.type_name()));
    return value.get<std::string>();
}

std::string Component::textOr(const char* key, std::string otherwise) const {
    return has(key) ? text(key) : otherwise;
}

bool Component::flag(const char* key) const {
    const auto& value = member(key);
    if (!value.is_boolean())
        throw wrong(fmt::format("should have true or false as \"{}\", found {}", key, value.type_name()));
    return value.get<bool>();
}

bool Component::flagOr(const char* key, bool otherwise) const {
    return has(key) ? flag(key) : otherwise;
}

uint64_t Component::count(const char* key) const {
    const auto& value = member(key);
    if (!value.is_number_unsigned())
        throw wrong(fmt::format("should have a whole number as \"{}\", found {}", key,
                                value.is_number() ? value.dump() : value.type_name()));
    return value.get<uint64_t>();
}

char32_t Component::character(const char* key) const {
    const std::string value = text(key);
    if (value.empty() || utf8Bytes(value[0]) != value.size())
        throw wrong(fmt::format("should have one character as \"{}\", found {} bytes", key, value.size()));
    return codePointAt(value, 0);
}

Component Component::child(const char* key) const {
    return {member(key), m_file, m_place.empty() ? key : fmt::format("{}.{}", m_place, key)};
}

std::vector<Component> Component::children(const char* key) const {
    const auto& list = member(key);
    if (!list.is_array())
        throw wrong(fmt::format("should have a list as \"{}\", found {}", key, list.type_name()));
    std::vector<Component> parts;
    for (size_t i = 0; i < list.size(); ++i)
        parts.emplace_back(list[i], m_file, fmt::format("{}{}{}[{}]", m_place, m_place.empty() ? "" : ".", key, i));
    return parts;
}

Error Component::wrong(const std::string& what) const {
    return inputError("tokenizer.broken_file",
                      fmt::format("{}: {} {}; save the tokenizer again with a current version of transformers.", m_file,
                                  m_place.empty() ? "the file" : m_place, what));
}

Error Component::unknownType(const std::vector<std::string_view>& known) const {
    return inputError("tokenizer.unknown_component",
                      fmt::format("{}: {} is of type \"{}\", expected one of {}; choose a model whose tokenizer is "
                                  "made of these parts.",
                                  m_file, m_place, type(), fmt::join(known, ", ")));
}

} // namespace salient::tokenization
