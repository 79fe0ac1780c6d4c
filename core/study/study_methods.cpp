// SPDX-License-Identifier: Apache-2.0
#include "core/study/study_methods.h"

#include "core/quantize_plan.h"
#include "core/quantizers/compared_methods.h"
#include "core/quantizers/quantize_block.h"
#include "core/record/study_settings.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

namespace salient {

namespace {

// What a method does to a block besides running it, in tokens through the block; for a time that is left.
constexpr int64_t kScaleTokens = 16384;
constexpr int64_t kFeedbackTokens = 4096;
constexpr int64_t kRoundingTokens = 1024;

int64_t searchTokens(const MethodParts& parts) {
    return kRoundingTokens + (parts.scales ? kScaleTokens : 0) + (parts.feedback ? kFeedbackTokens : 0) +
           (parts.searchFeedback ? kScaleTokens : 0);
}

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
    recipe.calibration.samples = studyMethodTraits(setting.method).calibrated ? setting.samples : 1;
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
        share.plan.parts = recipe.parts();
        share.plan.columnOrder = recipe.columnOrder;
        share.plan.damping = recipe.damping;
        share.plan.preset = recipe.preset;
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
StudyWork prepareMethod(Method method, const StudySetting& setting, const StudiedModel& model) {
    const Recipe recipe = recipeOf(method, setting, model);
    refuseBlocking(checkRecipe(recipe));
    const QuantizePlan plan = planQuantization(recipe, model.config);
    refuseBlocking(plan.issues);
    StudyWork work;
    work.setting = setting;
    work.propagates = recipe.parts().propagateError;
    work.statistics = statisticsOptions(recipe, setting.samples);
    work.peakBytes = plan.peakBytes;
    work.searchTokens = searchTokens(recipe.parts());
    work.issues = findingsOf(plan);
    work.quantize = [&config = model.config, shares = sharesOf(recipe, plan)](
                        BlockRunner& runner, Block& block, BlockStatistics& statistics, const RunContext& context) {
        const BlockShare& share = shares.at(block.index);
        quantizeBlock(runner, config, share.plan, block, statistics, context);
        return share.bits;
    };
    return work;
}

/// A method that AWQ is compared with, and that `quantize` writes no files of.
StudyWork prepareCompared(const ComparedMethod& method, const StudySetting& setting, const StudiedModel& model) {
    const Recipe recipe = recipeOf(Method::RtnClip, setting, model); // calibrated as one that reads statistics alone
    refuseBlocking(checkRecipe(recipe));
    const ComparedSettings settings{.rest = recipe.spec()};
    StudyWork work;
    work.issues = comparedMethodIssues(method, model.config, settings);
    refuseBlocking(work.issues);
    work.setting = setting;
    work.statistics = statisticsOptions(recipe, setting.samples);
    work.peakBytes = plannedPeakBytes(recipe, model.config);
    work.searchTokens = kRoundingTokens;
    work.quantize = [&config = model.config, &method, settings](BlockRunner& runner, Block& block,
                                                                BlockStatistics& statistics, const RunContext&) {
        double bits = 0.0;
        for (const ComparedLinear& linear :
             applyComparedMethod(runner.backend(), config, method, settings, statistics, block)) {
            bits += 8.0 * static_cast<double>(linear.bytes);
        }
        return bits;
    };
    return work;
}

StudyMethod comparedEntry(const ComparedMethod& method) {
    StudyMethod entry{.name = std::string(method.name)};
    entry.prepare = [&method](const StudySetting& setting, const StudiedModel& model) {
        return prepareCompared(method, setting, model);
    };
    return entry;
}

} // namespace

const std::vector<StudyMethod>& studyMethods() {
    static const std::vector<StudyMethod> methods = [] {
        std::vector<StudyMethod> table;
        for (const MethodInfo& info : kMethods) {
            if (info.parts.smooth) {
                continue; // by its own definition below: 8 bits for weights and inputs
            }
            table.push_back({.name = info.name});
            table.back().prepare = [method = info.method](const StudySetting& setting, const StudiedModel& model) {
                return prepareMethod(method, setting, model);
            };
        }
        std::ranges::transform(comparedMethods(), std::back_inserter(table), comparedEntry);
        return table;
    }();
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

} // namespace salient
