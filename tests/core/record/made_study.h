// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/study_record.h"

namespace salient::test {

inline StudyEntry madeEntry(const StudySetting& setting, double loss, double bitsPerWeight) {
    StudyEntry entry;
    entry.setting = setting;
    entry.bytes = static_cast<int64_t>(bitsPerWeight * 1e6);
    entry.bitsPerWeight = bitsPerWeight;
    entry.loss = {loss - 0.5, loss + 0.51, loss - 0.01};
    entry.kl = {loss / 30.0, loss / 30.0, loss / 30.0};
    entry.sameTop = {0.9, 0.8, 0.7};
    entry.seconds = 12.5;
    entry.peakBytes = 400'000'000;
    return entry;
}

/// Rounding to nearest, and AWQ with 8 and 16 samples, two seeds each, on three windows that differ much from each
/// other and little from the original's.
inline StudyRecord madeStudy() {
    StudyRecord record;
    record.model = "/m/model";
    record.text = "/m/text.txt";
    record.textHash = "0123";
    record.windows = 3;
    record.windowLength = 128;
    record.dense = madeEntry({.method = kDenseMethod}, 3.0, 16.0);
    record.dense.loss = {2.5, 3.5, 3.0};
    record.entries.push_back(madeEntry({"rtn", 4, 32, "", 0, 0}, 3.3, 4.6));
    record.entries.push_back(madeEntry({"awq", 4, 32, "/t/a.txt", 16, 1}, 3.11, 4.5));
    record.entries.push_back(madeEntry({"awq", 4, 32, "/t/a.txt", 16, 2}, 3.13, 4.5));
    record.entries.push_back(madeEntry({"awq", 4, 32, "/t/a.txt", 8, 1}, 3.2, 4.5));
    record.entries.push_back(madeEntry({"awq", 4, 32, "/t/a.txt", 8, 2}, 3.2, 4.5));
    return record;
}

} // namespace salient::test
