// SPDX-License-Identifier: Apache-2.0
#include "core/recipe.h"

#include "core/json_fields.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace salient {

static constexpr auto jsonNames(Method) {
    std::array<JsonName<Method>, kMethods.size()> names{};
    std::ranges::transform(kMethods, names.begin(), [](const MethodInfo& info) {
        return JsonName<Method>{info.method, info.name};
    });
    return names;
}
static constexpr auto jsonNames(ColumnOrder) {
    std::array<JsonName<ColumnOrder>, kColumnOrders.size()> names{};
    std::ranges::transform(kColumnOrders, names.begin(), [](const ColumnOrderName& entry) {
        return JsonName<ColumnOrder>{entry.order, entry.name};
    });
    return names;
}
static constexpr auto jsonNames(SearchPreset) {
    return std::array<JsonName<SearchPreset>, 2>{
        {{SearchPreset::Default, "default"}, {SearchPreset::Reference, "reference"}}};
}

static constexpr auto jsonFields(const CalibrationOptions*) {
    using C = CalibrationOptions;
    return std::tuple{jsonField("sources", &C::sources), jsonField("samples", &C::samples),
                      jsonField("length", &C::length), jsonField("seed", &C::seed)};
}
static constexpr auto jsonFields(const Mark*) {
    return std::tuple{jsonField("module", &Mark::module), jsonField("bits", &Mark::bits)};
}
static constexpr auto jsonFields(const Recipe*) {
    using R = Recipe;
    return std::tuple{jsonField("model", &R::model),
                      jsonField("adapter", &R::adapter),
                      jsonField("output", &R::output),
                      jsonField("method", &R::method),
                      jsonField("preset", &R::preset),
                      jsonField("format", &R::format),
                      jsonField("bits", &R::bits),
                      jsonField("group_size", &R::groupSize),
                      jsonField("symmetric", &R::symmetric),
                      jsonField("clip", &R::clip),
                      jsonField("without", &R::without),
                      jsonField("column_order", &R::columnOrder),
                      jsonField("smoothing", &R::smoothing),
                      jsonField("damping", &R::damping),
                      jsonField("calibration", &R::calibration),
                      jsonField("marks", &R::marks),
                      jsonField("strict", &R::strict),
                      jsonField("overwrite", &R::overwrite),
                      jsonField("shard_bytes", &R::shardBytes),
                      jsonField("holdout_samples", &R::holdoutSamples),
                      jsonField("reuse", &R::reuse),
                      jsonField("run_folder", &R::runFolder),
                      jsonField("device", &R::device)};
}

QuantSpec Recipe::spec() const {
    const RangeRule rule = preset == SearchPreset::Reference ? RangeRule::AutoAwq : RangeRule::IncludeZero;
    return {.bits = bits, .groupSize = groupSize, .symmetric = symmetric, .rule = rule};
}

MethodParts Recipe::parts() const {
    MethodParts parts = methodInfo(method).parts;
    for (const MethodPart& part : kMethodParts) {
        if (std::ranges::find(without, part.name) != without.end()) {
            parts.*part.part = false;
        }
    }
    parts.clip = parts.clip && clip;
    parts.descent = parts.descent && parts.feedback;
    parts.searchFeedback = parts.searchFeedback && parts.scales && parts.feedback;
    parts.propagateError = parts.propagateError && parts.needStatistics();
    return parts;
}

/// A calibration source with its parts apart.
struct SourceParts {
    std::string path;
    std::string key;
    double weight = 0.0;
};
static constexpr auto jsonFields(const SourceParts*) {
    return std::tuple{jsonField("path", &SourceParts::path), jsonField("key", &SourceParts::key),
                      jsonField("weight", &SourceParts::weight)};
}

static std::string joinedSource(const Json& source, const std::string& key) {
    SourceParts parts;
    readJson(source, parts, key, UnknownKeys::Refuse);
    if (parts.path.empty()) {
        throw JsonMismatch{key + ".path", "a file or preset", shortJson(source.value("path", Json()))};
    }
    const bool weighted = source.contains("weight");
    if (weighted && !(parts.weight > 0.0 && std::isfinite(parts.weight))) {
        throw JsonMismatch{key + ".weight", "a number above 0", shortJson(source["weight"])};
    }
    return parts.path + (parts.key.empty() ? "" : "#" + parts.key) + (weighted ? fmt::format(":{}", parts.weight) : "");
}

/// Sources given as {"path", "key", "weight"} become the text that means the same, which is what a recipe holds.
static void joinSourceParts(Json& recipe) {
    const Json::json_pointer place("/calibration/sources");
    if (!recipe.contains(place) || !recipe[place].is_array()) {
        return;
    }
    Json& sources = recipe[place];
    for (size_t i = 0; i < sources.size(); ++i) {
        if (sources[i].is_object()) {
            sources[i] = joinedSource(sources[i], fmt::format("calibration.sources[{}]", i));
        }
    }
}

std::string recipeToJson(const Recipe& recipe) {
    return toJson(recipe).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Recipe recipeFromJson(const std::string& text, const std::filesystem::path& origin) {
    try {
        Recipe recipe;
        Json json = jsonFromText(text);
        joinSourceParts(json);
        readJson(json, recipe, "", UnknownKeys::Refuse);
        return recipe;
    } catch (const Json::exception& error) {
        throw usageError("recipe.not_json",
                         fmt::format("Recipe {} is not JSON: {}.", origin.string(), jsonProblem(error)));
    } catch (const JsonMismatch& wrong) {
        if (wrong.expected.empty()) {
            throw usageError("recipe.unknown_key", fmt::format("Recipe {} has the key \"{}\", which does not exist.",
                                                               origin.string(), wrong.key));
        }
        throw usageError("recipe.wrong_type",
                         fmt::format("Recipe {}: expected {} {}, found {}.", origin.string(), wrong.expected,
                                     wrong.key.empty() ? "at the top" : fmt::format("under \"{}\"", wrong.key),
                                     wrong.found));
    }
}

static void checkArithmetic(const Recipe& recipe, std::vector<Issue>& issues) {
    constexpr std::array<int64_t, 6> kGroupSizes = {0, 16, 32, 64, 128, 256};
    if (recipe.bits < 2 || recipe.bits > 8) {
        issues.push_back({Severity::Blocking, "recipe.bits",
                          fmt::format("Expected 2 to 8 bits per weight, found {}.", recipe.bits)});
    }
    if (std::find(kGroupSizes.begin(), kGroupSizes.end(), recipe.groupSize) == kGroupSizes.end()) {
        issues.push_back({Severity::Blocking, "recipe.group_size",
                          fmt::format("Expected a group size among {} (0: the whole row), found {}.",
                                      fmt::join(kGroupSizes, ", "), recipe.groupSize)});
    }
    for (const Mark& mark : recipe.marks) {
        constexpr std::array<int, 5> kMarks = {2, 3, 4, 8, 16};
        if (std::find(kMarks.begin(), kMarks.end(), mark.bits) == kMarks.end()) {
            issues.push_back({Severity::Blocking, "marks.bits",
                              fmt::format("Expected a mark of {} bits for {}, found {}.", fmt::join(kMarks, ", "),
                                          mark.module, mark.bits)});
        }
    }
}

static void checkMethod(const Recipe& recipe, std::vector<Issue>& issues) {
    for (const std::string& name : recipe.without) {
        if (std::ranges::none_of(kMethodParts, [&](const MethodPart& part) { return name == part.name; })) {
            std::vector<std::string> names;
            std::ranges::transform(kMethodParts, std::back_inserter(names), &MethodPart::name);
            issues.push_back({Severity::Blocking, "recipe.without",
                              fmt::format("Expected a part of a method among {} to leave out, found \"{}\".",
                                          fmt::join(names, ", "), name)});
        }
    }
    if (!(recipe.damping > 0.0 && recipe.damping <= 10.0)) {
        issues.push_back({Severity::Blocking, "recipe.damping",
                          fmt::format("Expected a damping above 0 and at most 10 (0.05 is 5 % of the mean diagonal), "
                                      "found {}.",
                                      recipe.damping)});
    }
    if (!(recipe.smoothing >= 0.0 && recipe.smoothing <= 1.0)) {
        issues.push_back(
            {Severity::Blocking, "recipe.smoothing",
             fmt::format("Expected a smoothing from 0 to 1 (0.5 moves half of the range into the weights), "
                         "found {}.",
                         recipe.smoothing)});
    }
    if (recipe.preset == SearchPreset::Reference && recipe.parts().feedback) {
        issues.push_back(
            {Severity::Blocking, "recipe.preset_with_feedback",
             fmt::format("The reference preset repeats AutoAWQ, which has no GPTQ rounding as {} has; take "
                         "the default preset or the method awq.",
                         methodInfo(recipe.method).name)});
    } else if (recipe.preset == SearchPreset::Reference && recipe.method != Method::Awq) {
        issues.push_back({Severity::Notice, "recipe.preset_without_search",
                          fmt::format("{} searches no scales; of the reference preset only its range rule is used.",
                                      methodInfo(recipe.method).title)});
    }
    if (recipe.columnOrder == ColumnOrder::Act && recipe.parts().feedback && recipe.groupSize == 0) {
        issues.push_back({Severity::Notice, "recipe.act_order",
                          "With one group per row, act-order files carry an order that group-aware does without."});
    }
}

static void checkCalibration(const CalibrationOptions& calibration, int64_t holdout, std::vector<Issue>& issues) {
    const auto require = [&](bool fine, const char* code, const char* what, int64_t found) {
        if (!fine) {
            issues.push_back({Severity::Blocking, code, fmt::format("Expected {}, found {}.", what, found)});
        }
    };
    require(calibration.samples > 0, "recipe.samples", "at least 1 calibration sample", calibration.samples);
    require(calibration.samples <= 1'000'000, "recipe.samples", "at most 1000000 calibration samples",
            calibration.samples);
    require(calibration.length > 0, "recipe.length", "at least 1 token per calibration sample", calibration.length);
    require(calibration.length <= 1'048'576, "recipe.length", "at most 1048576 tokens per calibration sample",
            calibration.length);
    require(holdout >= 0 && holdout <= 100'000, "recipe.holdout_samples", "0 to 100000 hold-out samples", holdout);
}

static void checkPlaces(const Recipe& recipe, std::vector<Issue>& issues) {
    constexpr int64_t kSmallestShard = 1'000'000;
    if (recipe.model.empty()) {
        issues.push_back({Severity::Blocking, "recipe.model", "The recipe names no model folder."});
    }
    if (recipe.output.empty()) {
        issues.push_back({Severity::Blocking, "recipe.output", "The recipe names no output folder."});
    }
    std::error_code ignored; // a path that does not exist is equivalent to nothing
    if (!recipe.model.empty() && !recipe.output.empty() &&
        (recipe.model == recipe.output || std::filesystem::equivalent(recipe.model, recipe.output, ignored))) {
        issues.push_back({Severity::Blocking, "recipe.output_is_model",
                          fmt::format("The output folder {} is the model folder itself; choose another one.",
                                      recipe.output.string())});
    }
    if (recipe.shardBytes < kSmallestShard) {
        issues.push_back(
            {Severity::Blocking, "recipe.shard_bytes",
             fmt::format("Expected shards of at least {} bytes, found {}.", kSmallestShard, recipe.shardBytes)});
    }
}

std::vector<Issue> checkRecipe(const Recipe& recipe) {
    std::vector<Issue> issues;
    checkPlaces(recipe, issues);
    checkArithmetic(recipe, issues);
    checkMethod(recipe, issues);
    checkCalibration(recipe.calibration, recipe.holdoutSamples, issues);
    return issues;
}

} // namespace salient
