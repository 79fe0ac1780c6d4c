// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/engine/commands.h"
#include "core/engine/kept_model.h"
#include "core/engine/recipe_arguments.h"
#include "core/engine/recorded_run.h"
#include "core/quantize_model.h"
#include "core/run_folder.h"

#include <optional>

namespace salient {

namespace {

struct VerifyArguments {
    std::filesystem::path model;
    std::filesystem::path against;
};
constexpr auto jsonFields(const VerifyArguments*) {
    return std::tuple{jsonField("model", &VerifyArguments::model), jsonField("against", &VerifyArguments::against)};
}

} // namespace

std::string quantizeCommand(const std::string& arguments, const RunContext& context) {
    Recipe recipe = recipeFromArguments("quantize", arguments);
    recipe.model = resolveModelFolder(recipe.model.string());
    return recordedRun(recipe, context);
}

std::string verifyCommand(const std::string& arguments, const RunContext& context) {
    const auto given = readArguments<VerifyArguments>("verify", arguments);
    requireArgument("verify", "model", !given.model.empty());
    return verifyModel(resolveModelFolder(given.model.string()), resolveModelFolder(given.against.string()), context);
}

} // namespace salient
