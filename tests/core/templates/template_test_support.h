// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/chat_template.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace salient::test {

inline std::filesystem::path chatTemplateData() {
    return std::filesystem::path(SALIENT_TEST_DATA) / "chat_templates";
}

inline std::string fileText(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        throw std::runtime_error("test data is missing: " + path.string());
    }
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Thursday, 5 March 2026, 14:07:09.
inline RenderOptions fixedClock() {
    std::tm time{};
    time.tm_year = 126;
    time.tm_mon = 2;
    time.tm_mday = 5;
    time.tm_hour = 14;
    time.tm_min = 7;
    time.tm_sec = 9;
    time.tm_wday = 4;
    time.tm_yday = 63;
    RenderOptions options;
    options.now = time;
    return options;
}

/// The segments of a template, the user's between « and ».
inline std::string marked(const std::string& source,
                          const nlohmann::ordered_json& context = nlohmann::ordered_json::object()) {
    std::string text;
    for (const TemplateSegment& segment : ChatTemplate::parse(source, "t").render(context, fixedClock())) {
        text += segment.fromUser ? "«" + segment.text + "»" : segment.text;
    }
    return text;
}

} // namespace salient::test
