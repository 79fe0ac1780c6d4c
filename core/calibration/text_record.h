// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/chat_message.h"
#include "core/calibration/record_shape.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// One entry of a file of records: a text, a conversation, or token ids.
struct TextRecord {
    std::string text;                  ///< all parts, with blank lines between them
    std::vector<ChatMessage> messages; ///< the parts that are not empty; a plain text is one without a role
    bool isChat = false;               ///< `messages` may go through a chat template
    std::vector<int32_t> ids;
    bool isIds = false;
    std::string field; ///< where it was found: "text", "prompt+response", "plain strings", ...
};

/// The text of one line of a JSONL file. A string is the text itself, a list of numbers are token ids; an object is
/// read by the table of shapes (record_shape.cpp), or from `key` when that is not empty. A null is an empty text.
/// Throws Error (input) whose sentence starts with `origin` ("data.jsonl, line 7").
TextRecord textRecordFromJson(std::string_view json, const std::string& origin, const std::string& key = "");
TextRecord textRecordOf(const nlohmann::ordered_json& value, const std::string& origin, const std::string& key = "");

/// The entries of a whole JSON file: those of the list at its top, or the one object or list of ids that it is.
/// `origin` is completed with ", item 3".
std::vector<TextRecord> textRecordsFromJsonFile(std::string_view json, const std::string& origin,
                                                const std::string& key = "");

} // namespace salient
