// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/text_source.h"

#include <map>
#include <string>
#include <string_view>

namespace salient {

/// Gathers the texts of one source and counts what was left out.
class SourceCollector {
public:
    SourceCollector(const SourceReading& reading, SeededRandom& random) : m_reading(reading), m_random(random) {}

    void addText(std::string_view text);
    void addRecord(const TextRecord& record);

    int64_t records() const { return m_records; }
    const TextSource& source() const { return m_source; }

    /// `what` the file was taken for: "data.jsonl: JSONL, 120 records"; the fields they were read from are added.
    TextSource finish(const std::string& what);

private:
    const SourceReading& m_reading;
    SeededRandom& m_random;
    TextSource m_source;
    int64_t m_records = 0;
    std::map<std::string, int64_t> m_fields; ///< records by where their text was found
};

} // namespace salient
