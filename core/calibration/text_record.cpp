// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_record.h"

#include "core/checkpoint/json_file.h"
#include "core/json_fields.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace salient {

static Error recordError(const std::string& origin, const std::string& expected, const std::string& found) {
    return inputError("calibration.record", fmt::format("{}: expected {}, found {}.", origin, expected, found));
}

/// A list has to be parsed as a whole and takes about ten times its size in memory; larger data belong into JSONL.
static constexpr JsonLimits kRecordLimits = {.bytes = 256 << 20, .depth = 32, .values = 64 << 20};

static std::string fieldText(const Json& value, const char* field, const std::string& origin) {
    if (value.is_null()) {
        return "";
    }
    if (!value.is_string()) {
        throw recordError(origin, fmt::format("a text under \"{}\"", field), shortJson(value));
    }
    return value.get<std::string>();
}

static std::vector<int32_t> idsOf(const Json& list, const std::string& origin) {
    std::vector<int32_t> ids;
    ids.reserve(list.size());
    for (const Json& item : list) {
        if (!item.is_number_integer() || item < 0 || item > std::numeric_limits<int32_t>::max()) {
            throw recordError(origin, "token ids", shortJson(item));
        }
        ids.push_back(item.get<int32_t>());
    }
    return ids;
}

static void appendPart(std::string& text, const std::string& part) {
    if (!part.empty()) {
        text += (text.empty() ? "" : "\n\n") + part;
    }
}

/// A message's content is a text or a list of parts of which those with a text count.
static std::string messageText(const Json& message, const char* field, const std::string& origin) {
    const auto content = message.is_object() ? message.find(field) : message.end();
    if (!message.is_object() || content == message.end()) {
        throw recordError(origin, fmt::format("messages with \"{}\"", field), shortJson(message));
    }
    if (!content->is_array()) {
        return fieldText(*content, field, origin);
    }
    std::string text;
    for (const Json& part : *content) {
        if (part.is_object() && part.contains("text")) {
            appendPart(text, fieldText(part["text"], "text", origin));
        }
    }
    return text;
}

static std::optional<TextRecord> fromMessages(const Json& object, const std::string& origin) {
    constexpr std::array<std::array<const char*, 2>, 2> kSpellings = {
        {{"messages", "content"}, {"conversations", "value"}}};
    for (const auto& [list, content] : kSpellings) {
        if (object.contains(list)) {
            if (!object[list].is_array()) {
                throw recordError(origin, fmt::format("a list under \"{}\"", list), shortJson(object[list]));
            }
            TextRecord record;
            record.field = list;
            for (const Json& message : object[list]) {
                appendPart(record.text, messageText(message, content, origin));
            }
            return record;
        }
    }
    return std::nullopt;
}

/// Joins the fields that are there, when the first and the last of them are.
static std::optional<TextRecord> fromFields(const Json& object, const std::vector<const char*>& fields,
                                            const std::string& origin) {
    if (!object.contains(fields.front()) || !object.contains(fields.back())) {
        return std::nullopt;
    }
    TextRecord record;
    for (const char* field : fields) {
        if (object.contains(field)) {
            appendPart(record.text, fieldText(object[field], field, origin));
            record.field += (record.field.empty() ? "" : "+") + std::string(field);
        }
    }
    return record;
}

static TextRecord fromObject(const Json& object, const std::string& origin) {
    using Fields = std::vector<const char*>;
    for (const Fields& fields : {Fields{"text"}, Fields{"content"}}) {
        if (auto record = fromFields(object, fields, origin)) {
            return *record;
        }
    }
    if (auto record = fromMessages(object, origin)) {
        return *record;
    }
    for (const Fields& fields :
         {Fields{"prompt", "response"}, Fields{"prompt", "completion"}, Fields{"instruction", "input", "output"}}) {
        if (auto record = fromFields(object, fields, origin)) {
            return *record;
        }
    }
    if (object.contains("input_ids") && object["input_ids"].is_array()) {
        return {.text = "", .ids = idsOf(object["input_ids"], origin), .isIds = true, .field = "input_ids"};
    }
    std::string keys;
    for (const auto& item : object.items()) {
        keys += (keys.empty() ? "\"" : ", \"") + item.key() + "\"";
    }
    throw recordError(origin, "a field text, content, messages, prompt and response, or instruction and output",
                      keys.empty() ? "an empty object" : keys);
}

static TextRecord recordOf(const Json& value, const std::string& origin) {
    if (value.is_object()) {
        return fromObject(value, origin);
    }
    if (value.is_array()) {
        return {.text = "", .ids = idsOf(value, origin), .isIds = true, .field = "lists of token ids"};
    }
    if (value.is_string()) {
        return {.text = value.get<std::string>(), .ids = {}, .isIds = false, .field = "plain strings"};
    }
    throw recordError(origin, "an object, a text or a list of token ids", shortJson(value));
}

TextRecord textRecordFromJson(std::string_view json, const std::string& origin) {
    return recordOf(parseOrderedJson(json, origin, kRecordLimits), origin);
}

std::vector<TextRecord> textRecordsFromJsonFile(std::string_view json, const std::string& origin) {
    const Json value = parseOrderedJson(json, origin, kRecordLimits);
    const bool oneList = value.is_array() && !value.empty() && value[0].is_number();
    if (!value.is_array() || oneList) {
        return {recordOf(value, origin)};
    }
    std::vector<TextRecord> records;
    records.reserve(value.size());
    for (size_t i = 0; i < value.size(); ++i) {
        records.push_back(recordOf(value[i], fmt::format("{}, item {}", origin, i + 1)));
    }
    return records;
}

} // namespace salient
