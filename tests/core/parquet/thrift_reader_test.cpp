// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/thrift_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace salient::parquet {
namespace {

ThriftReader readerOf(const std::string& bytes) {
    return ThriftReader(std::as_bytes(std::span(bytes)));
}

TEST(ThriftReader, ReadsFieldsOfEveryKind) {
    // 1: 300 as i32 (zigzag 600), 2: true, 5: "ab" (delta 3), 300: -1 as i64 (long form)
    const std::string bytes("\x15\xD8\x04\x11\x38\x02"
                            "ab\x06\xD8\x04\x01\x00",
                            13);
    ThriftReader reader = readerOf(bytes);
    int fields = 0;
    reader.readStruct([&](int id, ThriftType type) {
        ++fields;
        if (id == 1) {
            EXPECT_EQ(reader.integer(type), 300);
        } else if (id == 2) {
            EXPECT_TRUE(reader.boolean(type));
        } else if (id == 5) {
            EXPECT_EQ(reader.binary(type), "ab");
        } else {
            EXPECT_EQ(id, 300);
            EXPECT_EQ(reader.integer(type), -1);
        }
    });
    EXPECT_EQ(fields, 4);
    EXPECT_EQ(reader.position(), bytes.size());
}

TEST(ThriftReader, SkipsWhatIsNotWanted) {
    // list of 2 booleans, map of 1 (i32 → text), struct with a double, i8, uuid, then 42
    const std::string bytes = std::string("\x19\x21\x01\x02\x1B\x01\x58\x04\x01x\x1C\x17", 12) + std::string(8, 'd') +
                              std::string("\x00\x13\x05\x1D", 4) + std::string(16, 'u') +
                              std::string("\x15\x54\x00", 3);
    ThriftReader reader = readerOf(bytes);
    int64_t last = 0;
    reader.readStruct(
        [&](int id, ThriftType type) { id == 6 ? void(last = reader.integer(type)) : reader.skip(type); });
    EXPECT_EQ(last, 42);
    EXPECT_EQ(reader.position(), bytes.size());
}

TEST(ThriftReader, RefusesAWrongType) {
    const std::string bytes("\x18\x01x\x00", 4);
    ThriftReader reader = readerOf(bytes);
    EXPECT_THROW(reader.readStruct([&](int, ThriftType type) { reader.integer(type); }), Fault);
}

TEST(ThriftReader, RefusesATextLongerThanItsBytes) {
    const std::string bytes("\x18\x7Fx\x00", 4);
    ThriftReader reader = readerOf(bytes);
    EXPECT_THROW(reader.readStruct([&](int, ThriftType type) { reader.skip(type); }), Fault);
}

} // namespace
} // namespace salient::parquet
