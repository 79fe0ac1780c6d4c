// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/task_fields.h"

#include "core/json_fields.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace salient {

static bool isBlank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

TaskFields::TaskFields(const Json& record, std::string origin) : m_record(record), m_origin(std::move(origin)) {}

bool TaskFields::has(const std::string& key) const {
    return m_record.contains(key);
}

void TaskFields::refuse(const std::string& key, std::string_view expected, const std::string& found) const {
    throw inputError("tasks.record",
                     fmt::format("{}: expected {} as \"{}\", found {}.", m_origin, expected, key, found));
}

const Json& TaskFields::at(const std::string& key, std::string_view expected) const {
    const auto found = m_record.find(key);
    if (found == m_record.end()) {
        refuse(key, expected, "nothing");
    }
    return *found;
}

std::string TaskFields::text(const std::string& key) const {
    constexpr std::string_view kExpected = "a text";
    const Json& value = at(key, kExpected);
    if (!value.is_string()) {
        refuse(key, kExpected, shortJson(value));
    }
    return value.get<std::string>();
}

std::string TaskFields::filledText(const std::string& key) const {
    std::string value = text(key);
    if (isBlank(value)) {
        refuse(key, "a text", "an empty one");
    }
    return value;
}

std::string TaskFields::label(const std::string& key) const {
    constexpr std::string_view kExpected = "a text or a whole number";
    const Json& value = at(key, kExpected);
    if (!value.is_string() && !value.is_number_integer()) {
        refuse(key, kExpected, shortJson(value));
    }
    return value.is_string() ? value.get<std::string>() : value.dump();
}

bool TaskFields::flag(const std::string& key) const {
    constexpr std::string_view kExpected = "true or false";
    const Json& value = at(key, kExpected);
    if (!value.is_boolean()) {
        refuse(key, kExpected, shortJson(value));
    }
    return value.get<bool>();
}

std::vector<std::string> TaskFields::texts(const std::string& key, size_t least) const {
    const std::string expected = fmt::format("a list of at least {} text{} that {} not empty", least,
                                             least == 1 ? "" : "s", least == 1 ? "is" : "are");
    const Json& value = at(key, expected);
    if (!value.is_array()) {
        refuse(key, expected, shortJson(value));
    }
    if (value.size() < least) {
        refuse(key, expected, fmt::format("{}", value.size()));
    }
    std::vector<std::string> texts;
    for (const Json& entry : value) {
        if (!entry.is_string() || isBlank(entry.get_ref<const std::string&>())) {
            refuse(key, expected, fmt::format("{} in it", shortJson(entry)));
        }
        texts.push_back(entry.get<std::string>());
    }
    return texts;
}

TaskFields TaskFields::object(const std::string& key) const {
    constexpr std::string_view kExpected = "an object";
    const Json& value = at(key, kExpected);
    if (!value.is_object()) {
        refuse(key, kExpected, shortJson(value));
    }
    return {value, fmt::format("{}, \"{}\"", m_origin, key)};
}

size_t TaskFields::positionIn(const std::vector<std::string>& labels, const std::string& key) const {
    const std::string given = label(key);
    const auto found = std::find(labels.begin(), labels.end(), given);
    if (found == labels.end()) {
        throw inputError("tasks.gold",
                         fmt::format("{}: expected one of the {} choices {} as \"{}\", found {}.", m_origin,
                                     labels.size(), fmt::join(labels, ", "), key, shortJson(given)));
    }
    return static_cast<size_t>(found - labels.begin());
}

} // namespace salient
