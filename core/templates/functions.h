// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/object.h"

#include <string_view>

namespace salient::templates {

/// A function that every template may call, e.g. range or raise_exception; null when there is none of that name.
NativeCode findFunction(std::string_view name);

} // namespace salient::templates
