// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/hugging_face_cache.h"
#include "core/convert_model.h"
#include "core/engine/arguments.h"
#include "core/engine/budget_target.h"
#include "core/engine/command_functions.h"
#include "core/engine/commands.h"
#include "core/engine/kept_model.h"
#include "core/engine/recipe_arguments.h"
#include "core/engine/recorded_run.h"
#include "core/quantize_model.h"
#include "core/report/stored_run.h"
#include "core/run_folder.h"

#include <optional>

namespace salient {

static constexpr auto jsonFields(const ConvertRequest*) {
    using C = ConvertRequest;
    return std::tuple{jsonField("model", &C::model),         jsonField("output", &C::output),
                      jsonField("format", &C::format),       jsonField("run", &C::run),
                      jsonField("overwrite", &C::overwrite), jsonField("shard_bytes", &C::shardBytes)};
}

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
    std::string own = arguments;
    const std::optional<BudgetTarget> target = takeTarget("quantize", own);
    Recipe recipe = recipeFromArguments("quantize", own);
    recipe.model = resolveModelFolder(recipe.model.string());
    if (!target) {
        return recordedRun(recipe, context);
    }
    const BudgetChoice choice = applyTarget(*target, recipe);
    return recordedRun(recipe, context, [&](Json& result, const RunContext& recorded) {
        result["budget"] = choiceToJson(choice.record, choice.answer, choice.marks);
        result["budget"]["measurement"] = choice.run.string();
        result["budget"]["measured"] = measuredJson(choice, recipe, recorded);
    });
}

std::string convertCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<ConvertRequest>("convert", arguments);
    requireArgument("convert", "model", !given.model.empty());
    requireArgument("convert", "output", !given.output.empty());
    requireArgument("convert", "format", !given.format.empty());
    given.model = resolveModelFolder(given.model.string());
    if (!given.run.empty()) {
        given.run = resolveRunFolder(given.run.string());
    }
    return convertModel(given, context);
}

std::string verifyCommand(const std::string& arguments, const RunContext& context) {
    const auto given = readArguments<VerifyArguments>("verify", arguments);
    requireArgument("verify", "model", !given.model.empty());
    return verifyModel(resolveModelFolder(given.model.string()), resolveModelFolder(given.against.string()), context);
}

} // namespace salient
