// SPDX-License-Identifier: Apache-2.0
#include "core/quantize_result.h"

#include "core/formats/export_format.h"
#include "core/recipe_command_line.h"
#include "core/version.h"
#include "kernels/system_memory.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient {

namespace {

using Json = nlohmann::ordered_json;

std::string protocolText(const CalibrationReady& data) {
    return fmt::format("{} held-out sequences of {} tokens from the calibration sources, not used for calibration",
                       data.holdoutSamples, data.length);
}

std::vector<LayerQuantized> worstFirst(std::vector<LayerQuantized> layers) {
    std::erase_if(layers, [](const LayerQuantized& layer) { return layer.bits == 16; });
    std::ranges::sort(layers, std::greater<>(), &LayerQuantized::relativeError);
    return layers;
}

Json layerJson(const LayerQuantized& layer) {
    Json json;
    json["module"] = layer.module;
    json["bits"] = layer.bits;
    json["group_size"] = layer.groupSize;
    json["relative_error"] = layer.relativeError;
    json["sqnr_db"] = layer.sqnrDb;
    json["rtn_relative_error"] = layer.rtnRelativeError;
    return json;
}

Json qualityJson(const HoldoutQuality& quality, const CalibrationReady& data) {
    Json json;
    json["protocol"] = protocolText(data);
    json["tokens"] = quality.tokens;
    json["perplexity_before"] = quality.perplexityBefore;
    json["perplexity_after"] = quality.perplexityAfter;
    json["mean_kl"] = quality.meanKl;
    json["same_top_token"] = quality.sameTopToken;
    return json;
}

Json timeJson(const RunClock& clock, const ProductCounters& products, double writerSeconds) {
    const double total = clock.elapsed();
    Json phases;
    for (const auto& [phase, seconds] : clock.seconds()) {
        phases[phase] = {{"seconds", seconds}, {"share", seconds / total}};
    }
    Json json;
    json["seconds"] = total;
    json["phases"] = phases;
    json["products"] = {{"seconds", products.seconds},
                        {"share", products.seconds / total},
                        {"gflops", products.seconds > 0.0 ? products.operations / products.seconds / 1e9 : 0.0}};
    json["writer_thread_seconds"] = writerSeconds;
    return json;
}

/// With the names that the card uses: folders of this machine mean nothing elsewhere.
std::string commandToRepeat(Recipe recipe, const ModelCard& card) {
    recipe.model = card.baseModel;
    recipe.output = card.name;
    recipe.runFolder.clear();
    recipe.reuse.clear();
    recipe.overwrite = false;
    return recipeCommandLine(recipe);
}

} // namespace

void QuantizeResult::add(BlockOutcome outcome) {
    for (LayerQuantized& layer : outcome.layers) {
        layers.push_back(std::move(layer));
    }
}

ModelCard QuantizeResult::card(const Recipe& recipe, const ModelSource& source, const CalibrationReady& data,
                               const std::vector<std::string>& kept) const {
    ModelCard card;
    card.name = recipe.output.filename().string();
    card.baseModel = std::filesystem::weakly_canonical(recipe.model).filename().string();
    card.architecture = source.config().className;
    card.method = methodInfo(recipe.method).title;
    card.preset = recipe.preset == SearchPreset::Reference ? "reference" : "default";
    card.format = recipe.format;
    card.transformersNeeds = exportFormat(recipe.format).transformersNeeds;
    for (const Json& loader : Json::parse(loaders)) {
        const bool works = loader.at("agrees").get<bool>() || loader.at("problems").empty();
        card.loaders.push_back({loader.at("loader"), works ? "" : loader.at("problems").front().get<std::string>()});
    }
    for (const LayerQuantized& layer : layers) {
        ++card.linearsByBits[layer.bits];
    }
    card.command = commandToRepeat(recipe, card);
    card.bits = recipe.bits;
    card.groupSize = recipe.groupSize;
    card.symmetric = recipe.symmetric;
    card.clip = recipe.parts().clip;
    card.calibrationSources = recipe.calibration.sources;
    card.calibrationSamples = data.samples;
    card.calibrationLength = data.length;
    card.calibrationTokens = data.tokens;
    card.dataHash = data.dataHash;
    card.seed = recipe.calibration.seed;
    card.modulesIn16Bit = kept;
    card.bytesBefore = source.checkpoint().totalBytes();
    card.bytesAfter = bytesAfter;
    if (quality) {
        card.quality = ModelCard::Quality{quality->tokens, quality->perplexityBefore, quality->perplexityAfter,
                                          quality->meanKl, quality->sameTopToken,     protocolText(data)};
    }
    const std::vector<LayerQuantized> worst = worstFirst(layers);
    for (size_t i = 0; i < std::min<size_t>(worst.size(), 10); ++i) {
        card.worstLayers.push_back({worst[i].module, worst[i].relativeError, worst[i].rtnRelativeError});
    }
    card.version = programVersion();
    return card;
}

std::string QuantizeResult::json(const Recipe& recipe, const ModelSource& source, const QuantizePlan& plan,
                                 const RunClock& clock, const std::vector<std::string>& kept,
                                 const CalibrationReady& data) const {
    Json json;
    json["model"] = recipe.model.string();
    json["output"] = recipe.output.string();
    json["run_folder"] = recipe.runFolder.string();
    json["method"] = methodInfo(recipe.method).name;
    json["format"] = recipe.format;
    json["bits"] = recipe.bits;
    json["group_size"] = recipe.groupSize;
    json["bytes_before"] = source.checkpoint().totalBytes();
    json["bytes_after"] = bytesAfter;
    json["data"] = {
        {"samples", data.samples}, {"length", data.length}, {"tokens", data.tokens}, {"sha256", data.dataHash}};
    json["holdout"] = quality ? qualityJson(*quality, data) : Json();
    json["reload_proof"] = {{"tokens", proof.tokens},
                            {"largest_difference", proof.largestDifference},
                            {"largest_value", proof.largestValue}};
    json["modules_to_not_convert"] = kept;
    json["loaders"] = Json::parse(loaders);
    json["memory"] = {{"planned_peak_bytes", plan.peakBytes}, {"peak_bytes", peakMemoryBytes()}};
    json["time"] = timeJson(clock, products, writerSeconds);
    json["layers"] = Json::array();
    for (const LayerQuantized& layer : layers) {
        json["layers"].push_back(layerJson(layer));
    }
    return json.dump();
}

} // namespace salient
