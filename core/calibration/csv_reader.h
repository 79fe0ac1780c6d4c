// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// Reads a table whose first row names the columns. Fields may stand in quotes ("" is a quote in them) and then hold
/// separators and line ends. Source: RFC 4180; the separator (comma, semicolon or tab) is the most frequent of the
/// first row.
class CsvReader {
public:
    /// `text` has to outlive the reader; `origin` begins the sentences. Throws Error (input, csv.*), as next() does.
    CsvReader(std::string_view text, std::string origin);

    const std::vector<std::string>& columns() const { return m_columns; }
    /// The next row as an object of texts; false after the last one. Blank lines are passed over.
    bool next(nlohmann::ordered_json& row);
    /// "data.csv, row 3": of the row read last; the names are row 1.
    std::string place() const;

private:
    bool readRow(std::vector<std::string>& fields);
    std::string readField();
    std::string readQuoted();

    std::string_view m_text;
    std::string m_origin;
    char m_separator = ',';
    size_t m_position = 0;
    int64_t m_row = 0;
    std::vector<std::string> m_columns;
};

} // namespace salient
