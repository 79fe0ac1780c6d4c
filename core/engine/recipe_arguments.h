// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe.h"

#include <string>

namespace salient {

/// The arguments of a command as a recipe: its keys, and under "recipe" a recipe file that they override. Throws Error
/// (usage) naming command and key.
Recipe recipeFromArguments(const char* command, const std::string& arguments);

} // namespace salient
