// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration_data.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/budget_target.h"
#include "core/engine/command_functions.h"
#include "core/engine/kept_model.h"
#include "core/engine/recorded_run.h"
#include "core/quantizers/scale_store.h"
#include "core/record/prediction.h"
#include "core/record/stored_sensitivity.h"
#include "core/report/stored_run.h"
#include "core/run_folder.h"
#include "core/sensitivity/sweep.h"
#include "core/tokenizer/tokenizer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

namespace salient {

namespace {

enum class SweepChoice { Both, Alone, Restored };
constexpr auto jsonNames(SweepChoice) {
    return std::array<JsonName<SweepChoice>, 3>{
        {{SweepChoice::Both, "both"}, {SweepChoice::Alone, "alone"}, {SweepChoice::Restored, "restored"}}};
}

struct SensitivityArguments {
    std::string model;
    std::string run;
    std::filesystem::path text;
    int64_t context = 2048;
    int64_t windows = 8;
    SweepChoice sweep = SweepChoice::Both;
    std::string device = "auto";
};
constexpr auto jsonFields(const SensitivityArguments*) {
    using A = SensitivityArguments;
    return std::tuple{jsonField("model", &A::model),     jsonField("run", &A::run),
                      jsonField("text", &A::text),       jsonField("context", &A::context),
                      jsonField("windows", &A::windows), jsonField("sweep", &A::sweep),
                      jsonField("device", &A::device)};
}

struct Pin {
    std::string module;
    int bits = 0;
};
constexpr auto jsonFields(const Pin*) {
    return std::tuple{jsonField("module", &Pin::module), jsonField("bits", &Pin::bits)};
}

struct BudgetArguments {
    std::string run;
    double targetBits = 0.0;
    std::string targetSize;
    std::vector<int> bits;
    std::vector<Pin> pins;
};
constexpr auto jsonFields(const BudgetArguments*) {
    using A = BudgetArguments;
    return std::tuple{jsonField("run", &A::run), jsonField("target_bits", &A::targetBits),
                      jsonField("target_size", &A::targetSize), jsonField("bits", &A::bits),
                      jsonField("pins", &A::pins)};
}

/// The run that is measured when none was named: its folder and its result lie side by side.
std::filesystem::path quantizeFirst(const SensitivityArguments& given, const Json& quantize,
                                    const RunContext& context) {
    Json recipeJson = quantize;
    recipeJson["model"] = given.model;
    recipeJson["device"] = given.device;
    Recipe recipe = recipeFromJson(jsonToText(recipeJson), "under \"quantize\"");
    recipe.model = resolveModelFolder(given.model);
    if (recipe.runFolder.empty()) {
        const auto now =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
        recipe.runFolder =
            runsFolder() / fmt::format("{}-{}-sensitivity", now.count(), recipe.model.filename().string());
    }
    if (recipe.output.empty()) {
        recipe.output = recipe.runFolder / "model";
        std::error_code failure;
        std::filesystem::create_directories(recipe.runFolder, failure); // a refusal is said when the run begins
    }
    const Json result = jsonFromText(recordedRun(recipe, context));
    return result.at("run_folder").get<std::string>();
}

std::map<std::string, LayerQuantized> layersOf(const StoredRun& run) {
    std::map<std::string, LayerQuantized> layers;
    for (const LayerRecord& layer : run.record.layers()) {
        layers[layer.layer.module] = layer.layer;
    }
    return layers;
}

Json meanJson(const WindowEffect& effect) {
    if (!effect.measured()) {
        return {};
    }
    const MeasuredMean kl = measuredMean(effect.kl);
    const MeasuredMean loss = measuredMean(effect.loss);
    return {{"kl", jsonNumber(kl.mean)},        {"kl_error", jsonNumber(kl.standardError)},
            {"loss", jsonNumber(loss.mean)},    {"loss_error", jsonNumber(loss.standardError)},
            {"loss_low", jsonNumber(loss.low)}, {"loss_high", jsonNumber(loss.high)}};
}

/// Sets by their share of the damage, the worst first.
std::vector<size_t> worstFirst(const SensitivityRecord& record) {
    const std::vector<double> shares = effectShares(record);
    std::vector<size_t> order(record.sets.size());
    for (size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return shares[a] > shares[b]; });
    return order;
}

Json summaryOf(const SensitivityRecord& record, const std::filesystem::path& folder) {
    Json sets = Json::array();
    for (const size_t i : worstFirst(record)) {
        const SensitivitySet& set = record.sets[i];
        sets.push_back({{"set", set.name},
                        {"block", set.block},
                        {"bits", set.bits},
                        {"relative_error", jsonNumber(set.relativeError)},
                        {"alone", meanJson(set.alone)},
                        {"restored", meanJson(set.restored)}});
    }
    return {{"run_folder", folder.string()},
            {"file", sensitivityFile(folder).string()},
            {"original_perplexity", jsonNumber(std::exp(measuredMean(record.originalLoss).mean))},
            {"quantized", meanJson(record.quantized)},
            {"noise_floor", jsonNumber(noiseFloor(record))},
            {"additivity", jsonNumber(additivity(record))},
            {"control", record.control},
            {"seconds_alone", record.secondsAlone},
            {"seconds_restored", record.secondsRestored},
            {"sets", sets}};
}

} // namespace

std::string sensitivityCommand(const std::string& arguments, const RunContext& context) {
    Json quantize = Json::object();
    std::string own = arguments;
    if (Json all = jsonFromText(arguments); all.is_object() && all.contains("quantize")) {
        quantize = all["quantize"];
        all.erase("quantize");
        own = jsonToText(all);
    }
    const auto given = readArguments<SensitivityArguments>("sensitivity", own);
    requireArgument("sensitivity", "text", !given.text.empty());
    requireArgument("sensitivity", "model", !given.model.empty() || !given.run.empty());
    if (!given.run.empty() && !quantize.empty()) {
        throw usageError("sensitivity.run_and_recipe",
                         "A run that is there cannot be given other settings; leave out --run or these.");
    }
    const std::string text = readTextFile(given.text); // before an hour of work
    if (context.keptModel != nullptr) {
        context.keptModel->release();
    }
    const std::filesystem::path folder =
        given.run.empty() ? quantizeFirst(given, quantize, context) : resolveRunFolder(given.run);
    const StoredRun run = readStoredRun(folder);
    const Recipe recipe = recipeFromJson(run.recipe, folder / "recipe.json");
    SensitivityRequest request;
    request.model = given.model.empty() ? recipe.model : resolveModelFolder(given.model);
    request.result = recipe.output;
    request.scales =
        recipe.parts().scales || recipe.parts().smooth ? ScaleStore::folderIn(folder) : std::filesystem::path();
    request.workFolder = folder;
    request.text = given.text;
    request.ids = Tokenizer::load(request.model).encode(text);
    request.context = given.context;
    request.windows = given.windows;
    request.alone = given.sweep != SweepChoice::Restored;
    request.restored = given.sweep != SweepChoice::Alone;
    request.layers = layersOf(run);
    request.device = given.device;
    SensitivityRecord record = measureSensitivity(request, context);
    storeSensitivity(folder, record);
    return jsonToText(summaryOf(record, folder));
}

std::string budgetCommand(const std::string& arguments, const RunContext&) {
    const auto given = readArguments<BudgetArguments>("budget", arguments);
    requireArgument("budget", "run", !given.run.empty());
    const std::filesystem::path folder = resolveRunFolder(given.run);
    const SensitivityRecord record = readSensitivity(folder);
    BudgetRequest request;
    if (!given.bits.empty()) {
        request.bits = given.bits;
    }
    for (const Pin& pin : given.pins) {
        request.pins[pin.module] = pin.bits;
    }
    if (given.targetBits != 0.0) {
        request.targetBits = given.targetBits;
    }
    if (!given.targetSize.empty()) {
        request.targetBytes = parseBytes(given.targetSize);
    }
    const BudgetAnswer answer = chooseBits(record, request);
    return jsonToText(choiceToJson(record, answer, marksOf(record, answer.bits, record.sets.front().bits)));
}

} // namespace salient
