// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_source.h"

#include "core/calibration/calibration_data.h"
#include "core/calibration/presets.h"
#include "core/calibration/table_source.h"
#include "core/calibration/text_file.h"
#include "core/calibration/text_sampling.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace salient {

static bool isParquet(const fs::path& file) {
    return file.extension() == ".parquet";
}

static bool isPreset(const std::string& source) {
    std::error_code ignored; // what cannot be looked at is no file
    const std::vector<std::string> names = calibrationPresets();
    return !fs::exists(source, ignored) && std::find(names.begin(), names.end(), source) != names.end();
}

int64_t textSourceBytes(const std::string& source, const std::string& key) {
    if (isPreset(source)) {
        int64_t bytes = 0;
        for (const std::string_view text : presetTexts(source)) {
            bytes += static_cast<int64_t>(text.size());
        }
        return bytes;
    }
    std::error_code failure;
    if (!fs::exists(source, failure)) {
        throw inputError("calibration.no_source",
                         fmt::format("Expected a text file or one of the presets {} for calibration, found no \"{}\".",
                                     fmt::join(calibrationPresets(), ", "), source));
    }
    return isParquet(source) ? parquetTextBytes(source, key) : mapTextFile(source).size();
}

static int64_t lineNumber(std::string_view text, std::string_view line) {
    return std::count(text.data(), line.data(), '\n') + 1;
}

/// Many .json files hold a record per line: then the first line is a whole object, and more follow.
static bool holdsLines(std::string_view text) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos || text.front() != '{') {
        return false;
    }
    const std::string_view rest = text.substr(end);
    const size_t next = rest.find_first_not_of(" \t\r\n");
    const size_t last = text.find_last_not_of(" \t\r", end - 1);
    return text[last] == '}' && next != std::string_view::npos && rest[next] == '{';
}

static TextSource readLines(std::string_view text, const std::string& name, const SourceReading& reading,
                            SeededRandom& random) {
    SourceCollector collector(reading, random);
    for (const std::string_view line : sampleLines(text, reading.budgetBytes, random)) {
        try {
            collector.addRecord(textRecordFromJson(line, name, reading.key));
        } catch (const Error&) {
            // Lines are counted only now, since a sample of a large file does not know where it is.
            const std::string origin = fmt::format("{}, line {}", name, lineNumber(text, line));
            collector.addRecord(textRecordFromJson(line, origin, reading.key));
        }
    }
    const bool sampled = static_cast<int64_t>(text.size()) > reading.budgetBytes;
    return collector.finish(
        fmt::format("{}: JSONL, {}{} records", name, sampled ? "a sample of " : "", collector.records()));
}

static TextSource readJson(std::string_view text, const std::string& name, const SourceReading& reading,
                           SeededRandom& random) {
    SourceCollector collector(reading, random);
    for (const TextRecord& record : textRecordsFromJsonFile(text, name, reading.key)) {
        collector.addRecord(record);
    }
    return collector.finish(fmt::format("{}: JSON, {} records", name, collector.records()));
}

static TextSource readPlainText(std::string_view text, const std::string& name, const SourceReading& reading,
                                SeededRandom& random) {
    SourceCollector collector(reading, random);
    collector.addText(text);
    int64_t invalidBytes = 0;
    for (const CalibrationText& part : collector.source().texts) {
        invalidBytes += checkIsText(part.text, name);
    }
    const bool sampled = static_cast<int64_t>(text.size()) > reading.budgetBytes;
    TextSource source =
        collector.finish(sampled ? fmt::format("{}: plain text, {} excerpts of a text of {} bytes", name,
                                               collector.source().texts.size(), text.size())
                                 : fmt::format("{}: plain text, one text of {} bytes", name, text.size()));
    source.invalidBytes = invalidBytes;
    return source;
}

static TextSource readFile(const fs::path& file, const SourceReading& reading, SeededRandom& random) {
    if (isParquet(file)) {
        return readParquetSource(file, reading, random);
    }
    const MappedFile mapped = mapTextFile(file);
    const std::string_view bytes = textOf(mapped);
    const std::string name = file.string();
    const fs::path extension = file.extension();
    const bool isJson = extension == ".json";
    const bool isTable = extension == ".csv" || extension == ".tsv";
    if (isJson || isTable || extension == ".jsonl" || extension == ".ndjson") {
        checkIsText(bytes.substr(0, nextCharacter(bytes, std::min<size_t>(bytes.size(), reading.budgetBytes))), name);
    }
    if (isTable) {
        return readCsvSource(bytes, name, reading, random);
    }
    if (extension == ".jsonl" || extension == ".ndjson" || (isJson && holdsLines(bytes))) {
        return readLines(bytes, name, reading, random);
    }
    return isJson ? readJson(bytes, name, reading, random) : readPlainText(bytes, name, reading, random);
}

TextSource readTextSource(const std::string& source, const SourceReading& reading, SeededRandom& random) {
    if (!isPreset(source)) {
        return readFile(source, reading, random);
    }
    SourceCollector collector(reading, random);
    int64_t bytes = 0;
    for (const std::string_view text : presetTexts(source)) {
        collector.addText(text);
        bytes += static_cast<int64_t>(text.size());
    }
    return collector.finish(
        fmt::format("{}: embedded preset of {} texts, {} bytes", source, collector.source().textsRead, bytes));
}

} // namespace salient
