// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block.h"
#include "core/recipe.h"

#include <set>
#include <string>
#include <vector>

namespace salient {

/// The marks of a recipe, looked up in a model. Full module paths.
struct QuantizeMarks {
    std::set<std::string> sixteen; ///< linears that leave the run as they came
    std::set<std::string> eight;

    bool keeps(const std::string& module) const { return sixteen.contains(module); }
    /// Whether a scale of this group would change a linear that is to stay as it is.
    bool touches(const std::string& blockName, const ScalingGroup& group) const;
};

/// Throws Error (usage) naming a module that the model does not have, or that is never packed (routers).
QuantizeMarks findMarks(const Recipe& recipe, const ModelConfig& config);

/// What is to be said of the marks: 8 bits that no format takes yet (blocking), sets that are split, nothing left.
std::vector<Issue> markIssues(const QuantizeMarks& marks, const Recipe& recipe, const ModelConfig& config);

} // namespace salient
