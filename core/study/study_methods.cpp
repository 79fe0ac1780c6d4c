// SPDX-License-Identifier: Apache-2.0
#include "core/study/study_methods.h"

#include "core/quantize_plan.h"
#include "core/quantizers/quantize_block.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

namespace salient {

namespace {

// What a method does to a block besides running it, in tokens through the block; measured on SmolLM2-135M.
constexpr int64_t kSearchTokens = 16384;
constexpr int64_t kRoundingTokens = 1024;

/// What `quantize` would be asked for. AWQ's own layout has no more than 4 bits.
Recipe recipeOf(Method method, const StudySetting& setting, const StudiedModel& model) {
    Recipe recipe;
    recipe.model = model.folder;
    recipe.output = "study"; // nothing is written
    recipe.method = method;
    recipe.format = setting.bits <= 4 ? kDefaultFormat : "compressed-tensors";
    recipe.bits = setting.bits;
    recipe.groupSize = setting.groupSize;
    recipe.calibration.sources = {setting.calibration};
    recipe.calibration.samples = studyMethod(setting.method).calibrated ? setting.samples : 1;
    recipe.calibration.length = model.sampleLength;
    recipe.calibration.seed = setting.seed;
    return recipe;
}

void refuseBlocking(const std::vector<Issue>& issues) {
    for (const Issue& issue : issues) {
        if (issue.severity == Severity::Blocking) {
            throw usageError(issue.code, issue.sentence);
        }
    }
}

/// Of what a plan finds, layers that stay in 16 bit; how loaders take files is no part of a study.
std::vector<Issue> findingsOf(const QuantizePlan& plan) {
    std::vector<Issue> issues = plan.issues;
    std::erase_if(issues, [](const Issue& issue) { return !issue.code.ends_with("_not_fit"); });
    return issues;
}

double storedBits(const PlannedLinear& linear) {
    const auto weights = static_cast<double>(linear.shape.out * linear.shape.in);
    if (!linear.spec) {
        return 16.0 * weights;
    }
    const QuantSpec& spec = *linear.spec;
    const auto groups = static_cast<double>(linear.shape.out * spec.groupsFor(linear.shape.in));
    return spec.bits * weights + (16.0 + (spec.symmetric ? 0.0 : spec.bits)) * groups;
}

/// What is done to one block, and the bits that its linears then take.
struct BlockShare {
    BlockPlan plan;
    double bits = 0.0;
};

std::map<int64_t, BlockShare> sharesOf(const Recipe& recipe, const QuantizePlan& plan) {
    std::map<int64_t, BlockShare> shares;
    for (const PlannedLinear& linear : plan.linears) {
        BlockShare& share = shares[linear.block];
        share.plan.method = recipe.method;
        share.plan.preset = recipe.preset;
        share.plan.clip = recipe.clip;
        share.plan.packRule = recipe.spec().rule;
        share.plan.sequenceLength = recipe.calibration.length;
        share.bits += storedBits(linear);
        if (linear.spec) {
            share.plan.specs[linear.shape.name] = *linear.spec;
        }
    }
    return shares;
}

/// A method of `quantize`.
template <Method method>
StudyWork prepareRecipe(const StudySetting& setting, const StudiedModel& model) {
    const Recipe recipe = recipeOf(method, setting, model);
    refuseBlocking(checkRecipe(recipe));
    const QuantizePlan plan = planQuantization(recipe, model.config);
    refuseBlocking(plan.issues);
    StudyWork work;
    work.setting = setting;
    work.statistics = statisticsOptions(recipe, setting.samples);
    work.peakBytes = plan.peakBytes;
    work.searchTokens = setting.samples > 0 ? kSearchTokens : kRoundingTokens;
    work.issues = findingsOf(plan);
    work.quantize = [&config = model.config, shares = sharesOf(recipe, plan)](
                        BlockRunner& runner, Block& block, BlockStatistics& statistics, const RunContext& context) {
        const BlockShare& share = shares.at(block.index);
        quantizeBlock(runner, config, share.plan, block, statistics, context);
        return share.bits;
    };
    return work;
}

} // namespace

const std::vector<StudyMethod>& studyMethods() {
    static const std::vector<StudyMethod> methods = {
        {.name = "awq", .prepare = prepareRecipe<Method::Awq>},
        {.name = "rtn", .calibrated = false, .prepare = prepareRecipe<Method::Rtn>},
    };
    return methods;
}

const StudyMethod& studyMethod(const std::string& name) {
    const std::vector<StudyMethod>& methods = studyMethods();
    const auto found = std::ranges::find(methods, name, &StudyMethod::name);
    if (found == methods.end()) {
        std::vector<std::string> names;
        std::ranges::transform(methods, std::back_inserter(names), &StudyMethod::name);
        throw usageError("study.method",
                         fmt::format("Expected methods among {}, found \"{}\".", fmt::join(names, ", "), name));
    }
    return *found;
}

StudySetting essential(StudySetting setting) {
    const StudyMethod& method = studyMethod(setting.method);
    if (!method.calibrated) {
        setting.calibration.clear();
        setting.samples = 0;
        setting.seed = 0;
    }
    if (method.fixedBits != 0) {
        setting.bits = method.fixedBits;
        setting.groupSize = method.fixedGroupSize;
    }
    return setting;
}

} // namespace salient
