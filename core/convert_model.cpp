// SPDX-License-Identifier: Apache-2.0
#include "core/convert_model.h"

#include "core/convert_gguf.h"
#include "core/export/output_folder.h"
#include "core/folder_config.h"
#include "core/formats/packed_reader.h"
#include "core/fused_set.h"
#include "core/quantize_plan.h"
#include "core/quantized_output.h"
#include "core/run_clock.h"
#include "kernels/error.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace salient {

namespace {

bool sameArithmetic(const QuantSpec& a, const QuantSpec& b) {
    return a.bits == b.bits && a.groupSize == b.groupSize && a.symmetric == b.symmetric && a.inputs == b.inputs;
}

/// Why a format that takes the integers does not hold them as they are.
std::string difference(const QuantSpec& stored, const QuantSpec& taken) {
    if (stored.inputs && !taken.inputs) {
        return fmt::format("the format holds weights alone, and this model also rounds its inputs to {} bits.",
                           stored.inputs->bits);
    }
    if (taken.inputs && !stored.inputs) {
        return fmt::format("the format also rounds inputs to {} bits, and this model does not.", taken.inputs->bits);
    }
    return "the format stores these bits differently.";
}

/// Why a linear would have to be rounded again; nothing when its integers fit as they are.
std::optional<Issue> obstacle(const PlannedLinear& linear, const ExportFormat& format) {
    const QuantSpec& spec = *linear.spec;
    const QuantSpec taken = format.adapt(spec);
    const auto issue = format.check({linear.module, linear.shape.out, linear.shape.in}, taken);
    const bool blocked = issue && issue->severity == Severity::Blocking;
    if (!blocked && sameArithmetic(spec, taken)) {
        return std::nullopt;
    }
    std::string why = blocked ? issue->sentence : difference(spec, taken);
    if (const std::string name = linear.module + ": "; why.starts_with(name)) {
        why.erase(0, name.size());
    }
    return Issue{Severity::Blocking, "convert.not_exact",
                 fmt::format("{} cannot become {} without rounding again ({} bits, {}): {}", linear.module, format.name,
                             spec.bits, spec.symmetric ? "symmetric" : "with zero points", why)};
}

/// What to do when a format does not hold the integers of a folder.
std::string wayOut(const QuantizePlan& plan, const ExportFormat& wanted) {
    std::vector<std::string> holding;
    for (const ExportFormat& format : exportFormats()) {
        if (std::none_of(plan.linears.begin(), plan.linears.end(), [&](const PlannedLinear& linear) {
                return linear.spec && obstacle(linear, format).has_value();
            })) {
            holding.push_back(format.name);
        }
    }
    return holding.empty()
               ? fmt::format("Quantise the original with --format {}.", wanted.name)
               : fmt::format("These hold the integers of all layers as they are: {}.", fmt::join(holding, ", "));
}

/// Throws for what the format would have to round again.
QuantizePlan planConversion(const ModelSource& source, const ExportFormat& format) {
    QuantizePlan plan = planAsStored(source);
    for (const PlannedLinear& linear : plan.linears) {
        if (const auto issue = linear.spec ? obstacle(linear, format) : std::nullopt) {
            throw inputError(issue->code, fmt::format("{} {}", issue->sentence, wayOut(plan, format)));
        }
    }
    return plan;
}

bool hasInputOrder(const Block& block) {
    return std::ranges::any_of(block.linears(), [](const Linear* linear) {
        return linear->packed() && !linear->packedWeight().inputOrder().empty();
    });
}

bool sameIntegers(const PackedLinear& a, const PackedLinear& b) {
    const bool sameGroups = a.groupSize() == b.groupSize() && a.inputRounding() == b.inputRounding() &&
                            a.inputOrder().size() == b.inputOrder().size() &&
                            std::equal(a.inputOrder().begin(), a.inputOrder().end(), b.inputOrder().begin());
    if (!sameGroups || !std::equal(a.zeros().begin(), a.zeros().end(), b.zeros().begin(), b.zeros().end()) ||
        a.scales().size() != b.scales().size() ||
        std::memcmp(a.scales().data(), b.scales().data(), a.scales().size_bytes()) != 0) {
        return false;
    }
    std::vector<uint8_t> first(static_cast<size_t>(a.inFeatures()));
    std::vector<uint8_t> second(first.size());
    for (int64_t row = 0; row < a.outFeatures(); ++row) {
        a.unpackRow(row, first);
        b.unpackRow(row, second);
        if (first != second) {
            return false;
        }
    }
    return true;
}

/// Reads the written folder back, integer by integer.
int64_t proveSame(const ModelSource& source, const ModelSource& written, const RunContext& context) {
    int64_t compared = 0;
    for (int64_t layer = 0; layer < source.config().layerCount(); ++layer) {
        context.checkCancelled();
        const Block before = source.loadBlock(layer);
        const Block after = written.loadBlock(layer);
        const auto a = before.linears();
        const auto b = after.linears();
        for (size_t i = 0; i < a.size(); ++i) {
            if (!a[i]->packed()) {
                continue;
            }
            if (!b[i]->packed() || !sameIntegers(a[i]->packedWeight(), b[i]->packedWeight())) {
                throw internalError(
                    "convert.differs",
                    fmt::format("{}: read back, the integers of {} are not those of {}; nothing was put "
                                "under the final name; please report this.",
                                written.folder().string(), a[i]->name, source.folder().string()));
            }
            ++compared;
        }
    }
    return compared;
}

} // namespace

std::vector<std::string> convertFormats() {
    std::vector<std::string> names = formatNames();
    names.insert(names.end(), ggufFormats().begin(), ggufFormats().end());
    return names;
}

std::vector<FormatFeasibility> conversionFeasibility(const ModelSource& source) {
    if (!source.quantized()) {
        return {};
    }
    const QuantizePlan plan = planAsStored(source);
    std::vector<FormatFeasibility> formats = formatFeasibility(exportSettings({}, plan, source.config()).modules);
    for (FormatFeasibility& format : formats) {
        FeasibilityReason inexact;
        for (const PlannedLinear& linear : plan.linears) {
            if (auto issue = linear.spec ? obstacle(linear, exportFormat(format.format)) : std::nullopt) {
                inexact.issue = inexact.modules.empty() ? std::move(*issue) : inexact.issue;
                inexact.modules.push_back(linear.module);
            }
        }
        if (!inexact.modules.empty()) { // what stands in the way says more than what would follow
            format = {format.format, FormatFeasibility::Verdict::No, {std::move(inexact)}, {}};
        }
    }
    for (FormatFeasibility& format : ggufFeasibility(source)) {
        formats.push_back(std::move(format));
    }
    return formats;
}

static std::string convertFolder(const ConvertRequest& request, const RunContext& context) {
    const ExportFormat& format = exportFormat(request.format);
    const ModelSource source = ModelSource::open(request.model);
    if (!source.quantized()) {
        throw inputError("convert.not_quantized",
                         fmt::format("{} is not quantised; salient quantize --format {} makes a folder of it.",
                                     request.model.string(), format.name));
    }
    const QuantizePlan plan = planConversion(source, format);
    if (!plan.packsAny()) {
        throw inputError("convert.not_quantized", fmt::format("{} holds no quantised linear.", request.model.string()));
    }
    RunClock clock(context);
    QuantizedOutput output(source, plan, format);
    OutputFolder folder(request.output, {request.model, request.overwrite, output.plannedBytes()});
    output.open(folder.path(), request.shardBytes);
    ExportSettings settings = exportSettings({}, plan, source.config());
    settings.spec = usualSpec(settings.modules);
    settings.actOrder = hasInputOrder(source.loadBlock(0)); // a folder has it everywhere or nowhere
    const std::string loaders = writeFolderConfig(folder.path(), source, format, settings, context);
    const auto layers = static_cast<double>(source.config().layerCount());
    for (int64_t layer = 0; layer < source.config().layerCount(); ++layer) {
        context.checkCancelled();
        output.writeBlock(source.loadBlock(layer));
        clock.progress("write", source.config().blockName(layer), 0.6 * static_cast<double>(layer + 1) / layers);
    }
    output.writeRest();
    output.finish();
    clock.progress("verify", "reading the files back", 0.7);
    int64_t compared = 0;
    int64_t bytes = 0;
    {
        const ModelSource written = ModelSource::open(folder.path());
        compared = proveSame(source, written, context);
        bytes = written.checkpoint().totalBytes();
    }
    folder.commit();
    clock.progress("write", "done", 1.0);
    nlohmann::ordered_json result = {{"model", request.model.string()},
                                     {"output", request.output.string()},
                                     {"from", source.packedReader()->format()},
                                     {"format", format.name},
                                     {"linears", compared},
                                     {"bytes", bytes},
                                     {"loaders", nlohmann::ordered_json::parse(loaders)}};
    return result.dump();
}

std::string convertModel(const ConvertRequest& request, const RunContext& context) {
    if (isGgufFormat(request.format)) {
        return convertToGguf({request.model, request.output, request.format, request.run, request.overwrite}, context);
    }
    const std::vector<std::string> known = convertFormats();
    if (std::find(known.begin(), known.end(), request.format) == known.end()) {
        throw usageError("format.unknown", fmt::format("There is no format '{}'; known are: {}.", request.format,
                                                       fmt::join(known, ", ")));
    }
    if (!request.run.empty()) {
        throw usageError(
            "convert.run_without_gguf",
            fmt::format("--run is for the GGUF formats; {} repacks the integers that are there.", request.format));
    }
    return convertFolder(request, context);
}

} // namespace salient
