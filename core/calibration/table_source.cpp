// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/table_source.h"

#include "core/calibration/csv_reader.h"
#include "core/parquet/row_reader.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace salient {

using Json = nlohmann::ordered_json;
using parquet::ParquetFile;
using parquet::RowReader;

/// The columns that the key or the shape of the rows needs.
static std::vector<std::string> columnsToRead(const ParquetFile& file, const std::string& key) {
    std::vector<std::string> names;
    std::string list;
    for (const parquet::SchemaNode& column : file.columns()) {
        names.push_back(column.name);
        list += (list.empty() ? "" : ", ") + column.name;
    }
    const RecordShape* shape = shapeOfKeys(names);
    const RecordShape ownShape = shapeOfKey(key);
    if (!key.empty()) {
        shape = file.column(key) == nullptr ? nullptr : &ownShape;
    }
    if (shape == nullptr) {
        throw inputError(
            "calibration.columns",
            fmt::format("{}: expected {}, found the columns {}.", file.path().string(),
                        key.empty() ? fmt::format("one of the columns {}, or a key named with the file", shapeNames())
                                    : fmt::format("the column \"{}\"", key),
                        list.empty() ? "(none)" : list));
    }
    std::vector<std::string> columns = shape->besides; // so that the rows have the shape, too
    for (const ShapeField& field : shape->fields) {
        if (file.column(field.key) != nullptr) {
            columns.push_back(field.key);
        }
    }
    return columns;
}

static int64_t columnBytes(const ParquetFile& file, const std::vector<std::string>& columns, size_t group) {
    int64_t bytes = 0;
    for (const parquet::ColumnChunk& chunk : file.rowGroups()[group].columns) {
        const std::string column = chunk.path.substr(0, chunk.path.find('.'));
        if (std::find(columns.begin(), columns.end(), column) != columns.end() || file.column(chunk.path) != nullptr) {
            bytes += std::min(chunk.uncompressedBytes, std::numeric_limits<int64_t>::max() / 1024 - bytes);
        }
    }
    return bytes;
}

static int64_t allColumnBytes(const ParquetFile& file, const std::vector<std::string>& columns) {
    int64_t bytes = 0;
    for (size_t group = 0; group < file.rowGroups().size(); ++group) {
        const int64_t more = columnBytes(file, columns, group);
        bytes += std::min(more, std::numeric_limits<int64_t>::max() / 2 - bytes);
    }
    return bytes;
}

int64_t parquetTextBytes(const std::filesystem::path& path, const std::string& key) {
    const ParquetFile file(path);
    return allColumnBytes(file, columnsToRead(file, key));
}

static int64_t recordBytes(const TextRecord& record) {
    return static_cast<int64_t>(record.text.size() + record.ids.size() * sizeof(int32_t));
}

namespace {

/// Reads rows of one file into a collector.
class ParquetRows {
public:
    ParquetRows(const ParquetFile& file, const SourceReading& reading, SourceCollector& collector)
        : m_file(file), m_key(reading.key), m_columns(columnsToRead(file, reading.key)), m_collector(collector) {}

    const std::vector<std::string>& columns() const { return m_columns; }

    /// Rows of a group from `first` on, until they hold `budgetBytes`.
    void read(size_t group, int64_t first, int64_t budgetBytes) {
        RowReader rows(m_file, static_cast<int64_t>(group), m_columns);
        rows.skip(first);
        int64_t bytes = 0;
        Json row;
        for (int64_t number = first; bytes < budgetBytes && rows.next(row); ++number) {
            const auto origin = [&] {
                return fmt::format("{}, row group {}, row {}", m_file.path().string(), group + 1, number + 1);
            };
            const TextRecord record = recordOf(row, origin);
            bytes += recordBytes(record) + 1; // also rows of nothing come to an end
            m_collector.addRecord(record);
        }
        m_file.mapped().release(0, m_file.mapped().size()); // what was read is not needed again
    }

private:
    /// The place is worded only when something is wrong with the row.
    template <class Origin>
    TextRecord recordOf(const Json& row, const Origin& origin) const {
        try {
            return textRecordOf(row, "", m_key);
        } catch (const Error&) {
            return textRecordOf(row, origin(), m_key);
        }
    }

    const ParquetFile& m_file;
    std::string m_key;
    std::vector<std::string> m_columns;
    SourceCollector& m_collector;
};

} // namespace

/// From up to 64 row groups all over the file a stretch of rows at a random place each.
static void sampleRows(ParquetRows& rows, const ParquetFile& file, int64_t budgetBytes, SeededRandom& random) {
    constexpr size_t kMostGroups = 64;
    std::vector<size_t> filled;
    for (size_t group = 0; group < file.rowGroups().size(); ++group) {
        if (file.rowGroups()[group].rows > 0) {
            filled.push_back(group);
        }
    }
    const size_t count = std::min(filled.size(), kMostGroups);
    for (size_t i = 0; i < count; ++i) {
        const size_t begin = filled.size() * i / count;
        const size_t end = filled.size() * (i + 1) / count;
        const size_t group = filled[begin + random.below(end - begin)];
        const int64_t share = budgetBytes / static_cast<int64_t>(count) + 1;
        const int64_t groupRows = file.rowGroups()[group].rows;
        const double bytes = static_cast<double>(std::max<int64_t>(columnBytes(file, rows.columns(), group), 1));
        // As many rows as the share takes stand behind every possible start.
        const double wanted = static_cast<double>(share) / bytes * static_cast<double>(groupRows);
        const double room = std::max(0.0, static_cast<double>(groupRows) - wanted);
        rows.read(group, static_cast<int64_t>(random.below(static_cast<uint64_t>(room) + 1)), share);
    }
}

TextSource readParquetSource(const std::filesystem::path& path, const SourceReading& reading, SeededRandom& random) {
    const ParquetFile file(path);
    SourceCollector collector(reading, random);
    ParquetRows rows(file, reading, collector);
    const bool sampled = allColumnBytes(file, rows.columns()) > reading.budgetBytes;
    if (sampled) {
        sampleRows(rows, file, reading.budgetBytes, random);
    }
    for (size_t group = 0; !sampled && group < file.rowGroups().size(); ++group) {
        rows.read(group, 0, std::numeric_limits<int64_t>::max());
    }
    return collector.finish(sampled ? fmt::format("{}: Parquet, a sample of {} of {} records", path.string(),
                                                  collector.records(), file.rows())
                                    : fmt::format("{}: Parquet, {} records", path.string(), file.rows()));
}

TextSource readCsvSource(std::string_view text, const std::string& name, const SourceReading& reading,
                         SeededRandom& random) {
    // Where rows begin is known only when all before them have been read; so all are read and some are taken.
    constexpr uint64_t kParts = 1 << 20;
    const double kept = static_cast<double>(reading.budgetBytes) / static_cast<double>(text.size());
    const bool sampled = kept < 1.0;
    CsvReader reader(text, name);
    SourceCollector collector(reading, random);
    for (Json row; reader.next(row);) {
        if (!sampled || static_cast<double>(random.below(kParts)) < kept * static_cast<double>(kParts)) {
            collector.addRecord(textRecordOf(row, reader.place(), reading.key));
        }
    }
    return collector.finish(
        fmt::format("{}: CSV, {}{} records", name, sampled ? "a sample of " : "", collector.records()));
}

} // namespace salient
