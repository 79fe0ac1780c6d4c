// SPDX-License-Identifier: Apache-2.0
// The files and their rows are written by tests/tools/make_parquet_fixtures.py with pyarrow.
#include "core/parquet/row_reader.h"

#include "kernels/error.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient::parquet {
namespace {

using Json = nlohmann::ordered_json;

const std::filesystem::path kFolder = std::filesystem::path(SALIENT_TEST_DATA) / "parquet";

std::vector<std::string> allColumns(const ParquetFile& file) {
    std::vector<std::string> names;
    for (const SchemaNode& column : file.columns()) {
        names.push_back(column.name);
    }
    return names;
}

Json readRows(const ParquetFile& file, const std::vector<std::string>& columns) {
    Json rows = Json::array();
    for (size_t group = 0; group < file.rowGroups().size(); ++group) {
        RowReader reader(file, static_cast<int64_t>(group), columns);
        for (Json row; reader.next(row);) {
            rows.push_back(row);
        }
    }
    return rows;
}

std::vector<std::string> fixtures() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
        if (entry.path().extension() == ".parquet") {
            names.push_back(entry.path().stem());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string testName(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

class ParquetFixtures : public testing::TestWithParam<std::string> {
protected:
    ParquetFile open() const { return ParquetFile(kFolder / (GetParam() + ".parquet")); }
    Json expected() const {
        return Json::parse(readWhole(kFolder / (GetParam().substr(0, GetParam().find('-')) + ".json")));
    }
};

TEST_P(ParquetFixtures, ReadAsTheRowsThatWereWritten) {
    const ParquetFile file = open();
    const Json rows = readRows(file, allColumns(file));
    const Json wanted = expected();
    EXPECT_EQ(file.rows(), static_cast<int64_t>(wanted.size()));
    ASSERT_EQ(rows.size(), wanted.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        ASSERT_EQ(rows[i].dump(), wanted[i].dump()) << "row " << i;
    }
}

TEST_P(ParquetFixtures, GiveTheSameRowsBehindSkippedOnes) {
    const ParquetFile file = open();
    const Json wanted = expected();
    size_t begin = 0;
    for (size_t group = 0; group < file.rowGroups().size(); ++group) {
        RowReader reader(file, static_cast<int64_t>(group), allColumns(file));
        const auto rows = static_cast<size_t>(file.rowGroups()[group].rows);
        const size_t passed = rows * 2 / 3;
        reader.skip(static_cast<int64_t>(passed));
        Json row;
        for (size_t i = passed; i < rows; ++i) {
            ASSERT_TRUE(reader.next(row));
            ASSERT_EQ(row.dump(), wanted[begin + i].dump()) << "row " << i << " of group " << group;
        }
        EXPECT_FALSE(reader.next(row));
        begin += rows;
    }
}

INSTANTIATE_TEST_SUITE_P(Pyarrow, ParquetFixtures, testing::ValuesIn(fixtures()), testName);

TEST(ParquetRowReader, ReadsOnlyTheColumnsAskedFor) {
    const ParquetFile file(kFolder / "nested-snappy-v1-plain.parquet");
    const Json rows = readRows(file, {"text", "id"});
    EXPECT_EQ(rows[0].dump(), R"({"text":"","id":0})");
}

struct Refusal {
    const char* file;
    const char* code;
    const char* found;
};

void PrintTo(const Refusal& refusal, std::ostream* out) {
    *out << refusal.file;
}

class RefusedParquet : public testing::TestWithParam<Refusal> {};

TEST_P(RefusedParquet, SaysWhatItIsAndWhatToDo) {
    try {
        const ParquetFile file(kFolder / "refused" / (std::string(GetParam().file) + ".parquet"));
        readRows(file, {"text"});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), GetParam().code);
        EXPECT_THAT(error.what(), testing::HasSubstr("column 'text', row group 1"));
        EXPECT_THAT(error.what(), testing::HasSubstr(GetParam().found));
        const bool advises = std::string_view(error.what()).ends_with("; convert the file to JSONL.");
        EXPECT_EQ(advises, error.code() == "parquet.unsupported") << error.what();
    }
}

INSTANTIATE_TEST_SUITE_P(Files, RefusedParquet,
                         testing::Values(Refusal{"brotli", "parquet.unsupported", "compressed with Brotli"},
                                         Refusal{"lz4", "parquet.unsupported", "compressed with LZ4_RAW"},
                                         Refusal{"byte_stream_split", "parquet.unsupported",
                                                 "encoded as BYTE_STREAM_SPLIT of DOUBLE"},
                                         Refusal{"int96", "parquet.unsupported", "type INT96"},
                                         Refusal{"decimal", "parquet.unsupported", "type DECIMAL"},
                                         Refusal{"fixed_length", "parquet.unsupported", "type FIXED_LEN_BYTE_ARRAY"},
                                         Refusal{"not_utf8", "parquet.damaged", "not UTF-8"}));

/// Reads everything; true when that went well, false after an Error in one sentence. Anything else ends the test.
bool readsWell(const std::filesystem::path& path) {
    try {
        const ParquetFile file(path);
        for (size_t group = 0; group < file.rowGroups().size(); ++group) {
            RowReader reader(file, static_cast<int64_t>(group), allColumns(file));
            int rows = 0;
            for (Json row; rows < 10'000 && reader.next(row);) {
                ++rows; // a damaged number of rows may be large, which is no fault as long as nothing grows
            }
        }
        return true;
    } catch (const Error& error) {
        const std::string_view sentence = error.what();
        EXPECT_EQ(error.kind(), ErrorKind::Input);
        EXPECT_TRUE(sentence.starts_with(path.string())) << sentence;
        EXPECT_EQ(sentence.find('\n'), std::string_view::npos) << sentence;
        EXPECT_TRUE(sentence.ends_with('.')) << sentence;
        return false;
    }
}

class DamagedParquet : public testing::TestWithParam<std::string> {
protected:
    std::string m_bytes = readWhole(kFolder / (GetParam() + ".parquet"));
    TemporaryFolder m_folder;
};

TEST_P(DamagedParquet, IsRefusedWhereverItIsCutOff) {
    for (size_t length = 1; length < m_bytes.size(); length += m_bytes.size() / 50) {
        EXPECT_FALSE(readsWell(m_folder.write("cut.parquet", m_bytes.substr(0, length)))) << length;
    }
}

TEST_P(DamagedParquet, NeverHarmsWhateverByteIsWrong) {
    int refused = 0;
    for (size_t at = 0; at < m_bytes.size(); at += 23) {
        std::string changed = m_bytes;
        changed[at] = static_cast<char>(changed[at] ^ (at % 2 == 0 ? '\xFF' : '\x10'));
        refused += readsWell(m_folder.write("changed.parquet", changed)) ? 0 : 1;
    }
    EXPECT_GT(refused, 50);
}

INSTANTIATE_TEST_SUITE_P(Pyarrow, DamagedParquet,
                         testing::Values("nested-snappy-v1-dictionary", "nested-gzip-v2-plain",
                                         "nested-zstd-v2-dictionary", "flat-none-v2-delta",
                                         "flat-zstd-v1-delta_length"),
                         testName);

TEST(ParquetRowReader, FindsADamagedPageByItsChecksum) {
    std::string bytes = readWhole(kFolder / "nested-checksums.parquet");
    const size_t found = bytes.find("gamma");
    ASSERT_NE(found, std::string::npos);
    bytes[found] = 'G';
    const TemporaryFolder folder;
    EXPECT_FALSE(readsWell(folder.write("changed.parquet", bytes)));
}

} // namespace
} // namespace salient::parquet
