// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/read_ahead.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(ReadAhead, IsAHintThatNeverFails) {
    const TemporaryFolder folder;
    const auto file = folder.write("weights", std::string(300'000, 'w'));
    EXPECT_NO_THROW(ReadAhead({{folder.path() / "none", 0, 10}, {file, 0, 200'000}, {file, 200'000, 900'000}}));
    EXPECT_NO_THROW(ReadAhead(std::vector<FileRange>{}));
    EXPECT_EQ(readWhole(file), std::string(300'000, 'w'));
}

} // namespace
} // namespace salient
