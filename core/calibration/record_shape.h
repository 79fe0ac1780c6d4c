// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace salient {

/// What may stand under a key of a record.
enum class FieldKind {
    Text,     ///< a text
    Messages, ///< a list of messages: role (or from) with content (or value)
    Either,   ///< a text or a list of messages
    Ids,      ///< a list of token ids
    Any,      ///< one of the three
};

struct ShapeField {
    std::string key;
    FieldKind kind = FieldKind::Text;
    std::string role; ///< of a text: "user" is a prompt, whose tokens are not scored; empty or "assistant" is scored
    bool required = true;
};

/// A spelling of records that is in use: which keys, in which order, with which meaning.
struct RecordShape {
    std::vector<ShapeField> fields;
    std::vector<std::string> besides; ///< keys that must be there too and are not read
    bool isChat = false;              ///< texts with roles are a conversation, for the chat template
};

/// The shape of a record with these keys, the first of the table that fits; null when none does.
const RecordShape* shapeOfKeys(const std::vector<std::string>& keys);

/// The shape of records whose text the user finds under `key`.
RecordShape shapeOfKey(const std::string& key);

/// "text, content, messages, …": for a message that none of them was found.
std::string shapeNames();

} // namespace salient
