// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/json_file.h"

#include "tests/core/checkpoint/file_fixtures.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(JsonFile, KeepsTheOrderOfKeys) {
    EXPECT_EQ(parseOrderedJson(R"({"b":1,"a":{"z":[1.5,null],"y":1e-05}})", "x").dump(),
              R"({"b":1,"a":{"z":[1.5,null],"y":1e-05}})");
}

TEST(JsonFile, RefusesMoreThanItsLimits) {
    const JsonLimits limits{.bytes = 40, .depth = 3, .values = 6};
    EXPECT_NO_THROW(parseJson("[[[1,2,3,4,5,6]]]", "x", limits));
    test::expectError(ErrorKind::Input, "json.too_deep", {"/m/x.json", "3 levels"},
                      [&] { parseJson("[[[[]]]]", "/m/x.json", limits); });
    test::expectError(ErrorKind::Input, "json.too_large", {"/m/x.json", "6 JSON values"},
                      [&] { parseJson("[1,2,3,4,5,6,7]", "/m/x.json", limits); });
    test::expectError(ErrorKind::Input, "json.too_large", {"/m/x.json", "41 bytes", "40"},
                      [&] { parseJson(std::string(41, ' '), "/m/x.json", limits); });
}

TEST(JsonFile, FindsADuplicateKeyOnlyWithinOneObject) {
    EXPECT_NO_THROW(parseJson(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})", "x"));
    test::expectError(ErrorKind::Input, "json.duplicate_key", {"x.json", "'a'"},
                      [] { parseJson(R"({"b":[{"a":1,"c":{},"a":2}]})", "x.json"); });
}

TEST(JsonFile, NamesTheFileThatCannotBeUsed) {
    const test::TemporaryFolder folder;
    test::expectError(ErrorKind::Input, "file.missing", {(folder / "no.json").string()},
                      [&] { readJsonFile(folder / "no.json"); });
    test::expectError(ErrorKind::Input, "file.unreadable", {folder.path().string()},
                      [&] { readJsonFile(folder.path()); });
    test::writeText(folder / "list.json", "[1]");
    test::expectError(ErrorKind::Input, "json.not_an_object", {"list.json", "array"},
                      [&] { readJsonFile(folder / "list.json"); });
    test::expectError(ErrorKind::Input, "json.too_large", {"list.json", "3 bytes"},
                      [&] { readTextFile(folder / "list.json", 2); });
}

TEST(JsonFile, QuotesShortTextsWholeAndLongOnesInPart) {
    EXPECT_EQ(inQuotes("a.b"), "'a.b'");
    EXPECT_EQ(inQuotes("a\tb\x7F"), "'a?b?'");
    EXPECT_EQ(inQuotes(std::string(1000, 'x')).size(), 2U + 55 + 3 + 55);
    std::string umlauts;
    for (int i = 0; i < 100; ++i) {
        umlauts += "\xC3\xA4";
    }
    EXPECT_EQ(inQuotes(umlauts).size(), 2U + 54 + 3 + 54);
    EXPECT_EQ(inQuotes("x" + umlauts).substr(0, 4), "'x\xC3\xA4");
}

} // namespace
} // namespace salient
