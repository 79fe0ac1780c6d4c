// SPDX-License-Identifier: Apache-2.0
#include "core/quantize_plan.h"

#include "core/export/export_format.h"
#include "core/quantizers/block_statistics.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <set>

namespace salient {

namespace {

constexpr int64_t kGroupSizes[] = {16, 32, 64, 128, 256};
constexpr int64_t kProcessBytes = 96 << 20; // program, libraries, the products' own buffers
constexpr int64_t kTokenBytes = 1536;       // of the tokenizer per vocabulary entry, with what reading it leaves behind
constexpr int64_t kWordChannels = 8;        // AWQ packs eight output channels into a word

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

// The linears of all layers, each name once.
std::vector<LinearShape> allLinears(const ModelConfig& config) {
    std::vector<LinearShape> shapes;
    for (const bool experts : {false, true}) {
        const auto layer = std::ranges::find(config.layers, experts, &LayerTraits::experts);
        if (layer == config.layers.end()) {
            continue;
        }
        for (const LinearShape& shape : blockLinears(config, layer - config.layers.begin())) {
            if (std::ranges::find(shapes, shape.name, &LinearShape::name) == shapes.end()) {
                shapes.push_back(shape);
            }
        }
    }
    return shapes;
}

Issue blocking(std::string code, std::string sentence) {
    return {Severity::Blocking, std::move(code), std::move(sentence)};
}

std::string sizesText(const std::vector<int64_t>& sizes) {
    return sizes.empty() ? "no group size fits all layers" : fmt::format("{} fit all layers", fmt::join(sizes, ", "));
}

// Why layers stay in 16 bit: their inputs do not divide into groups, or their outputs not into words.
void addKept(const Recipe& recipe, const ModelConfig& config, QuantizePlan& plan) {
    const QuantSpec spec = recipe.spec();
    std::vector<LinearShape> wrongInputs;
    std::vector<LinearShape> wrongOutputs;
    for (const LinearShape& shape : plan.kept) {
        (spec.fits(shape.in) ? wrongOutputs : wrongInputs).push_back(shape);
    }
    const bool refuse = recipe.strict || plan.quantized.empty();
    const Severity severity = refuse ? Severity::Blocking : Severity::Warning;
    const std::string ending = plan.quantized.empty() ? "; nothing would be quantised."
                               : refuse               ? "; --strict refuses to leave them in 16 bit."
                                        : "; they stay in 16 bit and are listed in modules_to_not_convert.";
    if (!wrongInputs.empty()) {
        plan.issues.push_back({severity, "group_size.does_not_fit",
                               fmt::format("Group size {} does not fit {} of the {} blocks; {}{}", spec.groupSize,
                                           listOf(wrongInputs, &LinearShape::in, "inputs"), config.layerCount(),
                                           sizesText(plan.fittingGroupSizes), ending)});
    }
    if (!wrongOutputs.empty()) {
        plan.issues.push_back(
            {severity, "format.outputs_do_not_fit",
             fmt::format("AWQ files hold {} output channels per word, which {} of the {} blocks do not "
                         "fill{}",
                         kWordChannels, listOf(wrongOutputs, &LinearShape::out, "outputs"), config.layerCount(),
                         ending)});
    }
}

// What the format has to say about the linears that it takes, each kind of warning once.
void addFormatWarnings(const Recipe& recipe, QuantizePlan& plan) {
    std::set<std::string> said;
    for (const LinearShape& shape : plan.quantized) {
        std::optional<Issue> issue = exportFormat("awq-gemm").check({shape.name, shape.out, shape.in}, recipe.spec());
        if (issue.has_value() && said.insert(issue->code).second) {
            plan.issues.push_back(std::move(*issue));
        }
    }
}

void addIssues(const Recipe& recipe, const ModelConfig& config, QuantizePlan& plan) {
    if (recipe.bits > 4) {
        plan.issues.push_back(
            blocking("bits.not_in_format",
                     fmt::format("AWQ files hold at most 4 bits per weight and {} were asked for; choose --bits 4, "
                                 "3 or 2.",
                                 recipe.bits)));
        return;
    }
    if (recipe.bits < 4) {
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
    addFormatWarnings(recipe, plan);
}

} // namespace

int64_t sliceSequences(const Recipe& recipe) {
    constexpr int64_t kSliceTokens = 2048; // tokens of one forward slice: large enough for full product speed
    return std::max<int64_t>(kSliceTokens / std::max<int64_t>(recipe.calibration.length, 1), 1);
}

BlockStatistics::Options statisticsOptions(const Recipe& recipe, int64_t sequences) {
    constexpr int64_t kSampleTokens = 4096; // the default preset's block objective sees so many tokens
    constexpr int64_t kAwqClipTokens = 512; // AutoAWQ clips on this many
    constexpr int64_t kGramTokens = 14;     // per channel: more change the chosen scales no more than other texts do
    const int64_t length = recipe.calibration.length;
    const int64_t tokens = sequences * length;
    BlockStatistics::Options options;
    options.totalTokens = tokens;
    if (recipe.method != Method::Awq) {
        return options;
    }
    if (recipe.preset == SearchPreset::Reference) {
        options.sampleTokens = tokens;
        options.clipStep = recipe.clip ? std::max<int64_t>(tokens / kAwqClipTokens, 1) : 0;
    } else {
        options.gramTokensPerChannel = kGramTokens;
        options.sampleTokens = std::min(sequences, std::max<int64_t>(kSampleTokens / length, 1)) * length;
    }
    return options;
}

int64_t plannedPeakBytes(const Recipe& recipe, const ModelConfig& c) {
    const int64_t sequences = recipe.method == Method::Awq ? recipe.calibration.samples : 0;
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

QuantizePlan planQuantization(const Recipe& recipe, const ModelConfig& config) {
    QuantizePlan plan;
    const QuantSpec spec = recipe.spec();
    const std::vector<LinearShape> shapes = allLinears(config);
    const auto fits = [&](const LinearShape& shape) { return spec.fits(shape.in) && shape.out % kWordChannels == 0; };
    for (const LinearShape& shape : shapes) {
        auto& list = !shape.packable() ? plan.routers : fits(shape) ? plan.quantized : plan.kept;
        list.push_back(shape);
    }
    plan.marks = findMarks(recipe, config);
    int64_t blockBytes = 0;
    bool packsAny = false;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        for (const LinearShape& shape : blockLinears(config, layer)) {
            const int64_t elements = shape.out * shape.in;
            const bool packs =
                shape.packable() && fits(shape) && !plan.marks.keeps(config.blockName(layer) + "." + shape.name);
            packsAny = packsAny || packs;
            blockBytes += packs ? elements / 2 + shape.out * spec.groupsFor(shape.in) * 5 / 2 : elements * 2;
        }
    }
    for (const int64_t size : kGroupSizes) {
        if (std::ranges::all_of(shapes, [&](const LinearShape& s) { return !s.packable() || s.in % size == 0; })) {
            plan.fittingGroupSizes.push_back(size);
        }
    }
    const int64_t embeddings = (config.head.tied ? 1 : 2) * config.vocabulary * config.hidden * 2;
    plan.outputBytes = blockBytes + embeddings;
    plan.peakBytes = plannedPeakBytes(recipe, config);
    addIssues(recipe, config, plan);
    if (!packsAny && !plan.quantized.empty()) {
        plan.issues.push_back(
            blocking("marks.nothing_left", "All linears are marked with 16 bits; nothing would be quantised."));
    }
    return plan;
}

} // namespace salient
