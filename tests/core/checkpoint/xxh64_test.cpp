// SPDX-License-Identifier: Apache-2.0
// Values of the python package xxhash 3 (xxhash.xxh64).
#include "core/checkpoint/xxh64.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace salient {
namespace {

uint64_t sumOf(std::string_view text) {
    return xxh64(std::as_bytes(std::span(text)));
}

/// i mod `period` for i below `size`.
uint64_t sumOfCount(int size, int period) {
    std::vector<std::byte> bytes;
    for (int i = 0; i < size; ++i) {
        bytes.push_back(static_cast<std::byte>(i % period));
    }
    return xxh64(bytes);
}

TEST(Xxh64, AgreesWithTheReference) {
    EXPECT_EQ(sumOf(""), 0xef46db3751d8e999U);
    EXPECT_EQ(sumOf("a"), 0xd24ec4f1a98c6e5bU);
    EXPECT_EQ(sumOf("abc"), 0x44bc2cf5ad770999U);
    EXPECT_EQ(sumOfCount(101, 256), 0xe99038495f85381eU); // stripes, and a tail of five bytes
    EXPECT_EQ(sumOfCount(1000, 251), 0xf306f04aa88b54d3U);
}

} // namespace
} // namespace salient
