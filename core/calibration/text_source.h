// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/seeded_random.h"

#include <cstdint>
#include <string>
#include <vector>

namespace salient {

/// What one calibration source gave: texts, or lists of token ids.
struct TextSource {
    std::vector<std::string> texts;            ///< none of them empty
    std::vector<std::vector<int32_t>> idLists; ///< none of them empty
    int64_t textsRead = 0;
    int64_t emptyTexts = 0;
    int64_t invalidBytes = 0;
    std::string note; ///< "data.jsonl: 120 texts from the field text"
};

/// Bytes of a file or embedded preset. Throws Error (input) when `source` is neither.
int64_t textSourceBytes(const std::string& source);

/// Reads a source: a file when one has that name (.jsonl and .ndjson: one record per line, .json: a list of records,
/// anything else: the file is one text), else an embedded preset. More than `budgetBytes` are sampled, not read.
/// Throws Error (input) naming the source, and the line where that helps.
TextSource readTextSource(const std::string& source, int64_t budgetBytes, SeededRandom& random);

} // namespace salient
