// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block.h"
#include "core/recipe.h"

#include <map>
#include <string>
#include <vector>

namespace salient {

/// The marks of a recipe, looked up in a model. Full module paths.
struct QuantizeMarks {
    std::map<std::string, int> bits; ///< of the marked linears; 16: they leave the run as they came

    bool keeps(const std::string& module) const { return of(module) == 16; }
    /// The bits of its mark; 0: not marked.
    int of(const std::string& module) const {
        const auto found = bits.find(module);
        return found == bits.end() ? 0 : found->second;
    }
    /// Whether a scale of this group would change a linear that is to stay as it is.
    bool touches(const std::string& blockName, const ScalingGroup& group) const;
};

/// Throws Error (usage) naming a module that the model does not have, or that is never packed (routers).
QuantizeMarks findMarks(const Recipe& recipe, const ModelConfig& config);

/// What is to be said of the marks whatever the format: sets that are split.
std::vector<Issue> markIssues(const QuantizeMarks& marks, const Recipe& recipe, const ModelConfig& config);

/// How many linears or sets a sentence about marks names.
inline constexpr size_t kMostNames = 6;

} // namespace salient
