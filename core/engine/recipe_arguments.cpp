// SPDX-License-Identifier: Apache-2.0
#include "core/engine/recipe_arguments.h"

#include "core/calibration/calibration_data.h"
#include "core/json_fields.h"
#include "core/report/stored_run.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

static Recipe readRecipe(const char* command, const std::string& arguments) {
    Json keys;
    try {
        keys = jsonFromText(arguments);
    } catch (const Json::exception& error) {
        throw usageError("arguments.not_json",
                         fmt::format("The arguments of \"{}\" are not JSON: {}.", command, jsonProblem(error)));
    }
    if (!keys.is_object() || !keys.contains("recipe")) {
        return recipeFromJson(arguments, "of the arguments");
    }
    if (!keys["recipe"].is_string()) {
        throw usageError("arguments.wrong_type", fmt::format("\"{}\" expects a file name as \"recipe\", found {}.",
                                                             command, shortJson(keys["recipe"])));
    }
    const std::filesystem::path file = keys["recipe"].get<std::string>();
    const std::string text = readTextFile(file);
    recipeFromJson(text, file); // what is wrong in the file is said of the file
    keys.erase("recipe");
    Json merged = jsonFromText(text);
    merged.merge_patch(keys);
    return recipeFromJson(jsonToText(merged), "of the arguments");
}

Recipe recipeFromArguments(const char* command, const std::string& arguments) {
    Recipe recipe = readRecipe(command, arguments);
    std::error_code failure;
    if (!recipe.reuse.empty() && !std::filesystem::exists(recipe.reuse / "recipe.json", failure)) {
        recipe.reuse = resolveRunFolder(recipe.reuse.string()); // a run may be named without its folder
    }
    return recipe;
}

} // namespace salient
