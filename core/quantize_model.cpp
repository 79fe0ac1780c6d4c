// SPDX-License-Identifier: Apache-2.0
#include "core/quantize_model.h"

#include "core/calibration/calibration_data.h"
#include "core/calibration/template_renderer.h"
#include "core/export/companion_files.h"
#include "core/export/model_card.h"
#include "core/export/output_folder.h"
#include "core/folder_config.h"
#include "core/model/tensor_names.h"
#include "core/quantize_plan.h"
#include "core/quantize_result.h"
#include "core/quantized_output.h"
#include "core/quantizers/quantize_block.h"
#include "core/quantizers/scale_store.h"
#include "core/quantizers/searched_groups.h"
#include "core/reload_proof.h"
#include "core/reused_blocks.h"
#include "core/run_clock.h"
#include "core/tracked_sequences.h"
#include "kernels/error.h"
#include "kernels/system_memory.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient {

namespace {

// Shares of a run's time, for the progress line: all blocks, and what follows them.
constexpr double kBlocksShare = 0.93;
// Of a reused block, against one that is quantised: with the calibration data going through it, and without.
constexpr double kForwardWeight = 0.4;
constexpr double kReusedWeight = 0.05;
// Shares of a block's time that are over when its statistics are gathered and when its linears are rounded.
constexpr double kStatisticsShare = 0.4;
constexpr double kRoundedShare = 0.9;

void refuseBlocking(const QuantizePlan& plan, const RunContext& context) {
    for (const Issue& issue : plan.issues) {
        if (issue.severity == Severity::Blocking) {
            throw inputError(issue.code, issue.sentence); // said once, as the reason
        }
        context.emit(IssueFound{issue});
    }
}

// What all blocks have in common; the linears' own arithmetic is added per block.
BlockPlan blockPlan(const Recipe& recipe) {
    BlockPlan block;
    block.parts = recipe.parts();
    block.columnOrder = recipe.columnOrder;
    block.smoothing = recipe.smoothing;
    block.damping = recipe.damping;
    block.preset = recipe.preset;
    block.packRule = recipe.preset == SearchPreset::Reference ? RangeRule::AutoAwqHalf : recipe.spec().rule;
    block.sequenceLength = recipe.calibration.length;
    return block;
}

// What a pass of the calibration data through a block is for.
struct CalibrationPass {
    double from = 0.0; ///< share of the block's time that is over when it begins
    double to = 0.0;
    bool advances = false; ///< the hidden states become the block's output, or stay what they were
};

// The run, in the order of its public functions.
class QuantizeRun {
public:
    QuantizeRun(const Recipe& recipe, const RunContext& context)
        : m_recipe(recipe), m_context(context), m_clock(context), m_backend(makeBackend(parseDevice(recipe.device))),
          m_source(ModelSource::open(recipe.model, recipe.adapter)),
          m_plan(planQuantization(recipe, m_source.config())), m_format(exportFormat(recipe.format)),
          m_blockPlan(blockPlan(recipe)), m_output(m_source, m_plan, m_format),
          m_runner(*m_backend, m_source.config()) {}

    std::string run();
    const ScaleStore& scales() const { return m_scales; }

private:
    void prepare();
    void readData();
    void embedCalibration();
    void quantizeLayer(int64_t layer);
    void reuseLayer(int64_t layer);
    void finishLayer(Block block, BlockOutcome outcome, double start);
    BlockOutcome search(Block& block, const BlockPlan& plan);
    void forwardCalibration(const Block& block, const InputObserver& observe, const CalibrationPass& pass);
    void gatherStatistics(const Block& block);
    Block readBlock(int64_t layer);
    BlockPlan planOf(const Block& block) const;
    void refuseNonFinite(const Block& block, const TensorView& hidden);
    std::string finish();
    void writeCard(const std::filesystem::path& folder);
    double fraction(int64_t layer, double within) const;

    const Recipe& m_recipe;
    const RunContext& m_context;
    RunClock m_clock;
    std::unique_ptr<Backend> m_backend;
    ModelSource m_source;
    QuantizePlan m_plan;
    const ExportFormat& m_format;
    BlockPlan m_blockPlan;
    QuantizedOutput m_output;
    BlockRunner m_runner;
    std::unique_ptr<OutputFolder> m_folder;
    CalibrationData m_data;
    bool m_holdoutMeasured = false;
    Tensor m_hidden; // [calibration tokens, hidden]: input of the block at hand, then its output
    std::unique_ptr<TrackedSequences> m_tracked;
    std::unique_ptr<BlockStatistics> m_statistics;
    std::unique_ptr<ReusedBlocks> m_reused;
    ScaleStore m_scales;
    QuantizeResult m_result;
};

void QuantizeRun::prepare() {
    if (m_source.quantized()) {
        throw inputError("model.already_quantized",
                         fmt::format("{} is quantised already; give the original model.", m_recipe.model.string()));
    }
    refuseBlocking(m_plan, m_context);
    const int64_t available = availableMemoryBytes();
    if (available > 0 && m_plan.peakBytes > available) {
        m_context.emit(IssueFound{
            {Severity::Warning, "memory.tight",
             fmt::format("The run is planned to hold {:.2f} GB and {:.2f} GB are free; fewer --samples "
                         "need less.",
                         static_cast<double>(m_plan.peakBytes) / 1e9, static_cast<double>(available) / 1e9)}});
    }
    if (const auto& names = m_output.leftOut(); !names.empty()) {
        m_context.emit(
            IssueFound{{Severity::Warning, "model.tensors_left_out",
                        fmt::format("{} does not read {} of the tensors in its blocks, and they are left out: {}.",
                                    m_source.config().className, names.size(), summarizeNames(names))}});
    }
    m_folder = std::make_unique<OutputFolder>(
        m_recipe.output, OutputFolder::Options{m_recipe.model, m_recipe.overwrite, m_output.plannedBytes()});
    m_output.open(m_folder->path(), m_recipe.shardBytes);
    // Before the hours of work: a damaged file shall not cost them.
    ExportSettings settings = exportSettings(m_format.adapt(m_recipe.spec()), m_plan, m_source.config());
    settings.actOrder = m_blockPlan.parts.feedback && m_recipe.columnOrder == ColumnOrder::Act;
    m_result.loaders = writeFolderConfig(m_folder->path(), m_source, m_format, settings, m_context);
    Started started{"quantize",
                    m_recipe.model.string(),
                    m_recipe.output.string(),
                    m_recipe.runFolder.string(),
                    m_backend->description(),
                    m_source.config().layerCount(),
                    m_plan.peakBytes,
                    m_output.plannedBytes()};
    m_context.emit(started);
}

void QuantizeRun::readData() {
    const std::optional<Tokenizer> tokenizer = Tokenizer::loadIfPresent(m_recipe.model);
    m_data = readCalibration(m_recipe.calibration, m_recipe.holdoutSamples, tokenizer ? &*tokenizer : nullptr,
                             m_source.config().vocabulary, templateRenderer(m_recipe.model, m_context));
    m_context.emit(m_data.report);
    m_reused = std::make_unique<ReusedBlocks>(m_recipe, m_source, m_plan, m_data.report, m_context);
    m_holdoutMeasured = !m_data.holdout.empty();
    // Without a hold-out the reload proof still needs a sequence to run.
    std::vector<std::vector<int32_t>> tracked = m_data.holdout;
    if (tracked.empty()) {
        tracked.push_back(m_data.sequences.front());
    }
    m_tracked = std::make_unique<TrackedSequences>(*m_backend, m_source, std::move(tracked));
    m_clock.charge("calibration_data");
}

void QuantizeRun::embedCalibration() {
    if (!m_blockPlan.parts.needStatistics()) {
        m_data.sequences.clear(); // rounding needs no statistics; errors are measured on the tracked sequences
    }
    const auto sequences = static_cast<int64_t>(m_data.sequences.size());
    const int64_t length = sequences == 0 ? 0 : static_cast<int64_t>(m_data.sequences.front().size());
    m_blockPlan.sequenceLength = length;
    const int64_t hidden = m_source.config().hidden;
    if (sequences > 0) {
        m_hidden = Tensor({sequences * length, hidden}, DType::F32);
        const ModelEntry entry(m_source);
        for (int64_t i = 0; i < sequences; ++i) {
            entry.forward(*m_backend, m_data.sequences[static_cast<size_t>(i)], 0,
                          m_hidden.slice(i * length, (i + 1) * length));
        }
    }
    m_statistics =
        std::make_unique<BlockStatistics>(*m_backend, m_source.config(), statisticsOptions(m_recipe, sequences));
    m_source.checkpoint().release({m_source.config().embedding.tokens});
}

double QuantizeRun::fraction(int64_t layer, double within) const {
    double done = 0.0;
    double all = 0.0;
    for (int64_t i = 0; i < m_source.config().layerCount(); ++i) {
        const double weight = !m_reused->has(i) ? 1.0 : i < m_reused->lastNew() ? kForwardWeight : kReusedWeight;
        done += i < layer ? weight : i == layer ? within * weight : 0.0;
        all += weight;
    }
    return kBlocksShare * done / all;
}

// F32 copies of one block's weights; its pages are dropped and the next block's asked for.
Block QuantizeRun::readBlock(int64_t layer) {
    Block block = cloneBlock(m_source.loadBlock(layer));
    m_source.checkpoint().release(m_source.blockTensors(layer));
    if (layer + 1 < m_source.config().layerCount()) {
        m_source.checkpoint().prefetch(m_source.blockTensors(layer + 1));
    }
    for (const Linear* linear : block.linears()) {
        if (const auto at = m_backend->firstNonFinite(linear->dense().view())) {
            throw inputError(
                "model.weight_not_finite",
                fmt::format("{}: weight {} has a value that is not finite in row {}, column {}; the file is "
                            "damaged or the model was trained to overflow.",
                            m_recipe.model.string(), linear->name, *at / linear->in, *at % linear->in));
        }
    }
    return block;
}

void QuantizeRun::refuseNonFinite(const Block& block, const TensorView& hidden) {
    if (const auto at = m_backend->firstNonFinite(hidden)) {
        throw numericError(
            "model.activation_not_finite",
            fmt::format("The output of {} is not finite in channel {} (token {} of the calibration data); the "
                        "model's weights are damaged or overflow.",
                        block.name, *at % hidden.columns(), *at / hidden.columns()));
    }
}

void QuantizeRun::forwardCalibration(const Block& block, const InputObserver& observe, const CalibrationPass& pass) {
    const auto sequences = static_cast<int64_t>(m_data.sequences.size());
    const int64_t length = m_blockPlan.sequenceLength;
    const int64_t slice = sliceSequences(m_recipe);
    for (int64_t begin = 0; begin < sequences; begin += slice) {
        m_context.checkCancelled();
        const int64_t end = std::min(begin + slice, sequences);
        const std::vector<int64_t> lengths(static_cast<size_t>(end - begin), length);
        TensorSpan hidden = m_hidden.slice(begin * length, end * length);
        Tensor passing; // what nothing remembers
        if (!pass.advances) {
            passing = Tensor({hidden.rows(), hidden.columns()}, DType::F32);
            convert(hidden, passing);
            hidden = passing;
        }
        m_runner.forward(block, hidden, lengths, observe);
        m_clock.charge("forward");
        const double within = static_cast<double>(end) / static_cast<double>(sequences);
        m_clock.progress("calibrate", block.name, fraction(block.index, std::lerp(pass.from, pass.to, within)));
        refuseNonFinite(block, hidden);
    }
}

void QuantizeRun::gatherStatistics(const Block& block) {
    const InputObserver observe = [this](LinearInput input, const TensorView& x) {
        m_clock.charge("forward");
        m_statistics->observe(input, x);
        m_clock.charge("statistics");
    };
    m_statistics->reset(block.index);
    forwardCalibration(block, observe, {0.0, kStatisticsShare, !m_blockPlan.parts.propagateError});
    // RTN has no calibration pass: the tracked sequences are what errors are measured on.
    m_tracked->forwardDense(m_runner, block, m_data.sequences.empty() ? observe : InputObserver());
    m_clock.charge("holdout");
    m_statistics->complete();
    m_clock.charge("statistics");
}

BlockPlan QuantizeRun::planOf(const Block& block) const {
    BlockPlan plan = m_blockPlan;
    for (const PlannedLinear& linear : m_plan.linears) {
        if (linear.block == block.index && linear.spec) {
            plan.specs[linear.shape.name] = *linear.spec;
        }
    }
    return plan;
}

BlockOutcome QuantizeRun::search(Block& block, const BlockPlan& plan) {
    // The search reports its own progress as events; between them the line moves with every candidate.
    const auto planned = static_cast<double>(
        plannedCandidates(block, searchedGroups(m_source.config(), plan, block, *m_statistics), plan.preset));
    int64_t candidates = 0;
    RunContext searching = m_context;
    searching.emit = [&](const Event& event) {
        m_context.emit(event);
        if (std::holds_alternative<ScaleCandidate>(event)) {
            const double within =
                std::lerp(kStatisticsShare, kRoundedShare, std::min(1.0, static_cast<double>(++candidates) / planned));
            m_clock.progress("search", block.name + " " + std::get<ScaleCandidate>(event).group,
                             fraction(block.index, within));
        }
    };
    return quantizeBlock(m_runner, m_source.config(), plan, block, *m_statistics, searching);
}

void QuantizeRun::quantizeLayer(int64_t layer) {
    const double start = m_clock.elapsed();
    m_clock.lap();
    Block block = readBlock(layer);
    m_clock.charge("read");
    m_context.emit(BlockStarted{layer, m_source.config().layerCount(), block.name});
    std::erase_if(block.groups, [&](const ScalingGroup& group) { return m_plan.marks.touches(block.name, group); });
    const BlockPlan plan = planOf(block);
    if (m_blockPlan.parts.scales || m_blockPlan.parts.smooth) {
        constexpr int64_t kSelfTestTokens = 16;
        const int64_t tokens = std::min(kSelfTestTokens, m_blockPlan.sequenceLength);
        checkFunctionPreservation(m_runner, m_source.config(), block, m_hidden.slice(0, tokens));
        m_clock.charge("self_test");
    }
    gatherStatistics(block);
    BlockOutcome outcome = search(block, plan);
    m_clock.lap();
    m_clock.chargeSeconds("search", outcome.times.search);
    m_clock.chargeSeconds("clip", outcome.times.clip);
    m_clock.chargeSeconds("pack", outcome.times.pack);
    m_clock.chargeSeconds("report", outcome.times.report);
    if (m_blockPlan.parts.propagateError && layer + 1 < m_source.config().layerCount()) {
        forwardCalibration(block, {}, {kRoundedShare, 1.0, true});
    }
    finishLayer(std::move(block), std::move(outcome), start);
}

// Takes what an earlier run made of the block. The calibration data go through the original as long as a block behind
// it needs them.
void QuantizeRun::reuseLayer(int64_t layer) {
    const double start = m_clock.elapsed();
    m_clock.lap();
    const Block original = m_source.loadBlock(layer);
    m_context.emit(BlockStarted{layer, m_source.config().layerCount(), original.name, true});
    if (layer < m_reused->lastNew()) {
        if (m_blockPlan.parts.propagateError) {
            forwardCalibration(m_reused->load(layer), {}, {0.0, 1.0, true});
        } else {
            forwardCalibration(original, {}, {0.0, 1.0, true});
        }
    }
    m_tracked->forwardDense(m_runner, original, {});
    m_clock.charge("holdout");
    BlockOutcome outcome{m_reused->scales(original), {}, {}};
    for (const Event& event : m_reused->events(layer)) {
        m_context.emit(event);
        if (const auto* quantized = std::get_if<LayerQuantized>(&event)) {
            outcome.layers.push_back(*quantized);
        }
    }
    finishLayer(m_reused->load(layer), std::move(outcome), start);
    m_source.checkpoint().release(m_source.blockTensors(layer));
}

void QuantizeRun::finishLayer(Block block, BlockOutcome outcome, double start) {
    const int64_t layer = block.index;
    m_tracked->forwardQuantized(m_runner, block);
    const double error = m_tracked->relativeError();
    m_clock.charge("holdout");
    m_scales.add(block, outcome.scales);
    m_output.writeBlock(std::move(block));
    m_clock.charge("write");
    m_result.add(std::move(outcome));
    m_context.emit(BlockFinished{layer, m_clock.elapsed() - start, error});
    m_clock.progress("write", m_source.config().blockName(layer), fraction(layer + 1, 0.0));
}

void QuantizeRun::writeCard(const std::filesystem::path& folder) {
    const ModelCard card = m_result.card(m_recipe, m_source, m_data.report, m_output.modulesKept());
    writeTextFile(folder / "README.md", modelCardText(card));
}

std::string QuantizeRun::finish() {
    m_clock.lap();
    m_output.writeRest();
    m_output.finish();
    m_clock.charge("write");
    m_clock.progress("verify", "reading the files back", 0.95);
    {
        const ModelSource written = ModelSource::open(m_folder->path());
        const ModelExit dense(m_source);
        const ModelExit quantized(written);
        m_tracked->finish(dense, quantized);
        m_result.proof = proveReload(*m_backend, written, *m_tracked, m_context);
        m_clock.charge("verify");
        if (m_holdoutMeasured) {
            m_clock.progress("evaluate", "hold-out", 0.97);
            m_result.quality = m_tracked->score(dense, quantized, m_source.config().vocabulary);
        }
        m_result.bytesAfter = written.checkpoint().totalBytes();
        m_clock.charge("holdout");
    }
    writeCard(m_folder->path());
    m_context.checkCancelled();
    m_folder->commit();
    m_clock.charge("write");
    m_clock.progress("write", "done", 1.0);
    m_result.products = m_backend->productCounters();
    m_result.writerSeconds = m_output.writeSeconds();
    return m_result.json(m_recipe, m_source, m_plan, m_clock, m_output.modulesKept(), m_data.report);
}

std::string QuantizeRun::run() {
    prepare();
    readData();
    embedCalibration();
    for (int64_t layer = 0; layer < m_source.config().layerCount(); ++layer) {
        m_context.checkCancelled();
        if (m_reused->has(layer)) {
            reuseLayer(layer);
        } else {
            quantizeLayer(layer);
        }
    }
    m_hidden = Tensor(); // the head's logits need the room
    return finish();
}

} // namespace

std::string quantizeModel(const Recipe& recipe, const RunContext& context,
                          const std::function<void(const ScaleStore&)>& keepScales) {
    QuantizeRun run(recipe, context);
    std::string result = run.run();
    if (keepScales) {
        keepScales(run.scales());
    }
    return result;
}

} // namespace salient
