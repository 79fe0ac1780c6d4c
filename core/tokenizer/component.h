// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/error.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// A part of tokenizer.json with its place, so that every complaint names the file and the part.
/// Refers to the parsed file, which must outlive it.
class Component {
public:
    Component(const nlohmann::json& json, std::string file, std::string place);

    const nlohmann::json& json() const { return m_json; }
    const std::string& file() const { return m_file; }
    /// Its `type`; throws Error (input) when there is none.
    std::string type() const;

    bool has(const char* key) const; ///< there and not null
    std::string text(const char* key) const;
    std::string textOr(const char* key, std::string otherwise) const;
    bool flag(const char* key) const;
    bool flagOr(const char* key, bool otherwise) const;
    uint64_t count(const char* key) const;
    /// A text of exactly one character.
    char32_t character(const char* key) const;
    Component child(const char* key) const;
    std::vector<Component> children(const char* key) const;

    /// For `throw`: this part is wrong; `what` completes "<file>: <place> ...".
    Error wrong(const std::string& what) const;
    /// For `throw`: the type is none of `known`.
    Error unknownType(const std::vector<std::string_view>& known) const;

private:
    const nlohmann::json& member(const char* key) const;

    const nlohmann::json& m_json;
    std::string m_file;
    std::string m_place;
};

/// A line of the tables that say which types are known; `Context` is what the makers need besides the component.
template <typename Made, typename... Context>
struct ComponentKind {
    std::string_view type;
    Made (*make)(const Component&, const Context&...);
};

/// Makes the part with the line of `kinds` that has its type; throws Error (input, "tokenizer.unknown_component").
template <typename Made, typename... Context, size_t Count>
Made makeComponent(const ComponentKind<Made, Context...> (&kinds)[Count], const Component& component,
                   const Context&... context) {
    const std::string type = component.type();
    std::vector<std::string_view> known;
    for (const auto& kind : kinds) {
        if (kind.type == type)
            return kind.make(component, context...);
        known.push_back(kind.type);
    }
    throw component.unknownType(known);
}

} // namespace salient::tokenization
