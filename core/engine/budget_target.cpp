// SPDX-License-Identifier: Apache-2.0
#include "core/engine/budget_target.h"

#include "core/calibration/calibration_data.h"
#include "core/calibration/sha256.h"
#include "core/engine/arguments.h"
#include "core/evaluation/comparison.h"
#include "core/formats/export_format.h"
#include "core/model/model_source.h"
#include "core/quantize_model.h"
#include "core/record/stored_sensitivity.h"
#include "core/run_folder.h"
#include "core/tokenizer/tokenizer.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace salient {

static constexpr auto jsonFields(const BudgetTarget*) {
    return std::tuple{jsonField("target_bits", &BudgetTarget::bits), jsonField("target_size", &BudgetTarget::size)};
}

namespace {

namespace fs = std::filesystem;

constexpr int kChoices[] = {3, 4, 8, 16};

std::optional<Recipe> recipeOf(const fs::path& run) {
    try {
        return readRunRecipe(run);
    } catch (const Error&) {
        return std::nullopt; // not a run, or one of another version: it is not the one looked for
    }
}

/// The newest measured run of a model.
fs::path measuredRun(const fs::path& model) {
    fs::path newest;
    fs::file_time_type newestTime;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(runsFolder(), failure)) {
        const fs::path file = sensitivityFile(entry.path());
        const auto time = fs::last_write_time(file, failure);
        if (failure || (!newest.empty() && time <= newestTime)) {
            continue;
        }
        const std::optional<Recipe> recipe = recipeOf(entry.path());
        if (recipe && fs::weakly_canonical(recipe->model) == fs::weakly_canonical(model)) {
            newest = entry.path();
            newestTime = time;
        }
    }
    if (newest.empty()) {
        throw inputError("budget.not_measured",
                         fmt::format("A target needs a measurement of {}, and no recorded run has one; make it with "
                                     "\"salient sensitivity {} --text FILE\", or name a run with --reuse.",
                                     model.string(), model.string()));
    }
    return newest;
}

// Sizes and effects were measured for these.
void requireMeasuredSettings(const Recipe& measured, const Recipe& now, const fs::path& run) {
    const auto text = [](const Recipe& r) {
        return fmt::format("{} bits, group size {}, {}, {}", r.bits, r.groupSize,
                           r.symmetric ? "symmetric" : "asymmetric", methodInfo(r.method).title);
    };
    if (text(measured) != text(now)) {
        throw usageError("budget.other_settings",
                         fmt::format("The measurement in {} is of {}, and this run asks for {}; ask for the same, or "
                                     "measure a run of these settings.",
                                     run.string(), text(measured), text(now)));
    }
}

// nothing: the format does not hold it
std::optional<int64_t> bytesIn(const ExportFormat& format, const PlannedLinear& linear, QuantSpec spec, int bits) {
    const ExportLinear place{linear.module, linear.shape.out, linear.shape.in};
    if (bits == 16) {
        return 2 * place.out * place.in;
    }
    spec.bits = bits;
    spec = format.adapt(spec);
    const std::optional<Issue> issue = format.check(place, spec);
    return issue && issue->severity == Severity::Blocking ? std::nullopt
                                                          : std::optional(storedBytes(format, place, spec));
}

/// The measurement with the sizes that the sets have in the recipe's format, of the bits that it holds.
SensitivityRecord inFormatOf(const Recipe& recipe, const ModelConfig& config, SensitivityRecord record) {
    const ExportFormat& format = exportFormat(recipe.format);
    std::map<std::string, PlannedLinear> linears;
    for (PlannedLinear& linear : planQuantization(recipe, config).linears) {
        const std::string module = linear.module;
        linears.emplace(module, std::move(linear));
    }
    for (SensitivitySet& set : record.sets) {
        set.bytes.clear();
        for (const int bits : kChoices) {
            std::optional<int64_t> bytes = 0;
            for (const std::string& module : set.modules) {
                const auto linear = linears.find(module);
                if (linear == linears.end()) {
                    throw inputError("budget.other_model",
                                     fmt::format("The measurement is of a model with a linear {}, which {} does not "
                                                 "have; measure this model.",
                                                 module, recipe.model.string()));
                }
                const auto own = bytesIn(format, linear->second, recipe.spec(), bits);
                bytes = bytes && own ? std::optional(*bytes + *own) : std::nullopt;
            }
            if (bytes) {
                set.bytes[bits] = *bytes;
            }
        }
    }
    return record;
}

std::vector<int> bitsIn(const SensitivityRecord& record) {
    std::set<int> bits;
    for (const SensitivitySet& set : record.sets) {
        for (const auto& [held, bytes] : set.bytes) {
            bits.insert(held);
        }
    }
    return {bits.begin(), bits.end()};
}

// Fewer bits than were measured only where the target cannot be had otherwise: what they cost is extrapolated.
BudgetAnswer chooseBitsUpwards(const SensitivityRecord& record, const BudgetRequest& request, int measured) {
    BudgetRequest upwards = request;
    std::erase_if(upwards.bits, [measured](int bits) { return bits < measured; });
    try {
        return chooseBits(record, upwards);
    } catch (const Error& error) {
        if (error.code() != "budget.too_small" || upwards.bits.size() == request.bits.size()) {
            throw;
        }
    }
    return chooseBits(record, request);
}

} // namespace

std::vector<Mark> marksOf(const SensitivityRecord& record, const std::vector<int>& bits, int usual) {
    std::vector<Mark> marks;
    for (size_t i = 0; i < record.sets.size(); ++i) {
        if (bits[i] != usual) {
            for (const std::string& module : record.sets[i].modules) {
                marks.push_back({module, bits[i]});
            }
        }
    }
    return marks;
}

std::optional<BudgetTarget> takeTarget(const char* command, std::string& arguments) {
    Json all;
    try {
        all = jsonFromText(arguments);
    } catch (const Json::exception&) {
        return std::nullopt; // whoever reads the arguments next says what is wrong with them
    }
    Json own = Json::object();
    for (const char* key : {"target_bits", "target_size"}) {
        if (all.is_object() && all.contains(key)) {
            own[key] = all[key];
            all.erase(key);
        }
    }
    if (own.empty()) {
        return std::nullopt;
    }
    arguments = jsonToText(all);
    return readArguments<BudgetTarget>(command, jsonToText(own));
}

BudgetChoice applyTarget(const BudgetTarget& target, Recipe& recipe) {
    const fs::path run = recipe.reuse.empty() ? measuredRun(recipe.model) : recipe.reuse;
    BudgetChoice choice{
        run,
        inFormatOf(recipe, ModelSource::open(recipe.model, recipe.adapter).config(), readSensitivity(run)),
        {},
        {}};
    if (const std::optional<Recipe> measured = recipeOf(run)) {
        requireMeasuredSettings(*measured, recipe, run);
    }
    BudgetRequest request;
    request.bits = bitsIn(choice.record);
    for (const Mark& mark : recipe.marks) {
        request.pins[mark.module] = mark.bits;
    }
    if (target.bits != 0.0) {
        request.targetBits = target.bits;
    }
    if (!target.size.empty()) {
        request.targetBytes = parseBytes(target.size);
    }
    choice.answer = chooseBitsUpwards(choice.record, request, recipe.bits);
    choice.marks = marksOf(choice.record, choice.answer.bits, recipe.bits);
    recipe.marks = choice.marks;
    recipe.reuse = run;
    return choice;
}

Json choiceToJson(const SensitivityRecord& record, const BudgetAnswer& answer, const std::vector<Mark>& chosen) {
    Json sets = Json::array();
    Json marks = Json::array();
    for (size_t i = 0; i < record.sets.size(); ++i) {
        if (answer.bits[i] != record.sets[i].bits) {
            sets.push_back({{"set", record.sets[i].name}, {"bits", answer.bits[i]}});
        }
    }
    for (const Mark& mark : chosen) {
        marks.push_back({{"module", mark.module}, {"bits", mark.bits}});
    }
    return {{"bits_per_weight", jsonNumber(answer.bitsPerWeight)},
            {"bytes", answer.fileBytes},
            {"gap", jsonNumber(answer.gap)},
            {"within_noise", answer.withinNoise},
            {"predicted",
             {{"kl", jsonNumber(answer.kl.mean)},
              {"kl_low", jsonNumber(answer.kl.low)},
              {"kl_high", jsonNumber(answer.kl.high)},
              {"perplexity", jsonNumber(answer.perplexity)},
              {"perplexity_low", jsonNumber(answer.perplexityLow)},
              {"perplexity_high", jsonNumber(answer.perplexityHigh)}}},
            {"sets", sets},
            {"marks", marks}};
}

Json measuredJson(const BudgetChoice& choice, const Recipe& recipe, const RunContext& context) {
    const auto start = std::chrono::steady_clock::now();
    try {
        const std::vector<int32_t> ids = Tokenizer::load(recipe.model).encode(readTextFile(choice.record.text));
        const auto measured = static_cast<size_t>(choice.record.context * choice.record.windows);
        if (sha256OfTokens(std::span(ids).first(std::min(measured, ids.size()))) != choice.record.textHash) {
            throw inputError("budget.text_changed",
                             fmt::format("{} is not the text that was measured on any more.", choice.record.text));
        }
        const auto backend = makeBackend(parseDevice(recipe.device));
        const ComparisonResult found =
            compareOnText(*backend, ModelSource::open(recipe.model, recipe.adapter), ModelSource::open(recipe.output),
                          ids, {.context = choice.record.context, .windows = choice.record.windows}, context);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        return {{"kl", jsonNumber(found.meanKl)},
                {"kl_error", jsonNumber(found.meanKlError)},
                {"perplexity", jsonNumber(found.other.perplexity)},
                {"perplexity_original", jsonNumber(found.first.perplexity)},
                {"log_ratio_error", jsonNumber(found.ratioError)},
                {"text", choice.record.text},
                {"windows", found.first.windows},
                {"context", choice.record.context},
                {"seconds", seconds.count()}};
    } catch (const Error& error) {
        // The files are complete and the run is theirs; what could not be measured is said.
        context.emit(
            IssueFound{{Severity::Warning, "budget.not_compared",
                        fmt::format("The prediction could not be compared with the result: {}", error.what())}});
        return nullptr;
    }
}

} // namespace salient
