// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/hugging_face_cache.h"
#include "core/checkpoint/output_file.h"
#include "core/command_line.h"
#include "core/engine/budget_target.h"
#include "core/engine/command_functions.h"
#include "core/engine/recipe_arguments.h"
#include "core/export/output_folder.h"
#include "core/formats/feasibility.h"
#include "core/json_fields.h"
#include "core/plan_layers.h"
#include "core/quantized_output.h"
#include "core/recipe_command_line.h"
#include "core/run_clock.h"
#include "core/run_estimate.h"
#include "kernels/system_memory.h"

#include <fmt/format.h>

namespace salient {

namespace {

const char* severityName(Severity severity) {
    return severity == Severity::Blocking ? "blocking" : severity == Severity::Warning ? "warning" : "notice";
}

Json issuesToJson(const std::vector<Issue>& issues) {
    Json list = Json::array();
    for (const Issue& issue : issues) {
        list.push_back(
            {{"severity", severityName(issue.severity)}, {"code", issue.code}, {"sentence", issue.sentence}});
    }
    return list;
}

Json layersToJson(const std::vector<PlannedLayer>& layers) {
    Json list = Json::array();
    for (const PlannedLayer& layer : layers) {
        list.push_back({{"module", layer.module},
                        {"block", layer.block},
                        {"kind", layer.kind},
                        {"in", layer.in},
                        {"out", layer.out},
                        {"parameters", layer.parameters()},
                        {"bits", layer.bits},
                        {"group_size", layer.groupSize},
                        {"reason", layer.reason},
                        {"fused_set", layer.fusedSet.empty() ? Json() : Json(layer.fusedSet)},
                        {"bytes_now", layer.bytesNow},
                        {"bytes_then", layer.bytesThen}});
    }
    return list;
}

/// What is known without the model. Where the result goes may still be open.
std::vector<Issue> recipeIssues(const Recipe& recipe) {
    std::vector<Issue> issues = checkRecipe(recipe);
    std::erase_if(issues, [](const Issue& issue) { return issue.code == "recipe.output"; });
    return issues;
}

/// What would stand in the way of writing; nothing is made.
void addPlaceIssues(const Recipe& recipe, int64_t outputBytes, std::vector<Issue>& issues) {
    if (recipe.output.empty()) {
        return;
    }
    try {
        OutputFolder::check(recipe.output, {recipe.model, recipe.overwrite, outputBytes});
    } catch (const Error& error) {
        issues.push_back({Severity::Blocking, error.code(), error.what()});
    }
}

void addMemoryIssue(int64_t peakBytes, int64_t freeBytes, std::vector<Issue>& issues) {
    if (freeBytes > 0 && peakBytes > freeBytes) {
        issues.push_back({Severity::Warning, "memory.tight",
                          fmt::format("The run is planned to hold {} and {} are free; fewer samples need less.",
                                      bytesText(peakBytes), bytesText(freeBytes))});
    }
}

Json freeDisk(const Recipe& recipe) {
    if (recipe.output.empty()) {
        return nullptr;
    }
    const std::filesystem::path parent = std::filesystem::absolute(recipe.output).lexically_normal().parent_path();
    const int64_t bytes = freeBytes(parent);
    return bytes < 0 ? Json() : Json(bytes);
}

double bitsPerWeight(const std::vector<PlannedLayer>& layers) {
    double bytes = 0.0;
    double weights = 0.0;
    for (const PlannedLayer& layer : layers) {
        bytes += static_cast<double>(layer.bytesThen);
        weights += static_cast<double>(layer.parameters());
    }
    return 8.0 * bytes / weights;
}

/// Every format, and why it does not hold what is wanted or who does not read it.
Json formatsToJson(const Recipe& recipe, const QuantizePlan& plan) {
    std::vector<ExportModule> wanted;
    for (const PlannedLinear& linear : plan.linears) {
        ExportModule module{{linear.module, linear.shape.out, linear.shape.in}, {}, linear.fusedSet};
        const int mark = plan.marks.of(linear.module);
        if (linear.shape.packable() && mark != 16) {
            module.spec = recipe.spec();
            module.spec->bits = mark == 0 ? recipe.bits : mark;
        }
        wanted.push_back(std::move(module));
    }
    return jsonFromText(feasibilityToJson(formatFeasibility(wanted)));
}

} // namespace

std::string planCommand(const std::string& arguments, const RunContext& context) {
    std::string own = arguments;
    const std::optional<BudgetTarget> target = takeTarget("plan", own);
    Recipe recipe = recipeFromArguments("plan", own);
    std::vector<Issue> issues = recipeIssues(recipe);
    for (const Issue& issue : issues) {
        if (issue.code == "recipe.model" || issue.code == "recipe.bits" || issue.code == "recipe.group_size" ||
            issue.code == "recipe.length") {
            throw usageError(issue.code, issue.sentence); // nothing can be counted with these
        }
    }
    std::string commandLine = recipeCommandLine(recipe);
    if (target) {
        commandLine += target->size.empty() ? fmt::format(" --target-bits {}", target->bits)
                                            : " --target-size " + shellQuoted(target->size);
    }
    recipe.model = resolveModelFolder(recipe.model.string());
    const ModelSource source = ModelSource::open(recipe.model, recipe.adapter);
    context.checkCancelled();
    if (source.quantized()) {
        throw inputError("model.already_quantized",
                         fmt::format("{} is quantised already; give the original model.", recipe.model.string()));
    }
    Json budget;
    if (target) {
        const BudgetChoice choice = applyTarget(*target, recipe);
        budget = choiceToJson(choice.record, choice.answer, choice.marks);
        budget["measurement"] = choice.run.string();
    }
    const QuantizePlan plan = planQuantization(recipe, source.config());
    issues.insert(issues.end(), plan.issues.begin(), plan.issues.end());
    const std::vector<PlannedLayer> layers = plannedLayers(recipe, source, plan);
    int64_t outputBytes = QuantizedOutput(source, plan, exportFormat(recipe.format)).plannedBytes();
    for (size_t i = 0; i < layers.size(); ++i) {
        if (!plan.linears[i].spec && layers[i].bits != 16) { // counted in 16 bit by the format that does not hold it
            outputBytes += layers[i].bytesThen - 2 * layers[i].parameters();
        }
    }
    const int64_t freeMemory = availableMemoryBytes();
    addPlaceIssues(recipe, outputBytes, issues);
    addMemoryIssue(plan.peakBytes, freeMemory, issues);
    const auto backend = makeBackend(parseDevice(recipe.device));
    const SecondsRange seconds =
        estimateSeconds(recipe, source.config(), measureProductSpeed(*backend, source.config()));
    return jsonToText({{"model", recipe.model.string()},
                       {"issues", issuesToJson(issues)},
                       {"output_bytes", outputBytes},
                       {"peak_bytes", plan.peakBytes},
                       {"free_memory_bytes", freeMemory > 0 ? Json(freeMemory) : Json()},
                       {"free_disk_bytes", freeDisk(recipe)},
                       {"bits_per_weight", bitsPerWeight(layers)},
                       {"seconds_low", seconds.low},
                       {"seconds_high", seconds.high},
                       {"formats", formatsToJson(recipe, plan)},
                       {"layers", layersToJson(layers)},
                       {"budget", budget},
                       {"command_line", commandLine}});
}

} // namespace salient
