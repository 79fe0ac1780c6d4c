// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json_fields.h"
#include "core/recipe.h"
#include "core/run_context.h"

#include <functional>
#include <string>

namespace salient {

/// Quantises as the recipe says and writes everything that happens into a run folder, which is made when the run really
/// starts: a run refused before that leaves nothing. `complete`, when given, adds to the result (a JSON object) before
/// it is written. Returns the result with the folder's path, JSON text. Throws Error.
std::string recordedRun(const Recipe& recipe, const RunContext& context,
                        const std::function<void(Json& result, const RunContext& recorded)>& complete = {});

} // namespace salient
