// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe.h"

#include <string>

namespace salient {

/// The `salient quantize ...` that does what the recipe says, quoted for a POSIX shell; what is as by default is left
/// out.
std::string recipeCommandLine(const Recipe& recipe);

} // namespace salient
