// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/text_windows.h"

#include "tests/support/error_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace salient {
namespace {

using testing::ElementsAre;

TEST(TextWindowsTest, AreWholeAndFromTheStart) {
    std::vector<int32_t> ids(11);
    std::iota(ids.begin(), ids.end(), 0);
    const auto all = windowsOf(ids, {.length = 4});
    EXPECT_THAT(all, ElementsAre(ElementsAre(0, 1, 2, 3), ElementsAre(4, 5, 6, 7)));
    EXPECT_THAT(windowsOf(ids, {.length = 4, .windows = 1}), ElementsAre(all[0]));
    EXPECT_EQ(windowsOf(ids, {.length = 4, .windows = 3}), all);
    EXPECT_EQ(windowCount(8, {.length = 8}), 1);
}

TEST(TextWindowsTest, SayWhatIsWrong) {
    EXPECT_EQ(codeOf([] { windowCount(100, {.length = 4, .windows = -1}); }), "text.windows");
    EXPECT_EQ(codeOf([] { windowCount(100, {.length = 1}); }), "text.window_length");
    EXPECT_EQ(codeOf([] { windowCount(7, {.length = 8}); }), "text.too_short");
}

} // namespace
} // namespace salient
