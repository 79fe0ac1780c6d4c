// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json_values.h"

#include "ui/text.h"

namespace salient::ui {

QString textAt(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? text(found->get_ref<const std::string&>()) : QString();
}

std::optional<double> knownNumberAt(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

double numberAt(const Json& json, const char* key) {
    return knownNumberAt(json, key).value_or(0.0);
}

qint64 countAt(const Json& json, const char* key) {
    return static_cast<qint64>(numberAt(json, key));
}

} // namespace salient::ui
