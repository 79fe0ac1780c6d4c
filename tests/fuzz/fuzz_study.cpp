// SPDX-License-Identifier: Apache-2.0
// Any bytes as study.json: a study that can be shown and written again as it was, or an Error in one sentence.
#include "core/record/study_table.h"
#include "core/report/study_report.h"
#include "kernels/error.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace salient;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    try {
        const StudyRecord record = studyFromJson(text, "study.json");
        const std::string written = studyToJson(record);
        if (studyToJson(studyFromJson(written, "written")) != written) {
            std::abort();
        }
        static_cast<void>(studyToCsv(record));
        static_cast<void>(studyReport(record));
    } catch (const Error& error) {
        static_cast<void>(error);
    }
    return 0;
}
