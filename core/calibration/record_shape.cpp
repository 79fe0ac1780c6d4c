// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/record_shape.h"

#include <algorithm>

namespace salient {

static ShapeField field(const char* key, FieldKind kind = FieldKind::Text) {
    return {key, kind, "", true};
}
static ShapeField prompt(const char* key, FieldKind kind = FieldKind::Text) {
    return {key, kind, "user", true};
}
static ShapeField moreOfThePrompt(const char* key, FieldKind kind = FieldKind::Text) {
    return {key, kind, "user", false};
}
static ShapeField answer(const char* key, FieldKind kind = FieldKind::Text) {
    return {key, kind, "assistant", true};
}

/// The first that fits is taken, so the more telling come first.
static const std::vector<RecordShape>& recordShapes() {
    constexpr FieldKind kEither = FieldKind::Either;
    static const std::vector<RecordShape> kShapes = {
        {{field("text")}, {}, false},
        {{field("content")}, {}, false},
        {{field("messages", FieldKind::Messages)}, {}, true},
        {{field("conversations", FieldKind::Messages)}, {}, true},
        {{field("conversation", FieldKind::Messages)}, {}, true},
        {{moreOfThePrompt("prompt", kEither), answer("chosen", kEither)}, {"rejected"}, true},
        {{prompt("prompt", kEither), answer("response", kEither)}, {}, false},
        {{prompt("prompt", kEither), answer("completion", kEither)}, {}, false},
        {{prompt("instruction"), moreOfThePrompt("input"), answer("output")}, {}, true},
        {{prompt("instruction"), moreOfThePrompt("context"), answer("response")}, {}, true},
        {{moreOfThePrompt("context"), prompt("question"), answer("answer")}, {}, true},
        {{prompt("question"), answer("response")}, {}, true},
        {{prompt("query"), answer("answer")}, {}, true},
        {{prompt("query"), answer("response")}, {}, true},
        {{prompt("input"), answer("output")}, {}, true},
        {{field("input_ids", FieldKind::Ids)}, {}, false},
    };
    return kShapes;
}

const RecordShape* shapeOfKeys(const std::vector<std::string>& keys) {
    const auto has = [&](const std::string& key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
    for (const RecordShape& shape : recordShapes()) {
        const bool fits = std::all_of(shape.fields.begin(), shape.fields.end(),
                                      [&](const ShapeField& field) { return !field.required || has(field.key); });
        if (fits && std::all_of(shape.besides.begin(), shape.besides.end(), has)) {
            return &shape;
        }
    }
    return nullptr;
}

RecordShape shapeOfKey(const std::string& key) {
    return {{{key, FieldKind::Any, "", true}}, {}, true};
}

std::string shapeNames() {
    std::string names;
    for (const RecordShape& shape : recordShapes()) {
        std::string fields;
        for (const ShapeField& field : shape.fields) {
            fields += field.required ? (fields.empty() ? "" : "+") + field.key : "";
        }
        names += (names.empty() ? "" : ", ") + fields;
    }
    return names;
}

} // namespace salient
