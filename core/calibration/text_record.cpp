// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_record.h"

#include "core/checkpoint/json_file.h"
#include "core/json_fields.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace salient {

static Error recordError(const std::string& origin, const std::string& expected, const std::string& found) {
    return inputError("calibration.record", fmt::format("{}: expected {}, found {}.", origin, expected, found));
}

/// A list has to be parsed as a whole and takes about ten times its size in memory; larger data belong into JSONL.
static constexpr JsonLimits kRecordLimits = {.bytes = 256 << 20, .depth = 32, .values = 64 << 20};

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

static std::string fieldText(const Json& value, const std::string& field, const std::string& origin) {
    if (value.is_null()) {
        return "";
    }
    if (!value.is_string()) {
        throw recordError(origin, fmt::format("a text under \"{}\"", field), shortJson(value));
    }
    return value.get<std::string>();
}

/// A message's content is a text or a list of parts of which those with a text count.
static std::string contentText(const Json& content, const std::string& field, const std::string& origin) {
    if (!content.is_array()) {
        return fieldText(content, field, origin);
    }
    std::string text;
    for (const Json& part : content) {
        if (part.is_object() && part.contains("text")) {
            appendPart(text, fieldText(part["text"], "text", origin));
        }
    }
    return text;
}

/// ShareGPT's names of the roles, as chat templates know them.
static std::string templateRole(const std::string& role) {
    constexpr std::array<std::array<const char*, 2>, 5> kOthers = {{{"human", "user"},
                                                                    {"gpt", "assistant"},
                                                                    {"chatgpt", "assistant"},
                                                                    {"model", "assistant"},
                                                                    {"function", "tool"}}};
    for (const auto& [other, name] : kOthers) {
        if (role == other) {
            return name;
        }
    }
    return role;
}

static ChatMessage messageOf(const Json& message, const std::string& origin) {
    constexpr std::array<std::array<const char*, 2>, 2> kSpellings = {{{"role", "content"}, {"from", "value"}}};
    for (const auto& [role, content] : kSpellings) {
        if (message.is_object() && message.contains(content)) {
            ChatMessage read{"", contentText(message[content], content, origin)};
            if (message.contains(role)) {
                read.role = templateRole(fieldText(message[role], role, origin));
            }
            return read;
        }
    }
    throw recordError(origin, "messages with \"content\" or \"value\"", shortJson(message));
}

/// Nulls of a list of structs (Parquet) say nothing.
static void appendMessages(const Json& list, const std::string& key, const std::string& origin, TextRecord& record) {
    if (!list.is_array()) {
        throw recordError(origin, fmt::format("a list under \"{}\"", key), shortJson(list));
    }
    for (const Json& message : list) {
        if (!message.is_null()) {
            record.messages.push_back(messageOf(message, origin));
        }
    }
}

static void appendText(const Json& value, const ShapeField& field, const std::string& origin, TextRecord& record) {
    std::string text = fieldText(value, field.key, origin);
    // Two fields of one role (instruction and input) are one message.
    if (!record.messages.empty() && !field.role.empty() && record.messages.back().role == field.role) {
        appendPart(record.messages.back().content, text);
    } else {
        record.messages.push_back({field.role, std::move(text)});
    }
}

static void appendField(const Json& value, const ShapeField& field, const std::string& origin, TextRecord& record) {
    const bool isList = value.is_array();
    const bool isIds = isList && (value.empty() ? field.kind == FieldKind::Ids : value[0].is_number());
    if (isIds && (field.kind == FieldKind::Ids || field.kind == FieldKind::Any)) {
        record.ids = idsOf(value, origin);
        record.isIds = true;
    } else if (field.kind == FieldKind::Ids) {
        throw recordError(origin, fmt::format("a list of token ids under \"{}\"", field.key), shortJson(value));
    } else if (field.kind == FieldKind::Messages ? !value.is_null() : isList && field.kind != FieldKind::Text) {
        const size_t before = record.messages.size();
        appendMessages(value, field.key, origin, record);
        // A preferred answer may be the whole conversation, which repeats the prompt.
        const bool whole = before < record.messages.size() && record.messages[before].role != "assistant";
        if (whole && field.role == "assistant") {
            record.messages.erase(record.messages.begin(), record.messages.begin() + static_cast<int64_t>(before));
        }
        record.isChat = true;
    } else {
        appendText(value, field, origin, record);
    }
}

static TextRecord readShape(const Json& object, const RecordShape& shape, const std::string& origin) {
    TextRecord record;
    for (const ShapeField& field : shape.fields) {
        if (object.contains(field.key)) {
            appendField(object[field.key], field, origin, record);
            record.field += (record.field.empty() ? "" : "+") + field.key;
        }
    }
    std::erase_if(record.messages, [](const ChatMessage& message) { return message.content.empty(); });
    for (const ChatMessage& message : record.messages) {
        appendPart(record.text, message.content);
    }
    const bool hasRoles = !record.messages.empty() && !record.messages.front().role.empty();
    const bool oneText = shape.fields.size() > 1 && record.messages.size() == 1 && !record.isChat;
    record.isChat = hasRoles && !oneText && (record.isChat || shape.isChat);
    if (oneText) {
        record.messages.front().role.clear(); // a prompt or an answer alone is a plain text
    }
    return record;
}

static TextRecord fromObject(const Json& object, const std::string& origin, const std::string& key) {
    std::vector<std::string> keys;
    std::string names;
    for (const auto& item : object.items()) {
        keys.push_back(item.key());
        names += (names.empty() ? "\"" : ", \"") + item.key() + "\"";
    }
    const std::string found = names.empty() ? "an empty object" : names;
    if (!key.empty()) {
        if (!object.contains(key)) {
            throw recordError(origin, fmt::format("the field \"{}\"", key), found);
        }
        return readShape(object, shapeOfKey(key), origin);
    }
    if (const RecordShape* shape = shapeOfKeys(keys)) {
        return readShape(object, *shape, origin);
    }
    throw recordError(origin, fmt::format("one of the fields {}, or a key named with the file", shapeNames()), found);
}

TextRecord textRecordOf(const Json& value, const std::string& origin, const std::string& key) {
    if (value.is_object()) {
        return fromObject(value, origin, key);
    }
    TextRecord record;
    if (value.is_array()) {
        record.ids = idsOf(value, origin);
        record.isIds = true;
        record.field = "lists of token ids";
    } else if (value.is_string()) {
        record.text = value.get<std::string>();
        record.messages = {{"", record.text}};
        record.field = "plain strings";
    } else {
        throw recordError(origin, "an object, a text or a list of token ids", shortJson(value));
    }
    return record;
}

TextRecord textRecordFromJson(std::string_view json, const std::string& origin, const std::string& key) {
    return textRecordOf(parseOrderedJson(json, origin, kRecordLimits), origin, key);
}

std::vector<TextRecord> textRecordsFromJsonFile(std::string_view json, const std::string& origin,
                                                const std::string& key) {
    const Json value = parseOrderedJson(json, origin, kRecordLimits);
    const bool oneList = value.is_array() && !value.empty() && value[0].is_number();
    if (!value.is_array() || oneList) {
        return {textRecordOf(value, origin, key)};
    }
    std::vector<TextRecord> records;
    records.reserve(value.size());
    for (size_t i = 0; i < value.size(); ++i) {
        records.push_back(textRecordOf(value[i], fmt::format("{}, item {}", origin, i + 1), key));
    }
    return records;
}

} // namespace salient
