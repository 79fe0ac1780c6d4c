// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// One entry of a JSON or JSONL file: a text, or token ids.
struct TextRecord {
    std::string text;
    std::vector<int32_t> ids;
    bool isIds = false;
    std::string field; ///< where it was found: "text", "prompt+response", "a plain string", ...
};

/// The text of one line of a JSONL file. A string is the text itself, a list of numbers are token ids; in an object the
/// first of these counts: text; content; messages (role, content) or conversations (from, value), their contents joined
/// by blank lines; prompt with response or completion; instruction, input, output; input_ids. A null is an empty text.
/// Throws Error (input) whose sentence starts with `origin` ("data.jsonl, line 7").
TextRecord textRecordFromJson(std::string_view json, const std::string& origin);

/// The entries of a whole JSON file: those of the list at its top, or the one object or list of ids that it is.
/// `origin` is completed with ", item 3".
std::vector<TextRecord> textRecordsFromJsonFile(std::string_view json, const std::string& origin);

} // namespace salient
