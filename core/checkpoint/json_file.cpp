// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/json_file.h"

#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <unordered_set>
#include <vector>

namespace salient {

namespace {

/// Watches a parse from inside, so that a hostile text is refused before it has become a large tree.
template <typename Json>
class LimitWatch {
public:
    LimitWatch(const std::string& where, const JsonLimits& limits) : m_where(where), m_limits(limits) {}

    bool operator()(typename Json::parse_event_t event, const Json& parsed) {
        using Event = typename Json::parse_event_t;
        switch (event) {
        case Event::object_start:
        case Event::array_start:
            m_keys.emplace_back();
            checkDepth();
            break;
        case Event::object_end:
        case Event::array_end:
            m_keys.pop_back();
            break;
        case Event::key:
            checkKey(parsed.template get_ref<const std::string&>());
            [[fallthrough]];
        case Event::value:
            if (++m_values > m_limits.values) {
                throw inputError("json.too_large",
                                 fmt::format("{} holds more than {} JSON values.", m_where, m_limits.values));
            }
            break;
        }
        return true;
    }

private:
    void checkDepth() const {
        if (static_cast<int>(m_keys.size()) > m_limits.depth) {
            throw inputError("json.too_deep",
                             fmt::format("{} nests JSON deeper than {} levels.", m_where, m_limits.depth));
        }
    }
    void checkKey(const std::string& key) {
        if (!m_keys.back().insert(key).second) {
            throw inputError("json.duplicate_key",
                             fmt::format("{} has the key {} twice in one object; which one is meant cannot be known.",
                                         m_where, inQuotes(key)));
        }
    }

    const std::string& m_where;
    const JsonLimits& m_limits;
    std::vector<std::unordered_set<std::string>> m_keys;
    int64_t m_values = 0;
};

template <typename Json>
Json parseWithin(std::string_view text, const std::string& where, const JsonLimits& limits) {
    if (static_cast<int64_t>(text.size()) > limits.bytes) {
        throw inputError("json.too_large", fmt::format("{} has {} bytes of JSON; at most {} are read.", where,
                                                       text.size(), limits.bytes));
    }
    LimitWatch<Json> watch(where, limits);
    try {
        return Json::parse(text.begin(), text.end(), [&watch](int, typename Json::parse_event_t event, Json& parsed) {
            return watch(event, parsed);
        });
    } catch (const nlohmann::detail::parse_error& error) {
        throw inputError("json.invalid", fmt::format("{} is not valid JSON: it goes wrong at byte {} of {}.", where,
                                                     error.byte, text.size()));
    } catch (const nlohmann::detail::exception&) {
        throw inputError("json.invalid",
                         fmt::format("{} is not valid JSON: it holds a number that no double can hold.", where));
    }
}

} // namespace

nlohmann::json parseJson(std::string_view text, const std::string& where, const JsonLimits& limits) {
    return parseWithin<nlohmann::json>(text, where, limits);
}

nlohmann::ordered_json parseOrderedJson(std::string_view text, const std::string& where, const JsonLimits& limits) {
    return parseWithin<nlohmann::ordered_json>(text, where, limits);
}

std::string readTextFile(const std::filesystem::path& file, int64_t maxBytes) {
    std::error_code failure;
    const auto status = std::filesystem::status(file, failure);
    if (status.type() == std::filesystem::file_type::not_found) {
        throw inputError("file.missing", fmt::format("{} is missing.", file.string()));
    }
    if (status.type() != std::filesystem::file_type::regular) {
        throw inputError("file.unreadable", fmt::format("{} is not a regular file.", file.string()));
    }
    const auto size = static_cast<int64_t>(std::filesystem::file_size(file, failure));
    if (!failure && size > maxBytes) {
        throw inputError("json.too_large",
                         fmt::format("{} has {} bytes; at most {} are read.", file.string(), size, maxBytes));
    }
    std::string text(failure ? 0 : static_cast<size_t>(size), '\0');
    std::ifstream stream(file, std::ios::binary);
    if (failure || !stream.read(text.data(), static_cast<std::streamsize>(text.size()))) {
        throw inputError("file.unreadable", fmt::format("{} cannot be read: {}.", file.string(), std::strerror(errno)));
    }
    return text;
}

nlohmann::ordered_json readJsonFile(const std::filesystem::path& file) {
    auto json = parseOrderedJson(readTextFile(file, kSmallJson.bytes), file.string());
    if (!json.is_object()) {
        throw inputError("json.not_an_object", fmt::format("{} must hold a JSON object, but holds a JSON {}.",
                                                           file.string(), json.type_name()));
    }
    return json;
}

std::string inQuotes(std::string_view text) {
    constexpr size_t kLongest = 120;
    constexpr size_t kKept = 55;
    std::string shown(text);
    if (text.size() > kLongest) {
        // A UTF-8 sequence is kept or left out as a whole: events carry messages as JSON.
        const auto continues = [&](size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
        size_t head = kKept;
        size_t tail = text.size() - kKept;
        while (head > 0 && continues(head)) {
            --head;
        }
        while (tail < text.size() && continues(tail)) {
            ++tail;
        }
        shown = fmt::format("{}...{}", text.substr(0, head), text.substr(tail));
    }
    for (char& character : shown) {
        if (static_cast<unsigned char>(character) < 0x20 || character == 0x7F) {
            character = '?';
        }
    }
    return "'" + shown + "'";
}

} // namespace salient
