// SPDX-License-Identifier: Apache-2.0
#include "core/formats/config_keys.h"

#include "core/checkpoint/json_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <utility>

namespace salient {

using nlohmann::ordered_json;

const ordered_json* findKey(const ordered_json& section, std::initializer_list<const char*> spellings) {
    for (const char* key : spellings) {
        if (const auto found = section.find(key); found != section.end() && !found->is_null()) {
            return &*found;
        }
    }
    return nullptr;
}

Error badKey(const std::string& place, const char* key, const char* expected, const ordered_json* found) {
    return inputError("quantization.bad_config", fmt::format("{}: \"{}\" should be {}, found {}.", place, key, expected,
                                                             found == nullptr ? "nothing" : inQuotes(found->dump())));
}

void requireObject(const ordered_json& section, const std::string& place) {
    if (!section.is_object()) {
        throw inputError("quantization.bad_config",
                         fmt::format("{} should be a JSON object, found {}.", place, inQuotes(section.dump())));
    }
}

int64_t integerOf(const ordered_json* value, const std::string& place, const char* key) {
    const bool fits = value != nullptr && (value->is_number_unsigned() ? std::in_range<int64_t>(value->get<uint64_t>())
                                                                       : value->is_number_integer());
    if (!fits) {
        throw badKey(place, key, "a whole number", value);
    }
    return value->get<int64_t>();
}

bool flagOf(const ordered_json* value, bool whenAbsent, const std::string& place, const char* key) {
    if (value == nullptr) {
        return whenAbsent;
    }
    if (!value->is_boolean()) {
        throw badKey(place, key, "true or false", value);
    }
    return value->get<bool>();
}

std::string lowerCase(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
    return result;
}

std::string lowerText(const ordered_json* value, const std::string& place, const char* key) {
    if (!value->is_string()) {
        throw badKey(place, key, "a string", value);
    }
    return lowerCase(value->get_ref<const std::string&>());
}

int64_t groupSizeOf(const ordered_json* value, const std::string& place) {
    const int64_t group = integerOf(value, place, "group_size");
    if (group != -1 && group < 1) {
        throw inputError("quantization.bad_config",
                         fmt::format("{}: \"group_size\" is {}; -1 or a positive number was expected.", place, group));
    }
    return group == -1 ? 0 : group;
}

} // namespace salient
