// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_source.h"

#include "core/calibration/calibration_data.h"
#include "core/calibration/presets.h"
#include "core/calibration/text_file.h"
#include "core/calibration/text_record.h"
#include "core/calibration/text_sampling.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace fs = std::filesystem;

namespace salient {

static bool isPreset(const std::string& source) {
    std::error_code ignored; // what cannot be looked at is no file
    const std::vector<std::string> names = calibrationPresets();
    return !fs::exists(source, ignored) && std::find(names.begin(), names.end(), source) != names.end();
}

int64_t textSourceBytes(const std::string& source) {
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
    return mapTextFile(source).size();
}

static bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

static void addText(std::string_view text, int64_t budgetBytes, SeededRandom& random, TextSource& source) {
    ++source.textsRead;
    if (isBlank(text)) {
        ++source.emptyTexts;
        return;
    }
    for (const std::string_view excerpt : sampleText(text, budgetBytes, random)) {
        if (!isBlank(excerpt)) {
            source.texts.emplace_back(excerpt);
        }
    }
}

static void addRecord(const TextRecord& record, int64_t budgetBytes, SeededRandom& random, TextSource& source) {
    if (!record.isIds) {
        addText(record.text, budgetBytes, random, source);
        return;
    }
    ++source.textsRead;
    if (record.ids.empty()) {
        ++source.emptyTexts;
    } else {
        source.idLists.push_back(record.ids);
    }
}

static std::string recordsNote(const std::string& name, const std::vector<TextRecord>& records, bool sampled) {
    std::map<std::string, int64_t> counts;
    for (const TextRecord& record : records) {
        ++counts[record.field];
    }
    std::string fields;
    for (const auto& [field, count] : counts) {
        fields += fmt::format("{}{} ({})", fields.empty() ? "" : ", ", field, count);
    }
    return fmt::format("{}: {}{} records, read from {}", name, sampled ? "a sample of " : "", records.size(), fields);
}

static int64_t lineNumber(std::string_view text, std::string_view line) {
    return std::count(text.data(), line.data(), '\n') + 1;
}

static std::vector<TextRecord> readLines(std::string_view text, const std::string& name, int64_t budgetBytes,
                                         SeededRandom& random) {
    std::vector<TextRecord> records;
    for (const std::string_view line : sampleLines(text, budgetBytes, random)) {
        try {
            records.push_back(textRecordFromJson(line, name));
        } catch (const Error&) {
            // Lines are counted only now, since a sample of a large file does not know where it is.
            records.push_back(textRecordFromJson(line, fmt::format("{}, line {}", name, lineNumber(text, line))));
        }
    }
    return records;
}

static TextSource readFile(const fs::path& file, int64_t budgetBytes, SeededRandom& random) {
    const MappedFile mapped = mapTextFile(file);
    const std::string_view bytes = textOf(mapped);
    const std::string name = file.string();
    const bool sampled = static_cast<int64_t>(bytes.size()) > budgetBytes;
    const fs::path extension = file.extension();
    TextSource source;
    if (extension == ".jsonl" || extension == ".ndjson" || extension == ".json") {
        checkIsText(bytes.substr(0, nextCharacter(bytes, std::min<size_t>(bytes.size(), budgetBytes))), name);
        const auto records =
            extension == ".json" ? textRecordsFromJsonFile(bytes, name) : readLines(bytes, name, budgetBytes, random);
        for (const TextRecord& record : records) {
            addRecord(record, budgetBytes, random, source);
        }
        source.note = recordsNote(name, records, sampled && extension != ".json");
        return source;
    }
    addText(bytes, budgetBytes, random, source);
    for (const std::string& text : source.texts) {
        source.invalidBytes += checkIsText(text, name);
    }
    source.note = sampled
                      ? fmt::format("{}: {} excerpts of a text of {} bytes", name, source.texts.size(), bytes.size())
                      : fmt::format("{}: one text of {} bytes", name, bytes.size());
    return source;
}

TextSource readTextSource(const std::string& source, int64_t budgetBytes, SeededRandom& random) {
    if (!isPreset(source)) {
        return readFile(source, budgetBytes, random);
    }
    TextSource preset;
    int64_t bytes = 0;
    for (const std::string_view text : presetTexts(source)) {
        addText(text, budgetBytes, random, preset);
        bytes += static_cast<int64_t>(text.size());
    }
    preset.note = fmt::format("{}: embedded preset of {} texts, {} bytes", source, preset.textsRead, bytes);
    return preset;
}

} // namespace salient
