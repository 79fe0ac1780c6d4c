// SPDX-License-Identifier: Apache-2.0
#include "core/json_fields.h"

namespace salient {

Json jsonFromText(std::string_view text, int maximumDepth) {
    const auto limitDepth = [maximumDepth](int depth, Json::parse_event_t, Json&) {
        if (depth > maximumDepth) {
            throw Json::other_error::create(599, "nested deeper than " + std::to_string(maximumDepth) + " levels",
                                            nullptr);
        }
        return true;
    };
    return Json::parse(text.begin(), text.end(), limitDepth);
}

std::string jsonProblem(const nlohmann::json::exception& error) {
    const std::string_view text = error.what(); // "[json.exception.parse_error.101] parse error at line 1, …"
    const size_t end = text.find("] ");
    return std::string(end == std::string_view::npos ? text : text.substr(end + 2));
}

std::string jsonToText(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string shortJson(const Json& value) {
    constexpr size_t kLongest = 40;
    std::string text = value.is_structured() ? (value.is_array() ? "a list" : "an object") : jsonToText(value);
    if (text.size() > kLongest) {
        size_t end = kLongest;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text = text.substr(0, end) + "…";
    }
    return text;
}

Json jsonNumber(double value) {
    if (std::isnan(value)) {
        return nullptr;
    }
    if (std::isinf(value)) {
        return value > 0 ? "inf" : "-inf";
    }
    return value;
}

Json jsonNumber(float value) {
    if (!std::isfinite(value)) {
        return jsonNumber(static_cast<double>(value));
    }
    char digits[32];
    const auto written = std::to_chars(digits, digits + sizeof digits, value);
    double shortest = 0;
    std::from_chars(digits, written.ptr, shortest);
    return shortest;
}

namespace detail {

void readNumber(const Json& json, double& value, const std::string& key) {
    if (json.is_number()) {
        value = json.get<double>();
    } else if (json.is_null()) {
        value = std::numeric_limits<double>::quiet_NaN();
    } else if (json == "inf" || json == "-inf") {
        value = json == "inf" ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
    } else {
        mismatch(key, "a number", json);
    }
}

void readNumber(const Json& json, float& value, const std::string& key) {
    double wide = 0;
    readNumber(json, wide, key);
    value = static_cast<float>(wide);
}

} // namespace detail

} // namespace salient
