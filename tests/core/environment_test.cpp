// SPDX-License-Identifier: Apache-2.0
#include "core/environment.h"

#include "tests/support/environment_variable.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

constexpr const char* kName = "SALIENT_TEST_VARIABLE";

std::optional<int64_t> countIn(const std::string& text) {
    const EnvironmentVariable variable(kName, text);
    return environmentCount(kName, "bytes");
}

TEST(Environment, AVariableThatIsNotSetIsEmpty) {
    EXPECT_EQ(environmentText(kName), "");
    EXPECT_EQ(environmentCount(kName, "bytes"), std::nullopt);
    const EnvironmentVariable variable(kName, "value");
    EXPECT_EQ(environmentText(kName), "value");
}

TEST(Environment, CountsAreWholeNumbers) {
    EXPECT_EQ(countIn(""), std::nullopt);
    EXPECT_EQ(countIn("0"), 0);
    EXPECT_EQ(countIn("9223372036854775807"), 9223372036854775807);
    for (const char* wrong : {"-1", "4 MB", "1.5", " 1", "9223372036854775808", "x"}) {
        EXPECT_EQ(codeOf([&] { countIn(wrong); }), "environment.count") << wrong;
    }
}

} // namespace
} // namespace salient
