// SPDX-License-Identifier: Apache-2.0
#include "core/quantize_plan.h"

#include "core/formats/export_format.h"
#include "core/formats/format_issues.h"
#include "core/formats/packed_reader.h"
#include "core/fused_set.h"
#include "core/quantizers/block_statistics.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <optional>
#include <set>

namespace salient {

namespace {

constexpr int64_t kGroupSizes[] = {16, 32, 64, 128, 256};
constexpr int64_t kProcessBytes = 96 << 20; // program, libraries, the products' own buffers
constexpr int64_t kTokenBytes = 1536;       // of the tokenizer per vocabulary entry, with what reading it leaves behind

// "mlp.down_proj (172 inputs), …"
std::string listOf(const std::vector<LinearShape>& shapes, int64_t LinearShape::*size, const char* what) {
    std::vector<std::string> names;
    for (const LinearShape& shape : shapes) {
        std::string entry = fmt::format("{} ({} {})", shape.sharedName(), shape.*size, what);
        if (std::ranges::find(names, entry) == names.end()) {
            names.push_back(std::move(entry));
        }
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

Issue blocking(std::string code, std::string sentence) {
    return {Severity::Blocking, std::move(code), std::move(sentence)};
}

std::string sizesText(const std::vector<int64_t>& sizes) {
    return sizes.empty() ? "no group size fits all layers" : fmt::format("{} fit all layers", fmt::join(sizes, ", "));
}

// What becomes of one linear, by the format; `mark` 0: none.
void decide(PlannedLinear& linear, const Recipe& recipe, const ExportFormat& format, int mark) {
    if (!linear.shape.packable()) {
        linear.reason = "router";
        return;
    }
    linear.reason = mark != 0 && mark != recipe.bits ? "marked" : "";
    if (mark == 16) {
        return;
    }
    QuantSpec wanted = recipe.spec();
    wanted.bits = mark == 0 ? recipe.bits : mark;
    const QuantSpec spec = format.adapt(wanted);
    const auto issue = format.check({linear.module, linear.shape.out, linear.shape.in}, spec);
    if (issue && issue->severity == Severity::Blocking) {
        linear.reason = issue->code == "format.bits"      ? issue->code
                        : !spec.fits(linear.shape.in)     ? "group_size.does_not_fit"
                        : issue->code == "format.outputs" ? "format.outputs_do_not_fit"
                                                          : "format.does_not_fit";
    } else {
        linear.spec = spec;
    }
}

// Why kinds of linears stay in 16 bit: their inputs do not divide into groups, or their outputs not into words.
void addKept(const Recipe& recipe, const ModelConfig& config, QuantizePlan& plan) {
    const QuantSpec spec = recipe.spec();
    std::vector<LinearShape> wrongInputs;
    std::vector<LinearShape> wrongOutputs;
    std::map<std::string, std::pair<Issue, std::vector<std::string>>> others; // by code: the first, and who else
    const ExportFormat& format = exportFormat(recipe.format);
    for (const LinearShape& shape : plan.kept) {
        auto issue = format.check({shape.name, shape.out, shape.in}, format.adapt(spec));
        if (!spec.fits(shape.in)) {
            wrongInputs.push_back(shape);
        } else if (!issue || issue->code == "format.outputs") {
            wrongOutputs.push_back(shape);
        } else {
            const auto [other, isNew] = others.try_emplace(issue->code, *issue, std::vector<std::string>());
            if (!isNew) {
                other->second.second.push_back(shape.name);
            }
        }
    }
    const bool nothing = !plan.packsAny();
    const bool refuse = recipe.strict || nothing;
    const Severity severity = refuse ? Severity::Blocking : Severity::Warning;
    const std::string ending = nothing  ? "; nothing would be quantised."
                               : refuse ? "; --strict refuses to leave them in 16 bit."
                                        : "; they stay in 16 bit.";
    if (!wrongInputs.empty()) {
        plan.issues.push_back({severity, "group_size.does_not_fit",
                               fmt::format("Group size {} does not fit {} of the {} blocks; {}{}", spec.groupSize,
                                           listOf(wrongInputs, &LinearShape::in, "inputs"), config.layerCount(),
                                           sizesText(plan.fittingGroupSizes), ending)});
    }
    if (!wrongOutputs.empty()) {
        plan.issues.push_back({severity, "format.outputs_do_not_fit",
                               fmt::format("{} packs several output channels into a word, which {} of the {} blocks do "
                                           "not fill{}",
                                           recipe.format, listOf(wrongOutputs, &LinearShape::out, "outputs"),
                                           config.layerCount(), ending)});
    }
    for (auto& [code, found] : others) { // in the format's own words, which end with a full stop
        auto& [issue, likewise] = found;
        issue.sentence.pop_back();
        const std::string names =
            likewise.empty() ? "" : fmt::format(" (likewise {})", shortList(likewise, kMostNames));
        plan.issues.push_back({severity, "format.does_not_fit", issue.sentence + names + ending});
    }
}

// What the format has to say about the linears that it takes, each kind of warning once.
void addFormatWarnings(const ExportFormat& format, QuantizePlan& plan) {
    std::set<std::string> said;
    for (const PlannedLinear& linear : plan.linears) {
        if (!linear.spec) {
            continue;
        }
        auto issue = format.check({linear.module, linear.shape.out, linear.shape.in}, *linear.spec);
        if (issue.has_value() && said.insert(issue->code).second) {
            plan.issues.push_back(std::move(*issue));
        }
    }
}

std::string choicesText(const std::vector<std::string>& formats) {
    return formats.empty() ? "no format holds them" : fmt::format("{} would", fmt::join(formats, ", "));
}

// Bits that the format does not hold, by mark or for all.
void addWrongBits(const Recipe& recipe, QuantizePlan& plan) {
    std::vector<std::string> marked;
    std::optional<PlannedLinear> example;
    for (const PlannedLinear& linear : plan.linears) {
        if (linear.reason == "format.bits") {
            example = linear;
            if (plan.marks.of(linear.module) != 0) {
                marked.push_back(linear.module);
            }
        }
    }
    if (!example) {
        return;
    }
    QuantSpec spec = recipe.spec();
    spec.bits = marked.empty() ? recipe.bits : plan.marks.of(marked.front());
    const std::string choices =
        choicesText(formatsTaking({example->module, example->shape.out, example->shape.in}, spec, recipe.format));
    if (marked.empty()) {
        plan.issues.push_back(blocking(
            "bits.not_in_format", fmt::format("{} does not hold {} bits per weight; {}: choose another --format or "
                                              "other --bits.",
                                              recipe.format, recipe.bits, choices)));
        return;
    }
    plan.issues.push_back(blocking(
        "marks.not_in_format",
        fmt::format("{} has one number of bits for all its layers, so {} marked with {} bits cannot be written beside "
                    "{} ({}); {}: choose another --format or mark them with 16.",
                    recipe.format, marked.size() == 1 ? "1 linear" : fmt::format("{} linears", marked.size()),
                    spec.bits, recipe.bits, shortList(marked, kMostNames), choices)));
}

bool writesInputOrder(const Recipe& recipe) {
    return recipe.columnOrder == ColumnOrder::Act && recipe.parts().feedback;
}

template <typename Holds>
std::string formatsThat(Holds&& holds) {
    std::vector<std::string> names;
    for (const ExportFormat& format : exportFormats()) {
        if (holds(format)) {
            names.push_back(format.name);
        }
    }
    return choicesText(names);
}

// Act-order gives every input a group of its own choice, which few files can say.
void addWrongOrder(const Recipe& recipe, const ExportFormat& format, QuantizePlan& plan) {
    if (!writesInputOrder(recipe) || format.holdsInputOrder) {
        return;
    }
    const std::string holding = formatsThat([](const ExportFormat& other) { return other.holdsInputOrder; });
    plan.issues.push_back(blocking("column_order.not_in_format",
                                   fmt::format("{} cannot say which group an input belongs to, as --column-order act "
                                               "needs it; {}: choose another --format or another order.",
                                               recipe.format, holding)));
}

// SmoothQuant moves range from inputs into weights for the sake of rounded inputs.
void addWrongMethod(const Recipe& recipe, const ExportFormat& format, QuantizePlan& plan) {
    if (!recipe.parts().smooth || format.adapt(recipe.spec()).inputs) {
        return;
    }
    const auto roundsInputs = [&](const ExportFormat& other) { return other.adapt(recipe.spec()).inputs.has_value(); };
    plan.issues.push_back(blocking(
        "method.not_in_format", fmt::format("{} cannot say that inputs are rounded too, as the method {} is meant "
                                            "for; {}, with --bits 8 --group-size 0: choose another --format or "
                                            "another --method.",
                                            recipe.format, methodInfo(recipe.method).name, formatsThat(roundsInputs))));
}

void addIssues(const Recipe& recipe, const ModelConfig& config, const ExportFormat& format, QuantizePlan& plan) {
    addWrongBits(recipe, plan);
    addWrongOrder(recipe, format, plan);
    addWrongMethod(recipe, format, plan);
    if (recipe.bits < 4 && recipe.format == kDefaultFormat) {
        plan.issues.push_back(
            {Severity::Notice, "bits.container",
             fmt::format("AWQ files have 4-bit codes: the {}-bit codes are stored in them unchanged, so the "
                         "files are as large as with 4 bits.",
                         recipe.bits)});
    }
    addKept(recipe, config, plan);
    for (Issue& issue : markIssues(plan.marks, recipe, config)) {
        plan.issues.push_back(std::move(issue));
    }
    addFormatWarnings(format, plan);
    const bool allMarked = std::ranges::all_of(plan.linears, [&](const PlannedLinear& linear) {
        return !linear.shape.packable() || plan.marks.keeps(linear.module);
    });
    if (allMarked) {
        plan.issues.push_back(
            blocking("marks.nothing_left", "All linears are marked with 16 bits; nothing would be quantised."));
    }
}

} // namespace

int64_t sliceSequences(const Recipe& recipe) {
    constexpr int64_t kSliceTokens = 2048; // tokens of one forward slice: large enough for full product speed
    return std::max<int64_t>(kSliceTokens / std::max<int64_t>(recipe.calibration.length, 1), 1);
}

BlockStatistics::Options statisticsOptions(const Recipe& recipe, int64_t sequences) {
    constexpr int64_t kSampleTokens = 2048; // the default preset's block objective sees so many tokens
    constexpr int64_t kAwqClipTokens = 512; // AutoAWQ clips on this many
    // Per channel: more change the chosen scales no more than other texts do. What GPTQ makes up for it makes up along
    // the inputs that H has seen, so that it takes all of them.
    constexpr int64_t kGramTokens = 14;
    const int64_t length = recipe.calibration.length;
    const int64_t tokens = sequences * length;
    BlockStatistics::Options options;
    options.totalTokens = tokens;
    if (!recipe.parts().needStatistics()) {
        return options;
    }
    if (recipe.preset == SearchPreset::Reference) {
        options.sampleTokens = tokens;
        options.clipStep = recipe.parts().clip ? std::max<int64_t>(tokens / kAwqClipTokens, 1) : 0;
    } else {
        options.gramTokensPerChannel = recipe.parts().feedback ? 0 : kGramTokens;
        options.sampleTokens = std::min(sequences, std::max<int64_t>(kSampleTokens / length, 1)) * length;
    }
    return options;
}

int64_t storedBytes(const ExportFormat& format, const PlannedLinear& linear) {
    const LinearShape& shape = linear.shape;
    return linear.spec ? storedBytes(format, {linear.module, shape.out, shape.in}, *linear.spec)
                       : 2 * shape.out * shape.in;
}

int64_t plannedPeakBytes(const Recipe& recipe, const ModelConfig& c) {
    const int64_t sequences = recipe.parts().needStatistics() ? recipe.calibration.samples : 0;
    const int64_t tokens = sequences * recipe.calibration.length;
    const int64_t tracked = std::max<int64_t>(recipe.holdoutSamples, 1) * recipe.calibration.length;
    const int64_t slice = sliceSequences(recipe) * recipe.calibration.length;
    int64_t weights = 0;
    int64_t largestGroup = 0;
    for (int64_t layer = 0; layer < c.layerCount(); ++layer) {
        int64_t ofLayer = 0;
        for (const LinearShape& shape : blockLinears(c, layer)) {
            ofLayer += shape.out * shape.in;
            largestGroup = std::max(largestGroup, shape.out * shape.in);
        }
        weights = std::max(weights, ofLayer);
    }
    const BlockStatistics::Options options = statisticsOptions(recipe, sequences);
    constexpr int64_t kFloat = 4;
    const int64_t hidden = (tokens + 2 * tracked) * c.hidden * kFloat;
    const int64_t block = weights * (2 * kFloat + 4); // F32 and its copy for the self-test, two mapped blocks in 16 bit
    const int64_t writing = weights * 2;              // packed codes, and the block before in its file layout
    const int64_t candidates = 4 * largestGroup * kFloat;
    const int64_t inspected = 2 * options.sampleTokens * c.hidden * kFloat;
    const int64_t scratch = BlockRunner::scratchBytes(c, slice);
    const int64_t head =
        c.vocabulary * c.hidden * 2 * 2 + 3 * 256 * c.vocabulary * kFloat; // mapped twice, logits of 256 tokens
    const int64_t search = BlockStatistics::bytes(c, options) + candidates + inspected + scratch + block + writing;
    return kProcessBytes + c.vocabulary * kTokenBytes + hidden + std::max(search, head + scratch);
}

bool QuantizePlan::packsAny() const {
    return std::ranges::any_of(linears, [](const PlannedLinear& linear) { return linear.spec.has_value(); });
}

QuantizePlan planQuantization(const Recipe& recipe, const ModelConfig& config) {
    QuantizePlan plan;
    const ExportFormat& format = exportFormat(recipe.format);
    plan.marks = findMarks(recipe, config);
    int64_t blockBytes = 0;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        for (const LinearShape& shape : blockLinears(config, layer)) {
            PlannedLinear linear{config.blockName(layer) + "." + shape.name, layer, shape, {}, {}, {}};
            linear.fusedSet = fusedSet(config, layer, shape);
            decide(linear, recipe, format, plan.marks.of(linear.module));
            const bool unfit = linear.reason.ends_with("_not_fit");
            if (unfit && std::ranges::find(plan.kept, shape.name, &LinearShape::name) == plan.kept.end()) {
                plan.kept.push_back(shape);
            }
            blockBytes += storedBytes(format, linear);
            plan.linears.push_back(std::move(linear));
        }
    }
    for (const int64_t size : kGroupSizes) {
        if (std::ranges::all_of(plan.linears, [&](const PlannedLinear& linear) {
                return !linear.shape.packable() || linear.shape.in % size == 0;
            })) {
            plan.fittingGroupSizes.push_back(size);
        }
    }
    const int64_t embeddings = (config.head.tied ? 1 : 2) * config.vocabulary * config.hidden * 2;
    plan.outputBytes = blockBytes + embeddings;
    plan.peakBytes = plannedPeakBytes(recipe, config);
    addIssues(recipe, config, format, plan);
    return plan;
}

QuantizePlan planAsStored(const ModelSource& source) {
    const ModelConfig& config = source.config();
    QuantizePlan plan;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        for (const LinearShape& shape : blockLinears(config, layer)) {
            PlannedLinear linear{config.blockName(layer) + "." + shape.name, layer, shape, {}, {}, {}};
            linear.fusedSet = fusedSet(config, layer, shape);
            if (source.packedReader()->holds(source.checkpoint(), linear.module)) {
                linear.spec = source.packedReader()->spec(linear.module);
            }
            plan.linears.push_back(std::move(linear));
        }
    }
    return plan;
}

ExportSettings exportSettings(const QuantSpec& spec, const QuantizePlan& plan, const ModelConfig& config) {
    ExportSettings settings;
    settings.spec = spec;
    for (const PlannedLinear& linear : plan.linears) {
        settings.modules.push_back({{linear.module, linear.shape.out, linear.shape.in}, linear.spec, linear.fusedSet});
    }
    if (!config.head.tied) {
        settings.head = config.head.weight.substr(0, config.head.weight.rfind('.'));
    }
    settings.className = config.className;
    return settings;
}

} // namespace salient
