// SPDX-License-Identifier: Apache-2.0
// Any bytes as a line of JSONL, as a JSON file and as a CSV file: records, or an Error in one sentence.
#include "core/calibration/conversation.h"
#include "core/calibration/csv_reader.h"
#include "core/calibration/text_record.h"
#include "kernels/error.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace salient;

namespace {

void checkRecord(const TextRecord& record) {
    const CalibrationText text = calibrationText(record, {});
    int64_t last = 0;
    for (const TextSpan& span : text.prompts) {
        if (span.begin < last || span.end <= span.begin || span.end > static_cast<int64_t>(text.text.size())) {
            std::abort();
        }
        last = span.end;
    }
}

template <class Action>
void tryTo(Action&& action) {
    try {
        action();
    } catch (const Error& error) {
        static_cast<void>(error);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    tryTo([&] { checkRecord(textRecordFromJson(text, "line")); });
    tryTo([&] { checkRecord(textRecordFromJson(text, "line", "key")); });
    tryTo([&] {
        for (const TextRecord& record : textRecordsFromJsonFile(text, "file")) {
            checkRecord(record);
        }
    });
    tryTo([&] {
        CsvReader reader(text, "file");
        for (nlohmann::ordered_json row; reader.next(row);) {
            tryTo([&] { checkRecord(textRecordOf(row, reader.place())); });
        }
    });
    return 0;
}
