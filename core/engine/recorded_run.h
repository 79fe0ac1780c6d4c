// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe.h"
#include "core/run_context.h"

#include <string>

namespace salient {

/// Quantises as the recipe says and writes everything that happens into a run folder, which is made when the run really
/// starts: a run refused before that leaves nothing. Returns the result with the folder's path, JSON text. Throws
/// Error.
std::string recordedRun(const Recipe& recipe, const RunContext& context);

} // namespace salient
