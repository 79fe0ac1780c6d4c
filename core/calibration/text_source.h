// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/conversation.h"
#include "core/calibration/seeded_random.h"

#include <cstdint>
#include <string>
#include <vector>

namespace salient {

/// What one calibration source gave: texts, or lists of token ids.
struct TextSource {
    std::vector<CalibrationText> texts;        ///< none of them empty
    std::vector<std::vector<int32_t>> idLists; ///< none of them empty
    int64_t textsRead = 0;
    int64_t emptyTexts = 0;
    int64_t refusedByTemplate = 0;
    std::string firstRefusal; ///< what the template said of the first of them
    int64_t chats = 0;        ///< conversations; joined by blank lines when there is no template
    int64_t invalidBytes = 0;
    std::string note; ///< "data.jsonl: JSONL, 120 records, read from text (120)"
};

/// How a source is read.
struct SourceReading {
    std::string key;           ///< field of the records that holds the text; empty: found by their shape
    int64_t budgetBytes = 0;   ///< more than this is sampled, not read
    ChatRenderer chatTemplate; ///< may be empty
};

/// Bytes of a file or embedded preset; of a Parquet file uncompressed. Throws Error (input) when `source` is neither.
int64_t textSourceBytes(const std::string& source, const std::string& key);

/// Reads a source: a file when one has that name (.parquet; .jsonl and .ndjson: one record per line; .json: a list of
/// records, or lines of them; .csv and .tsv: rows under a row of names; anything else: the file is one text), else an
/// embedded preset. Throws Error (input) naming the source, and the line where that helps.
TextSource readTextSource(const std::string& source, const SourceReading& reading, SeededRandom& random);

} // namespace salient
