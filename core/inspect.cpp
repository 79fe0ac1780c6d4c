// SPDX-License-Identifier: Apache-2.0
#include "core/inspect.h"

#include "core/architectures/architecture.h"
#include "core/calibration/sha256.h"
#include "core/checkpoint/model_folder.h"
#include "core/convert_model.h"
#include "core/formats/packed_reader.h"
#include "core/model/model_source.h"
#include "core/model_support.h"
#include "core/quantize_model.h"
#include "core/tokenizer/tokenizer.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace salient {

namespace {

using Json = nlohmann::ordered_json;

Json tensorList(const Checkpoint& checkpoint) {
    Json list = Json::array();
    for (const TensorInfo& info : checkpoint.tensors()) {
        list.push_back({{"name", info.name},
                        {"dtype", dtypeName(info.dtype)},
                        {"shape", info.shape},
                        {"bytes", info.bytes},
                        {"file", info.file.filename().string()}});
    }
    return list;
}

// Parameters of floating tensors, and bytes by type. Packed codes are not parameters one to one.
void addTotals(const Checkpoint& checkpoint, Json& report) {
    int64_t parameters = 0;
    std::map<std::string, int64_t> bytes;
    for (const TensorInfo& info : checkpoint.tensors()) {
        parameters += isFloating(info.dtype) ? elementCount(info.shape) : 0;
        bytes[std::string(dtypeName(info.dtype))] += info.bytes;
    }
    report["floating_point_values"] = parameters;
    report["bytes"] = checkpoint.totalBytes();
    report["dtypes"] = bytes;
}

Json groupSizes(const ModelConfig& config) {
    Json list = Json::array();
    for (const int64_t size : {16, 32, 64, 128, 256, 0}) {
        Recipe recipe;
        recipe.groupSize = size;
        const QuantizePlan plan = planQuantization(recipe, config);
        Json refused = Json::array();
        for (const LinearShape& shape : plan.kept) {
            if (std::ranges::find(refused, Json(shape.sharedName())) == refused.end()) {
                refused.push_back(shape.sharedName());
            }
        }
        Json entry;
        entry["group_size"] = size;
        entry["fits"] = plan.kept.empty();
        entry["layers_that_do_not"] = refused;
        entry["output_bytes"] = plan.outputBytes;
        list.push_back(entry);
    }
    return list;
}

void addModel(const ModelConfig& config, Json& report) {
    report["layers"] = config.layerCount();
    report["sizes"] = {{"hidden", config.hidden},
                       {"heads", config.attention.heads},
                       {"kv_heads", config.attention.kvHeads},
                       {"head_dim", config.attention.headDim},
                       {"intermediate", config.mlp.intermediate},
                       {"experts", config.experts.count},
                       {"vocabulary", config.vocabulary},
                       {"max_positions", config.maxPositions}};
    report["group_sizes"] = groupSizes(config);
    Recipe recipe; // the default run
    recipe.groupSize = 0;
    for (const int64_t size : {128, 64, 32, 16}) {
        Recipe candidate;
        candidate.groupSize = size;
        if (planQuantization(candidate, config).kept.empty()) {
            recipe = candidate;
            break;
        }
    }
    const QuantizePlan plan = planQuantization(recipe, config);
    report["memory_plan"] = {{"group_size", recipe.groupSize},
                             {"samples", recipe.calibration.samples},
                             {"length", recipe.calibration.length},
                             {"peak_bytes", plan.peakBytes},
                             {"output_bytes", plan.outputBytes}};
}

/// How the linears of a quantised folder are stored, and which other formats could hold the same integers.
void addStored(const ModelSource& source, Json& report) {
    const PackedReader& reader = *source.packedReader();
    const ModelConfig& config = source.config();
    Json linears = Json::array();
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        for (const LinearShape& shape : blockLinears(config, layer)) {
            const std::string module = config.blockName(layer) + "." + shape.name;
            Json linear = {{"module", module}, {"bits", 16}};
            if (reader.holds(source.checkpoint(), module)) {
                const QuantSpec spec = reader.spec(module);
                linear["bits"] = spec.bits;
                linear["group_size"] = spec.groupSize;
                linear["symmetric"] = spec.symmetric;
                if (spec.inputs) {
                    linear["input_bits"] = spec.inputs->bits;
                }
            }
            linears.push_back(std::move(linear));
        }
    }
    report["stored_as"] = {{"format", reader.format()}, {"linears", std::move(linears)}};
    report["formats"] = Json::parse(feasibilityToJson(conversionFeasibility(source)));
}

// The linear whose weight has this name, found by its block so that only that block is loaded.
std::string digestIn(const Block& block, const std::string& name) {
    const auto backend = makeBackend({});
    for (const Linear* linear : block.linears()) {
        if (linear->name + ".weight" != name) {
            continue;
        }
        Tensor values({linear->out, linear->in}, DType::F32);
        if (linear->packed()) {
            backend->dequantize(linear->packedWeight(), values);
        } else {
            convert(linear->dense().view(), values);
        }
        Sha256 digest;
        digest.update(
            {reinterpret_cast<const uint8_t*>(values.view().data), static_cast<size_t>(values.view().bytes())});
        return Json{
            {"name", name}, {"shape", values.shape()}, {"packed", linear->packed()}, {"sha256", digest.finish()}}
            .dump();
    }
    return {};
}

} // namespace

std::string weightDigest(const std::filesystem::path& folder, const std::string& name) {
    const ModelSource source = ModelSource::open(folder);
    for (int64_t layer = 0; layer < source.config().layerCount(); ++layer) {
        if (!name.starts_with(source.config().blockName(layer) + ".")) {
            continue;
        }
        if (const std::string found = digestIn(source.loadBlock(layer), name); !found.empty()) {
            return found;
        }
    }
    throw inputError("inspect.no_such_weight",
                     fmt::format("{} has no linear whose weight is called {}; `salient inspect` lists the tensors.",
                                 folder.string(), name));
}

std::string inspectModel(const std::filesystem::path& path) {
    const ModelFolder folder = ModelFolder::open(path);
    Json report;
    report["model"] = path.string();
    const auto classes = folder.config().find("architectures");
    report["architecture"] = classes != folder.config().end() && classes->is_array() && !classes->empty()
                                 ? classes->front()
                                 : Json("unknown");
    report["support"] = nullptr; // its place, before what follows from it
    ModelSupport support;
    try {
        const ModelSource source = ModelSource::open(path);
        support = describeOpened(source.checkpoint(), source.config());
        report["family"] = source.config().architecture;
        report["quantization"] = source.quantized() ? folder.config()["quantization_config"] : Json();
        addModel(source.config(), report);
        if (source.quantized()) {
            addStored(source, report);
        }
    } catch (const Error& error) {
        // The tensors can be shown whatever the architecture; what is not understood are the report's reasons.
        if (error.kind() != ErrorKind::Input) {
            throw;
        }
        support = describeRefused(folder, error.what());
    }
    report["support"] = {{"level", levelName(support.level)},
                         {"family", support.family},
                         {"reasons", support.reasons},
                         {"works", support.works}};
    const auto tokenizer = Tokenizer::findFile(path);
    report["tokenizer"] = tokenizer ? Json(tokenizer->filename().string()) : Json();
    addTotals(folder.checkpoint(), report);
    report["tensors"] = tensorList(folder.checkpoint());
    return report.dump();
}

} // namespace salient
