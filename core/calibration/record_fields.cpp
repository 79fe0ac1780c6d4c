// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/record_fields.h"

#include "core/calibration/csv_reader.h"
#include "core/calibration/record_shape.h"
#include "core/calibration/text_file.h"
#include "core/json_fields.h"
#include "core/parquet/row_reader.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient {

namespace {

namespace fs = std::filesystem;

constexpr int64_t kRecordsLookedAt = 20;
constexpr size_t kExampleBytes = 120;

bool isMessages(const Json& list) {
    return !list.empty() && std::all_of(list.begin(), list.end(), [](const Json& item) {
        return item.is_object() && (item.contains("content") || item.contains("value"));
    });
}

const char* kindOf(const Json& value) {
    if (value.is_string()) {
        return "text";
    }
    if (value.is_array()) {
        const bool isIds = !value.empty() && value.front().is_number_integer();
        return isMessages(value) ? "messages" : isIds ? "ids" : "list";
    }
    return value.is_object() ? "object" : value.is_null() ? "nothing" : "number";
}

std::string exampleOf(const Json& value) {
    const std::string text = value.is_string() ? value.get<std::string>() : jsonToText(value);
    return text.size() <= kExampleBytes ? text : text.substr(0, nextCharacter(text, kExampleBytes)) + "…";
}

bool saysNothing(const Json& value) {
    return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
           (value.is_structured() && value.empty());
}

/// Takes records until it has seen enough.
class FieldCollector {
public:
    /// False when no more are needed.
    bool add(const Json& record) {
        ++m_result.records;
        if (record.is_object()) {
            for (const auto& [name, value] : record.items()) {
                addField(name, value);
            }
        }
        return m_result.records < kRecordsLookedAt;
    }
    RecordFields finish() {
        std::vector<std::string> names;
        for (const RecordField& field : m_result.fields) {
            names.push_back(field.name);
        }
        if (const RecordShape* shape = shapeOfKeys(names)) {
            for (const ShapeField& field : shape->fields) {
                const bool isThere = std::find(names.begin(), names.end(), field.key) != names.end();
                m_result.shape += isThere ? (m_result.shape.empty() ? "" : "+") + field.key : "";
            }
        }
        return std::move(m_result);
    }

private:
    /// The first value that says something is the example.
    void addField(const std::string& name, const Json& value) {
        auto known = std::find_if(m_result.fields.begin(), m_result.fields.end(),
                                  [&](const RecordField& field) { return field.name == name; });
        if (known == m_result.fields.end()) {
            m_result.fields.push_back({name, kindOf(value), ""});
            known = m_result.fields.end() - 1;
        }
        if (known->example.empty() && !saysNothing(value)) {
            known->kind = kindOf(value);
            known->example = exampleOf(value);
        }
    }

    RecordFields m_result;
};

Json parsed(std::string_view text, const std::string& origin) {
    try {
        return jsonFromText(text);
    } catch (const Json::exception& error) {
        throw inputError("calibration.record", fmt::format("{} is not JSON: {}.", origin, jsonProblem(error)));
    }
}

void readLines(std::string_view text, const std::string& name, FieldCollector& collector) {
    for (int64_t number = 1; !text.empty(); ++number) {
        const size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const bool isBlank = line.find_first_not_of(" \t\r") == std::string_view::npos;
        if (!isBlank && !collector.add(parsed(line, fmt::format("{}, line {}", name, number)))) {
            return;
        }
    }
}

/// A list of records, one record, or a record per line.
void readJsonText(std::string_view text, const std::string& name, FieldCollector& collector) {
    const size_t begin = text.find_first_not_of(" \t\r\n");
    const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size()));
    const bool isLines = begin == 0 && text.front() == '{' && Json::accept(line.begin(), line.end());
    if (isLines) {
        readLines(text, name, collector);
        return;
    }
    const Json json = parsed(text, name);
    if (!json.is_array()) {
        collector.add(json);
    }
    for (size_t i = 0; json.is_array() && i < json.size() && collector.add(json[i]); ++i) {
    }
}

void readTable(const fs::path& file, FieldCollector& collector) {
    const MappedFile mapped = mapTextFile(file);
    CsvReader reader(textOf(mapped), file.string());
    for (Json row; reader.next(row) && collector.add(row);) {
    }
}

void readParquet(const fs::path& path, FieldCollector& collector) {
    const parquet::ParquetFile file(path);
    std::vector<std::string> columns;
    for (const parquet::SchemaNode& column : file.columns()) {
        columns.push_back(column.name);
    }
    for (size_t group = 0; group < file.rowGroups().size(); ++group) {
        parquet::RowReader rows(file, static_cast<int64_t>(group), columns);
        for (Json row; rows.next(row);) {
            if (!collector.add(row)) {
                return;
            }
        }
    }
}

} // namespace

RecordFields recordFields(const fs::path& file) {
    FieldCollector collector;
    const fs::path extension = file.extension();
    if (extension == ".parquet") {
        readParquet(file, collector);
    } else if (extension == ".csv" || extension == ".tsv") {
        readTable(file, collector);
    } else {
        const MappedFile mapped = mapTextFile(file);
        const std::string_view text = textOf(mapped);
        if (extension == ".json") {
            readJsonText(text, file.string(), collector);
        } else if (extension == ".jsonl" || extension == ".ndjson") {
            readLines(text, file.string(), collector);
        }
    }
    return collector.finish();
}

} // namespace salient
