// SPDX-License-Identifier: Apache-2.0
#include "core/bench/bench_shapes.h"
#include "core/bench/kernel_bench.h"
#include "core/bench/load_bench.h"
#include "core/bench/memory_speed.h"
#include "core/bench/model_bench.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/engine/loaded_model.h"
#include "core/engine/precision_names.h"
#include "core/run_clock.h"
#include "kernels/system_memory.h"

#include <algorithm>

namespace salient {

namespace {

struct BenchModelArguments : ModelArguments, ModelBenchOptions {};
constexpr auto jsonFields(const BenchModelArguments*) {
    using O = ModelBenchOptions;
    return std::tuple_cat(modelFields(),
                          std::tuple{jsonField("prompt", &O::prompt), jsonField("decode", &O::decode),
                                     jsonField("history", &O::history), jsonField("repeats", &O::repeats)});
}

struct BenchLoadArguments {
    std::filesystem::path model;
    int64_t repeats = 5;
    Precision precision = Precision::Fp32;
    std::string device = "auto";
};
constexpr auto jsonFields(const BenchLoadArguments*) {
    using A = BenchLoadArguments;
    return std::tuple{jsonField("model", &A::model), jsonField("repeats", &A::repeats),
                      jsonField("precision", &A::precision), jsonField("device", &A::device)};
}

struct BenchKernelsArguments {
    std::filesystem::path model;
    std::vector<std::string> shapes;
    int bits = 4;
    int64_t groupSize = kAnyGroupSize;
    std::vector<int64_t> rows = {1, 2, 4, 8, 16, 64, 512};
    int64_t repeats = 5;
    bool dense = true;
    std::string device = "auto";
};
constexpr auto jsonFields(const BenchKernelsArguments*) {
    using A = BenchKernelsArguments;
    return std::tuple{jsonField("model", &A::model), jsonField("shapes", &A::shapes),
                      jsonField("bits", &A::bits),   jsonField("group_size", &A::groupSize),
                      jsonField("rows", &A::rows),   jsonField("repeats", &A::repeats),
                      jsonField("dense", &A::dense), jsonField("device", &A::device)};
}

std::vector<BenchShape> shapesOf(const BenchKernelsArguments& given) {
    if (!given.model.empty() && !given.shapes.empty()) {
        throw usageError("bench.shape", "Expected a model or shapes, found both; leave one of them out.");
    }
    if (!given.model.empty()) {
        return blockShapes(ModelSource::open(resolveModelFolder(given.model.string())).config());
    }
    std::vector<BenchShape> shapes;
    for (const std::string& text : given.shapes) {
        shapes.push_back(parseShape(text));
    }
    return shapes.empty() ? std::vector<BenchShape>{{14336, 4096}} : shapes;
}

KernelBenchOptions kernelOptions(const BenchKernelsArguments& given) {
    if (given.bits < 2 || given.bits > 8) {
        throw usageError("bench.bits", fmt::format("Expected 2 to 8 bits, found {}.", given.bits));
    }
    checkRows(given.rows);
    checkRepeats(given.repeats);
    KernelBenchOptions options{.shapes = shapesOf(given),
                               .bits = given.bits,
                               .groupSize = 0,
                               .rows = given.rows,
                               .repeats = given.repeats,
                               .dense = given.dense,
                               .device = parseDevice(given.device)};
    options.groupSize = groupSizeFor(options.shapes, given.groupSize);
    return options;
}

/// {"seconds", "best_seconds"}
Json timingJson(const Timing& timing) {
    return {{"seconds", jsonNumber(timing.median)}, {"best_seconds", jsonNumber(timing.best)}};
}

Json speedJson(int64_t tokens, const Timing& timing) {
    Json json = {{"tokens", tokens}, {"tokens_per_second", jsonNumber(perSecond(tokens, timing.median))}};
    json.update(timingJson(timing));
    return json;
}

Json startJson(const LoadBenchResult& result, const StartTiming& start) {
    return {{"ready_seconds", jsonNumber(start.ready.median)},
            {"first_token_seconds", jsonNumber(start.firstToken.median)},
            {"gb_per_second", jsonNumber(result.gbPerSecond(start.firstToken))}};
}

Json denseJson(const ShapeResult& shape, const RowsResult& result, const std::optional<Timing>& timing) {
    if (!timing) {
        return nullptr;
    }
    Json json = timingJson(*timing);
    json["gflops"] = jsonNumber(shape.gflops(result, *timing));
    return json;
}

Json rowsJson(const ShapeResult& shape, const RowsResult& result) {
    Json json = {{"rows", result.rows}};
    json.update(timingJson(result.quantized));
    json["gb_per_second"] = jsonNumber(shape.gbPerSecond(result));
    json["share_of_read_speed"] = jsonNumber(shape.shareOfReadSpeed(result));
    json["gflops"] = jsonNumber(shape.gflops(result, result.quantized));
    json["dense_fp32"] = denseJson(shape, result, result.denseFp32);
    json["dense_bf16"] = denseJson(shape, result, result.denseBf16);
    return json;
}

Json shapeJson(const ShapeResult& shape) {
    Json rows = Json::array();
    for (const RowsResult& result : shape.rows) {
        rows.push_back(rowsJson(shape, result));
    }
    return {{"out", shape.shape.out},
            {"in", shape.shape.in},
            {"group_size", shape.groupSize},
            {"weight_bytes", shape.weightBytes},
            {"copies", shape.copies},
            {"read_gb_per_second", jsonNumber(shape.readSpeed)},
            {"rows", rows}};
}

} // namespace

std::string benchModelCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<BenchModelArguments>("bench model", arguments);
    resolveModelArguments("bench model", given);
    const auto start = std::chrono::steady_clock::now();
    LoadedModel model(given, context);
    const double loadSeconds = secondsSince(start);
    model.finishCache(context);
    const ModelBenchResult result = benchModel(model.transformer, given, context);
    return jsonToText({{"model", given.model.string()},
                       {"device", model.backend->description()},
                       {"head_bits", given.headBits},
                       {"threads", benchThreads()},
                       {"prompt", speedJson(result.lengths.prompt, result.prompt)},
                       {"decode", speedJson(result.lengths.decode, result.decode)},
                       {"first_token", timingJson(result.firstToken)},
                       {"follow_up",
                        {{"history", result.lengths.history},
                         {"reused_tokens", result.reused},
                         {"seconds", jsonNumber(result.followUp.median)},
                         {"best_seconds", jsonNumber(result.followUp.best)},
                         {"times_first_turn", jsonNumber(result.followUpRatio())}}},
                       {"load_seconds", jsonNumber(loadSeconds)},
                       {"peak_bytes", peakMemoryBytes()},
                       {"repeats", result.lengths.repeats}});
}

std::string benchLoadCommand(const std::string& arguments, const RunContext& context) {
    auto given = readArguments<BenchLoadArguments>("bench load", arguments);
    requireArgument("bench load", "model", !given.model.empty());
    given.model = resolveModelFolder(given.model.string());
    const auto backend = makeBackend(parseDevice(given.device), given.precision);
    const LoadBenchResult result =
        benchLoad(*backend, given.model, PackedCacheSettings::ofUser(), given.repeats, context);
    const auto share = result.shareOfDisk();
    return jsonToText(
        {{"model", given.model.string()},
         {"device", backend->description()},
         {"bytes", result.bytes},
         {"cold", startJson(result, result.cold)},
         {"cold_means", "files dropped from the page cache with posix_fadvise before each start"},
         {"resident_bytes_before_cold", result.residentBytes},
         {"warm", startJson(result, result.warm)},
         {"kept_cold", result.keptCold ? startJson(result, *result.keptCold) : Json()},
         {"kept_warm", result.keptWarm ? startJson(result, *result.keptWarm) : Json()},
         {"direct_read", result.directRead ? Json{{"seconds", jsonNumber(result.directRead->median)},
                                                  {"gb_per_second", jsonNumber(result.gbPerSecond(*result.directRead))}}
                                           : Json()},
         {"share_of_direct_read", share ? jsonNumber(*share) : Json()},
         {"repeats", given.repeats}});
}

std::string benchKernelsCommand(const std::string& arguments, const RunContext& context) {
    const auto given = readArguments<BenchKernelsArguments>("bench kernels", arguments);
    const KernelBenchOptions options = kernelOptions(given);
    const KernelBenchResult result = benchKernels(options, context);
    Json shapes = Json::array();
    for (const ShapeResult& shape : result.shapes) {
        shapes.push_back(shapeJson(shape));
    }
    return jsonToText({{"device", result.device},
                       {"dense_bf16_device", options.dense ? Json(result.denseBf16Device) : Json()},
                       {"threads", benchThreads()},
                       {"bits", options.bits},
                       {"bytes_between_uses", bytesBeyondCaches()},
                       {"repeats", options.repeats},
                       {"shapes", shapes}});
}

} // namespace salient
