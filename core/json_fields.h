// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <concepts>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

// Structs to JSON and back from one table of (key, member) per struct. For .cpp files of core only.
// A struct S takes part when `jsonFields(const S*)` returns a tuple of jsonField(...), an enum E when
// `jsonNames(E)` returns an array of {value, name}; both are found by argument-dependent lookup.

namespace salient {

using Json = nlohmann::ordered_json;

template <class S, class T>
struct JsonField {
    const char* key;
    T S::*member;
};
template <class S, class T>
constexpr JsonField<S, T> jsonField(const char* key, T S::*member) {
    return {key, member};
}
template <class E>
struct JsonName {
    E value;
    const char* name;
};

template <class S>
concept JsonStruct = requires(const S* s) {
    jsonFields(s);
};

/// What a reader found wrong with one value; the caller turns it into an Error that names file or line.
struct JsonMismatch {
    std::string key;      ///< "calibration.samples"
    std::string expected; ///< "a whole number"; empty: the key is unknown
    std::string found;    ///< the value as it stands in the text, shortened
};

/// Unknown keys of an object: kept out of the way (old logs, newer programs) or refused (what people write).
enum class UnknownKeys { Ignore, Refuse };

/// Parses with a depth limit, since writing nested values recurses. Throws nlohmann::json::exception.
Json jsonFromText(std::string_view text, int maximumDepth = 64);
/// What a JSON library error says, without its internal number.
std::string jsonProblem(const nlohmann::json::exception& error);
/// On one line; invalid UTF-8 becomes U+FFFD.
std::string jsonToText(const Json& value);
/// The value for a message, at most 40 bytes.
std::string shortJson(const Json& value);

/// Finite numbers as they are; NaN is null and the infinities are strings, so that JSON stays valid and nothing is
/// lost.
Json jsonNumber(double value);
/// As the shortest decimal that gives the same float again.
Json jsonNumber(float value);

template <class T>
Json toJson(const T& value);
template <class T>
void readJson(const Json& json, T& value, const std::string& key, UnknownKeys unknown);

namespace detail {

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

[[noreturn]] inline void mismatch(const std::string& key, std::string expected, const Json& found) {
    throw JsonMismatch{key, std::move(expected), shortJson(found)};
}

void readNumber(const Json& json, double& value, const std::string& key);
void readNumber(const Json& json, float& value, const std::string& key);

template <std::integral T>
void readInteger(const Json& json, T& value, const std::string& key) {
    const bool fits = json.is_number_unsigned()
                          ? std::in_range<T>(json.template get<uint64_t>())
                          : json.is_number_integer() && std::in_range<T>(json.template get<int64_t>());
    if (!fits) {
        mismatch(key, std::is_unsigned_v<T> ? "a whole number of at least 0" : "a whole number", json);
    }
    value = json.template get<T>();
}

template <class E>
void readEnum(const Json& json, E& value, const std::string& key) {
    std::string choices;
    for (const auto& entry : jsonNames(E{})) {
        if (json.is_string() && json.get_ref<const std::string&>() == entry.name) {
            value = entry.value;
            return;
        }
        choices += (choices.empty() ? "\"" : " or \"") + std::string(entry.name) + "\"";
    }
    mismatch(key, choices, json);
}

template <class E>
Json enumToJson(E value) {
    for (const auto& entry : jsonNames(E{})) {
        if (entry.value == value) {
            return entry.name;
        }
    }
    return nullptr;
}

template <class T>
void readVector(const Json& json, std::vector<T>& value, const std::string& key, UnknownKeys unknown) {
    if (!json.is_array()) {
        mismatch(key, "a list", json);
    }
    value.assign(json.size(), T{});
    for (size_t i = 0; i < json.size(); ++i) {
        readJson(json[i], value[i], key + "[" + std::to_string(i) + "]", unknown);
    }
}

template <class S>
void readFields(const Json& json, S& value, const std::string& key, UnknownKeys unknown) {
    if (!json.is_object()) {
        mismatch(key, "an object", json);
    }
    const std::string prefix = key.empty() ? "" : key + ".";
    std::apply(
        [&](const auto&... field) {
            [[maybe_unused]] const auto readOne = [&](const auto& f) {
                if (const auto found = json.find(f.key); found != json.end()) {
                    readJson(*found, value.*(f.member), prefix + f.key, unknown);
                }
            };
            (readOne(field), ...);
            for (auto it = json.begin(); unknown == UnknownKeys::Refuse && it != json.end(); ++it) {
                if (!((it.key() == field.key) || ...)) {
                    throw JsonMismatch{prefix + it.key(), "", shortJson(it.value())};
                }
            }
        },
        jsonFields(&value));
}

} // namespace detail

template <class T>
Json toJson(const T& value) {
    if constexpr (JsonStruct<T>) {
        Json object = Json::object();
        std::apply([&](const auto&... field) { ((object[field.key] = toJson(value.*(field.member))), ...); },
                   jsonFields(&value));
        return object;
    } else if constexpr (std::is_floating_point_v<T>) {
        return jsonNumber(value);
    } else if constexpr (std::is_enum_v<T>) {
        return detail::enumToJson(value);
    } else if constexpr (detail::IsVector<T>::value) {
        Json list = Json::array();
        for (const auto& item : value) {
            list.push_back(toJson(item));
        }
        return list;
    } else if constexpr (std::is_same_v<T, std::filesystem::path>) {
        return value.string();
    } else {
        return value;
    }
}

/// Reads `json` into `value`; keys that are absent leave the value as it is. Throws JsonMismatch naming the key.
template <class T>
void readJson(const Json& json, T& value, const std::string& key, UnknownKeys unknown) {
    if constexpr (JsonStruct<T>) {
        detail::readFields(json, value, key, unknown);
    } else if constexpr (std::is_same_v<T, bool>) {
        json.is_boolean() ? void(value = json.get<bool>()) : detail::mismatch(key, "true or false", json);
    } else if constexpr (std::is_integral_v<T>) {
        detail::readInteger(json, value, key);
    } else if constexpr (std::is_floating_point_v<T>) {
        detail::readNumber(json, value, key);
    } else if constexpr (std::is_enum_v<T>) {
        detail::readEnum(json, value, key);
    } else if constexpr (detail::IsVector<T>::value) {
        detail::readVector(json, value, key, unknown);
    } else {
        json.is_string() ? void(value = json.get_ref<const std::string&>()) : detail::mismatch(key, "a text", json);
    }
}

} // namespace salient
