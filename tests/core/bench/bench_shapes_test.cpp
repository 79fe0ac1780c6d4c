// SPDX-License-Identifier: Apache-2.0
#include "core/bench/bench_shapes.h"

#include "core/model/model_source.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(BenchShapes, AreReadAsOutByIn) {
    EXPECT_EQ(parseShape("14336x4096"), (BenchShape{14336, 4096}));
    EXPECT_EQ(parseShape("14336x4096").text(), "14336x4096");
}

TEST(BenchShapes, RefuseWhatIsNoShape) {
    for (const char* text : {"", "x", "4096", "4096x", "x4096", "0x16", "16x0", "-1x16", "16x16x16", "16 x16", "1e3x16",
                             "1000001x16", "99999999999999999999x16"}) {
        EXPECT_EQ(codeOf([&] { parseShape(text); }), "bench.shape") << text;
    }
}

TEST(BenchShapes, OfAModelAreThoseOfItsLinearsOnce) {
    const std::vector<BenchShape> expected = {{64, 64}, {32, 64}, {172, 64}, {64, 172}};
    EXPECT_EQ(blockShapes(ModelSource::open(storiesFolder()).config()), expected);
}

TEST(GroupSizes, AreTheLargestThatDividesAllInputs) {
    const std::vector<BenchShape> shapes = {{576, 576}, {576, 1536}};
    EXPECT_EQ(groupSizeFor(shapes, kAnyGroupSize), 64);
    EXPECT_EQ(groupSizeFor(std::vector<BenchShape>{{8, 4096}}, kAnyGroupSize), 128);
    EXPECT_EQ(groupSizeFor(std::vector<BenchShape>{{64, 172}}, kAnyGroupSize), 0);
}

TEST(GroupSizes, ThatAreAskedForHaveToDivide) {
    const std::vector<BenchShape> shapes = {{576, 1536}, {1536, 576}};
    EXPECT_EQ(groupSizeFor(shapes, 32), 32);
    EXPECT_EQ(groupSizeFor(shapes, 0), 0);
    EXPECT_EQ(codeOf([&] { groupSizeFor(shapes, 128); }), "bench.group_size");
    EXPECT_EQ(codeOf([&] { groupSizeFor(shapes, -2); }), "bench.group_size");
}

TEST(BenchNumbers, HaveLimits) {
    EXPECT_NO_THROW(checkRows(std::vector<int64_t>{1, 65536}));
    EXPECT_EQ(codeOf([] { checkRows({}); }), "bench.rows");
    EXPECT_EQ(codeOf([] { checkRows(std::vector<int64_t>{4, 0}); }), "bench.rows");
    EXPECT_EQ(codeOf([] { checkRows(std::vector<int64_t>{65537}); }), "bench.rows");
    EXPECT_EQ(codeOf([] { checkRows(std::vector<int64_t>(65, 1)); }), "bench.rows");
    EXPECT_NO_THROW(checkRepeats(1));
    EXPECT_EQ(codeOf([] { checkRepeats(0); }), "bench.repeats");
    EXPECT_EQ(codeOf([] { checkRepeats(1001); }), "bench.repeats");
}

} // namespace
} // namespace salient
