// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/parquet_file.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient::parquet {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(SALIENT_TEST_DATA) / "parquet";

TEST(ParquetFile, KnowsRowsGroupsAndColumns) {
    const ParquetFile file(kFolder / "nested-snappy-v1-plain.parquet");
    EXPECT_EQ(file.rows(), 36);
    EXPECT_EQ(file.rowGroups().size(), 2U);
    ASSERT_NE(file.column("messages"), nullptr);
    EXPECT_EQ(file.column("messages")->meaning, Meaning::List);
    EXPECT_EQ(file.column("text")->meaning, Meaning::Text);
    EXPECT_EQ(file.column("none"), nullptr);
}

std::string little32(uint32_t value) {
    return {static_cast<char>(value), static_cast<char>(value >> 8), static_cast<char>(value >> 16),
            static_cast<char>(value >> 24)};
}

struct Hostile {
    const char* what;
    std::string bytes;
    const char* code;
    const char* found;
};

void PrintTo(const Hostile& hostile, std::ostream* out) {
    *out << hostile.what;
}

std::string withFooter(const std::string& footer) {
    return "PAR1" + footer + little32(static_cast<uint32_t>(footer.size())) + "PAR1";
}

class HostileParquet : public testing::TestWithParam<Hostile> {};

TEST_P(HostileParquet, IsRefusedInOneSentence) {
    const TemporaryFolder folder;
    const auto path = folder.write("hostile.parquet", GetParam().bytes);
    try {
        const ParquetFile file(path);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), GetParam().code);
        EXPECT_THAT(error.what(), testing::StartsWith(path.string() + ": "));
        EXPECT_THAT(error.what(), testing::HasSubstr(GetParam().found));
    }
}

// Footers in Thrift's compact protocol: a field is (id difference << 4 | type); 0x15 number, 0x19 list, 0x48 text, ...
INSTANTIATE_TEST_SUITE_P(
    Files, HostileParquet,
    testing::Values(
        Hostile{"text", "just a text, no table", "parquet.not_parquet", "begins with PAR1"},
        Hostile{"tiny", "PAR1PAR1", "parquet.not_parquet", "begins with PAR1"},
        Hostile{"encrypted", "PARE" + little32(0) + "PARE", "parquet.unsupported", "encrypted"},
        Hostile{"no end", "PAR1" + std::string(20, 'x'), "parquet.damaged", "incomplete"},
        Hostile{"footer longer than the file", "PAR1" + little32(99) + "PAR1", "parquet.damaged", "99 bytes"},
        Hostile{"empty footer", withFooter(""), "parquet.damaged", "ends in the middle"},
        Hostile{"no schema", withFooter(std::string("\0", 1)), "parquet.damaged", "schema ends"},
        Hostile{"billions of schema elements", withFooter("\x29\xFC\xFF\xFF\xFF\xFF\x0F"), "parquet.damaged",
                "announces 4294967295 items"},
        Hostile{"a number beyond 64 bits", withFooter("\x36" + std::string(11, '\xFF')), "parquet.damaged", "64 bits"},
        Hostile{"negative rows", withFooter("\x36\x01"), "parquet.damaged", "number -1"},
        Hostile{"endless nesting", withFooter(std::string(100, '\x1C')), "parquet.damaged", "nested deeper"},
        Hostile{"a schema that contains itself", withFooter(std::string("\x29\x1C\x55\x02\0\0", 6)), "parquet.damaged",
                "schema ends"},
        Hostile{"a name that is no text", withFooter(std::string("\x29\x2C\x55\x02\0\x15\x0C\x38\x01\xFF\0\0", 12)),
                "parquet.damaged", "not UTF-8"},
        Hostile{"a missing row group", withFooter(std::string("\x29\x1C\x55\x00\0\x16\x02\0", 8)), "parquet.damaged",
                "1 rows are announced"}));

} // namespace
} // namespace salient::parquet
