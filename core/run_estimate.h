// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"
#include "core/recipe.h"
#include "kernels/backend.h"

namespace salient {

/// Floating-point operations of a run, by what the plan of its steps says.
double plannedOperations(const Recipe& recipe, const ModelConfig& config);

/// Operations per second of this machine's products in the model's own shapes, now; takes about a fifth of a second.
double measureProductSpeed(Backend& backend, const ModelConfig& config);

struct SecondsRange {
    double low = 0.0;
    double high = 0.0;
};
/// How long a run takes where products have this speed.
SecondsRange estimateSeconds(const Recipe& recipe, const ModelConfig& config, double operationsPerSecond);

} // namespace salient
