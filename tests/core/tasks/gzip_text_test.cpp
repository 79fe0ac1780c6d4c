// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/gzip_text.h"

#include "tests/support/error_code.h"
#include "tests/support/gzip_file.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

constexpr int64_t kPlenty = 1'000'000'000;

std::span<const std::byte> bytesOf(const std::string& text) {
    return std::as_bytes(std::span(text));
}
std::string unpacked(const std::string& packed, int64_t maxBytes = kPlenty) {
    return gunzip(bytesOf(packed), "file.gz", maxBytes);
}

TEST(Gzip, IsKnownByItsFirstBytes) {
    EXPECT_TRUE(isGzip(bytesOf(gzipped("a"))));
    EXPECT_FALSE(isGzip(bytesOf("{}")));
    EXPECT_FALSE(isGzip(bytesOf("\x1F")));
}

TEST(Gzip, GivesBackTextsOfAnyLength) {
    const std::string once = "A line of a task file.\n";
    std::string text;
    for (const int lines : {0, 1, 5000, 20000}) {
        while (static_cast<int>(text.size() / once.size()) < lines) {
            text += once;
        }
        EXPECT_EQ(unpacked(gzipped(text)), text);
    }
}

TEST(Gzip, ReadsSeveralMembersAsOneText) {
    EXPECT_EQ(unpacked(gzipped("one ") + gzipped("two")), "one two");
}

TEST(Gzip, RefusesDamage) {
    std::string text(100'000, 'a');
    text += "the end"; // not `std::string + "…"`: GCC 12 takes that for an overrun and warns
    const std::string packed = gzipped(text);
    for (const size_t length : {size_t{3}, packed.size() / 2, packed.size() - 1}) {
        EXPECT_EQ(codeOf([&] { unpacked(packed.substr(0, length)); }), "gzip.damaged") << length;
    }
    std::string changed = packed;
    changed[packed.size() - 6] ^= 1; // the checksum
    EXPECT_EQ(codeOf([&] { unpacked(changed); }), "gzip.damaged");
    EXPECT_EQ(codeOf([&] { unpacked(packed + "more"); }), "gzip.damaged");
}

TEST(Gzip, RefusesMoreTextThanIsWanted) {
    EXPECT_EQ(codeOf([] { unpacked(gzipped(std::string(1'000'000, 'a')), 100'000); }), "gzip.too_large");
}

} // namespace
} // namespace salient
