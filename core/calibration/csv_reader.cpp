// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/csv_reader.h"

#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

static char mostFrequentSeparator(std::string_view line) {
    const auto frequency = [&](char separator) { return std::count(line.begin(), line.end(), separator); };
    const std::string_view separators = ",;\t";
    return *std::max_element(separators.begin(), separators.end(),
                             [&](char a, char b) { return frequency(a) < frequency(b); });
}

CsvReader::CsvReader(std::string_view text, std::string origin) : m_text(text), m_origin(std::move(origin)) {
    m_separator = mostFrequentSeparator(text.substr(0, text.find('\n')));
    readRow(m_columns);
    for (size_t i = 0; i < m_columns.size(); ++i) {
        if (std::find(m_columns.begin(), m_columns.begin() + static_cast<int64_t>(i), m_columns[i]) !=
            m_columns.begin() + static_cast<int64_t>(i)) {
            throw inputError("csv.duplicate_column",
                             fmt::format("{} names the column \"{}\" twice in its first row.", m_origin, m_columns[i]));
        }
    }
}

std::string CsvReader::place() const {
    return fmt::format("{}, row {}", m_origin, m_row);
}

std::string CsvReader::readQuoted() {
    std::string field;
    for (++m_position;; ++m_position) {
        const size_t quote = m_text.find('"', m_position);
        if (quote == std::string_view::npos) {
            throw inputError("csv.open_quote", fmt::format("{}: a quote is opened and never closed.", place()));
        }
        field += m_text.substr(m_position, quote - m_position);
        m_position = quote + 1;
        if (m_position >= m_text.size() || m_text[m_position] != '"') {
            return field;
        }
        field += '"';
    }
}

/// Up to a separator or the end of the line, which stays.
std::string CsvReader::readField() {
    if (m_position < m_text.size() && m_text[m_position] == '"') {
        return readQuoted();
    }
    size_t end = m_position;
    while (end < m_text.size() && m_text[end] != m_separator && m_text[end] != '\n' && m_text[end] != '\r') {
        ++end;
    }
    std::string field(m_text.substr(m_position, end - m_position));
    m_position = end;
    return field;
}

bool CsvReader::readRow(std::vector<std::string>& fields) {
    fields.clear();
    while (m_position < m_text.size() && (m_text[m_position] == '\n' || m_text[m_position] == '\r')) {
        ++m_position;
    }
    if (m_position >= m_text.size()) {
        return false;
    }
    ++m_row;
    while (true) {
        fields.push_back(readField());
        if (m_position >= m_text.size() || m_text[m_position] == '\n' || m_text[m_position] == '\r') {
            return true;
        }
        if (m_text[m_position] != m_separator) {
            throw inputError("csv.text_after_quote",
                             fmt::format("{}: expected a separator or the end of the line behind a quoted field, found "
                                         "more text.",
                                         place()));
        }
        ++m_position;
    }
}

bool CsvReader::next(nlohmann::ordered_json& row) {
    std::vector<std::string> fields;
    if (!readRow(fields)) {
        return false;
    }
    if (fields.size() != m_columns.size()) {
        throw inputError("csv.fields", fmt::format("{}: expected {} fields as in the first row, found {}.", place(),
                                                   m_columns.size(), fields.size()));
    }
    row = nlohmann::ordered_json::object();
    for (size_t i = 0; i < fields.size(); ++i) {
        row[m_columns[i]] = std::move(fields[i]);
    }
    return true;
}

} // namespace salient
