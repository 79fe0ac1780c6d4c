// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json_fields.h"

#include <QString>

#include <optional>

// What the engine answered, read as the window's types; a key that is absent or null is no value. For source files
// only: no header of ours shows JSON.

namespace salient::ui {

QString textAt(const Json& json, const char* key);
std::optional<double> knownNumberAt(const Json& json, const char* key);
/// 0 when it is not known.
double numberAt(const Json& json, const char* key);
qint64 countAt(const Json& json, const char* key);

} // namespace salient::ui
