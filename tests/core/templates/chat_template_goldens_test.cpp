// SPDX-License-Identifier: Apache-2.0
// The templates of published models against Jinja2 as transformers sets it up (tests/data/SOURCES.md).
#include "core/templates/chat_template.h"
#include "kernels/error.h"
#include "tests/core/templates/template_test_support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using test::chatTemplateData;
using test::fileText;
using test::fixedClock;
using Json = nlohmann::ordered_json;

Json expectedRenderings() {
    return Json::parse(fileText(chatTemplateData() / "expected.json"));
}

std::string rendered(const Json& entry) {
    const std::string name = entry["template"];
    const std::string context = entry["context"].get<std::string>() + ".json";
    const ChatTemplate chatTemplate = ChatTemplate::parse(fileText(chatTemplateData() / name), name);
    return textOf(chatTemplate.render(Json::parse(fileText(chatTemplateData() / "contexts" / context)), fixedClock()));
}

TEST(ChatTemplateGoldens, RendersEveryTemplateByteForByte) {
    int checked = 0;
    for (const Json& entry : expectedRenderings()) {
        if (entry.contains("expected")) {
            EXPECT_EQ(rendered(entry), entry["expected"].get<std::string>())
                << entry["template"] << " with " << entry["context"];
            ++checked;
        }
    }
    EXPECT_EQ(checked, 363);
}

TEST(ChatTemplateGoldens, FailsWherePythonFailsWithLineAndColumn) {
    int checked = 0;
    for (const Json& entry : expectedRenderings()) {
        if (!entry.contains("error")) {
            continue;
        }
        ++checked;
        try {
            rendered(entry);
            ADD_FAILURE() << entry["template"] << " with " << entry["context"] << " rendered";
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), testing::ContainsRegex("line [0-9]+, column [0-9]+: "));
            EXPECT_THAT(error.what(), testing::HasSubstr(entry["template"].get<std::string>()));
        }
    }
    EXPECT_EQ(checked, 45);
}

} // namespace
} // namespace salient
