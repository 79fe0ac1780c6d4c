// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json_fields.h"
#include "core/recipe.h"
#include "core/record/prediction.h"
#include "core/run_context.h"

#include <filesystem>
#include <optional>
#include <string>

namespace salient {

/// How small a result is to be, beside a recipe: "target_bits" and "target_size" of `quantize` and `plan`. Not part of
/// the recipe, which holds the marks that follow from it.
struct BudgetTarget {
    double bits = 0.0; ///< mean bits per weight of the blocks' linears, scales and zero points included; 0: no target
    std::string size;  ///< of all weight files, "900MB"; empty: no target
};

/// Takes the target out of a command's arguments, JSON text; nothing when it has none. Throws Error (usage).
std::optional<BudgetTarget> takeTarget(const char* command, std::string& arguments);

/// What was chosen for a target, from which measurement.
struct BudgetChoice {
    std::filesystem::path run; ///< folder that holds the measurement
    SensitivityRecord record;
    BudgetAnswer answer;
    std::vector<Mark> marks; ///< of the sets whose bits differ from the recipe's
};

/// Solves the target from the measurement of recipe.reuse or, without it, of the newest measured run of this model,
/// which recipe.reuse then names. The recipe's marks are pins; the choice becomes its marks. Only bits that the
/// recipe's format holds are chosen, and fewer than were measured only when the target needs them. Throws Error:
/// (input) budget.not_measured, (usage) budget.other_settings when the measurement is of other bits, groups or zero
/// points, and what chooseBits() throws.
BudgetChoice applyTarget(const BudgetTarget& target, Recipe& recipe);

/// The marks that give the sets these bits in a recipe of `usual` bits.
std::vector<Mark> marksOf(const SensitivityRecord& record, const std::vector<int>& bits, int usual);

/// {"bits_per_weight", "bytes", "gap", "within_noise", "predicted": {...}, "sets", "marks"}
Json choiceToJson(const SensitivityRecord& record, const BudgetAnswer& answer, const std::vector<Mark>& chosen);

/// What the choice became: the result against the original on the measurement's own text, as choiceToJson() has it
/// under "predicted"; null, with a finding that says why, when the text is gone or was changed.
Json measuredJson(const BudgetChoice& choice, const Recipe& recipe, const RunContext& context);

} // namespace salient
