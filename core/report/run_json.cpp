// SPDX-License-Identifier: Apache-2.0
#include "core/report/run_json.h"

#include "core/whole_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

/// A result holds about 200 bytes per linear; models have some ten thousand at most.
static constexpr int64_t kMostBytes = 64'000'000;

Json readRunJson(const std::filesystem::path& file) {
    const std::string text = readWholeFile(file, kMostBytes);
    try {
        Json json = jsonFromText(text);
        if (json.is_object()) {
            return json;
        }
        throw inputError("json.invalid",
                         fmt::format("{}: expected a JSON object, found {}.", file.string(), shortJson(json)));
    } catch (const Json::exception& error) {
        throw inputError("json.invalid", fmt::format("{} is not JSON: {}.", file.string(), jsonProblem(error)));
    }
}

Json runJsonFromText(const std::string& text) {
    try {
        Json json = jsonFromText(text);
        return json.is_object() ? json : Json::object();
    } catch (const Json::exception&) {
        return Json::object();
    }
}

std::optional<double> numberAt(const Json& json, const char* pointer) {
    const Json::json_pointer place(pointer);
    if (!json.contains(place) || !json.at(place).is_number()) {
        return std::nullopt;
    }
    return json.at(place).get<double>();
}

std::optional<int64_t> countAt(const Json& json, const char* pointer) {
    const Json::json_pointer place(pointer);
    if (!json.contains(place) || !json.at(place).is_number_integer()) {
        return std::nullopt;
    }
    const Json& value = json.at(place);
    const bool tooLarge = value.is_number_unsigned() && !std::in_range<int64_t>(value.get<uint64_t>());
    return tooLarge ? std::nullopt : std::optional(value.get<int64_t>());
}

std::string textAt(const Json& json, const char* pointer) {
    const Json::json_pointer place(pointer);
    return json.contains(place) && json.at(place).is_string() ? json.at(place).get<std::string>() : "";
}

} // namespace salient
