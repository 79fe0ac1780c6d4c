// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/quantize_block.h"

#include "core/model/qkv_rows.h"
#include "core/quantizers/feedback_rounding.h"
#include "core/quantizers/inspected_loss.h"
#include "core/quantizers/scale_search.h"
#include "core/quantizers/searched_groups.h"
#include "core/quantizers/smooth_quant.h"
#include "core/quantizers/weight_report.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <memory>
#include <optional>

namespace salient {

namespace {

class Stopwatch {
public:
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - m_last).count();
        m_last = now;
        return seconds;
    }

private:
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

// One block on its way through the search; the steps are called in the order of their definition.
class BlockWork {
public:
    BlockWork(BlockRunner& runner, const ModelConfig& config, const BlockPlan& plan, Block& block,
              BlockStatistics& statistics, const RunContext& context)
        : m_runner(runner), m_backend(runner.backend()), m_config(config), m_plan(plan), m_block(block),
          m_statistics(statistics), m_context(context) {}

    BlockOutcome run();

private:
    LinearInput inputOf(const std::string& relativeName) const;
    void reportStarvedExperts() const;
    ScaleSearchInput searchInput(const SearchedGroup& searched, const Tensor& mean) const;
    void emitMagnitudes(const ScalingGroup& group, const Tensor& mean) const;
    void smoothScales();
    void searchScales();
    void applyScales();
    void round(Linear& linear, const QuantSpec& spec);
    bool roundWithFeedback(Linear& linear, const QuantSpec& spec);
    FeedbackSettings feedbackSettings() const;
    const FeedbackFactor* factorOf(LinearInput input, int64_t group);
    void clip(Linear& linear, const QuantSpec& spec);
    void keepScores(ClipResult& limits) const;
    void pack(Linear& linear, QuantSpec spec);
    LayerQuantized finish(Linear& linear, size_t place);
    void roundRest();

    BlockRunner& m_runner;
    Backend& m_backend;
    const ModelConfig& m_config;
    const BlockPlan& m_plan;
    Block& m_block;
    BlockStatistics& m_statistics;
    const RunContext& m_context;
    BlockOutcome m_outcome;
    std::vector<WeightReport> m_reports; // as m_block.linears()
    std::vector<Tensor> m_rowScales;     // [out] of each linear that is a producer, else empty
    Stopwatch m_watch;
    // The last input's, for its consumers follow one another.
    LinearInput m_factorInput;
    int64_t m_factorGroup = -1;
    std::optional<FeedbackFactor> m_factor;
};

std::string groupName(const ScalingGroup& group) {
    return fmt::format("{}", fmt::join(group.consumers, "+"));
}

LinearInput BlockWork::inputOf(const std::string& relativeName) const {
    const Linear& linear = m_block.linear(relativeName);
    return salient::inputOf(m_config, linear.role, linear.expert);
}

ScaleSearchInput BlockWork::searchInput(const SearchedGroup& searched, const Tensor& mean) const {
    const auto& [groupPlace, consumers, input] = searched;
    const ScalingGroup& group = *groupPlace;
    ScaleSearchInput search;
    search.block = m_block.index;
    search.group = groupName(group);
    search.producer = group.producer;
    for (const std::string& consumer : consumers) {
        search.weights.push_back(m_block.linear(consumer).dense().view());
        search.specs.push_back(m_plan.specs.at(consumer));
    }
    search.channelMean = mean.view();
    search.gram = m_statistics.of(input).gram.view();
    search.gramTokens = m_statistics.of(input).gramTokens;
    if (m_plan.parts.searchFeedback) {
        search.feedback = feedbackSettings();
    }
    if (tiesHeads(m_config, group)) {
        const AttentionSpec& a = m_config.attention;
        search.tie = TiedHeads{a.kvHeads, a.headDim, a.heads / a.kvHeads};
    }
    if (group.inspected != InspectedModule::Consumers) {
        auto loss = std::make_shared<InspectedLoss>(m_runner, m_block, group.inspected, consumers,
                                                    m_statistics.sample(input), m_plan.sequenceLength);
        // shared_ptr because std::function copies its target; the tensors inside do not.
        search.inspectedLoss = [loss](const std::vector<TensorView>& weights) { return (*loss)(weights); };
    }
    return search;
}

void BlockWork::emitMagnitudes(const ScalingGroup& group, const Tensor& mean) const {
    m_context.emit(channelMagnitudes(m_block.index, groupName(group), mean));
}

// All searches see the original weights and inputs; nothing is applied before the last one is done.
void BlockWork::searchScales() {
    for (const SearchedGroup& searched : searchedGroups(m_config, m_plan, m_block, m_statistics)) {
        const Tensor mean = m_statistics.channelMean(searched.input);
        emitMagnitudes(*searched.group, mean);
        ScaleSearchResult result = searchScale(m_backend, searchInput(searched, mean), m_plan.preset, m_context);
        m_outcome.scales.push_back({searched.group, std::move(result.scales)});
    }
}

void BlockWork::smoothScales() {
    for (const ScalingGroup& group : m_block.groups) {
        if (isSmoothed(m_config, group)) {
            std::vector<TensorView> weights;
            for (const std::string& consumer : group.consumers) {
                weights.push_back(m_block.linear(consumer).dense().view());
            }
            const Tensor& largest = m_statistics.of(inputOf(group.consumers.front())).channels.maxAbs;
            m_outcome.scales.push_back({&group, smoothingScales(largest.floats(), weights, m_plan.smoothing)});
        }
    }
}

void BlockWork::applyScales() {
    for (const GroupScale& scale : m_outcome.scales) {
        applyScale(m_backend, m_config, m_block, scale);
        const ScalingGroup& group = *scale.group;
        Tensor inverse = scale.scales.clone();
        for (float& value : inverse.floats()) {
            value = 1.0F / value;
        }
        InputStatistics& input = m_statistics.of(inputOf(group.consumers.front()));
        m_backend.scaleMatrix(input.gram, inverse, inverse);
        if (!input.clipGram.empty()) {
            m_backend.scaleMatrix(input.clipGram, inverse, inverse);
        }
        if (group.kind == ScalingGroup::Producer::Linear) {
            const auto linears = m_block.linears();
            for (size_t i = 0; i < linears.size(); ++i) {
                if (m_block.relativeName(linears[i]->name) == group.producer) {
                    m_rowScales[i] = producerDivisor(m_config, group, scale.scales, linears[i]->out);
                }
            }
        }
    }
}

FeedbackSettings BlockWork::feedbackSettings() const {
    return {m_plan.columnOrder, m_plan.damping, m_plan.parts.clip ? FeedbackRange::Searched : FeedbackRange::Whole};
}

const FeedbackFactor* BlockWork::factorOf(LinearInput input, int64_t group) {
    if (m_factorGroup != group || !(m_factorInput == input)) {
        m_factorInput = input;
        m_factorGroup = group;
        m_factor = feedbackFactor(m_backend, m_statistics.of(input).gram.view(), group, feedbackSettings());
    }
    return m_factor ? &*m_factor : nullptr;
}

// False when there is no factor to do it with, for which there may be a reason to tell.
bool BlockWork::roundWithFeedback(Linear& linear, const QuantSpec& spec) {
    const LinearInput from = inputOf(m_block.relativeName(linear.name));
    if (!m_plan.parts.feedback || !hasEnoughTokens(m_statistics, from)) {
        return false;
    }
    const FeedbackFactor* factor = factorOf(from, spec.groupFor(linear.in));
    if (factor == nullptr) {
        m_context.emit(IssueFound{{Severity::Warning, "gptq.not_definite",
                                   fmt::format("{}: its inputs' Hessian has no Cholesky factor even with ten times its "
                                               "mean diagonal added, so it is rounded to nearest; other calibration "
                                               "texts may help.",
                                               linear.name)}});
        return false;
    }
    PackedLinear packed =
        salient::roundWithFeedback(m_backend, linear.dense().view(), *factor, feedbackSettings(), spec).packed;
    if (m_plan.parts.descent) {
        m_backend.descendRounding(linear.dense().view(), m_statistics.of(from).gram.view(), factor->added, packed);
    }
    linear.weight = std::move(packed);
    return true;
}

void BlockWork::round(Linear& linear, const QuantSpec& spec) {
    if (!roundWithFeedback(linear, spec)) {
        clip(linear, spec);
        m_outcome.times.clip += m_watch.lap();
        pack(linear, spec);
    }
    m_outcome.times.pack += m_watch.lap();
}

// Ends move apart only where the grid follows them: a symmetric grid spans the larger one anyway.
ClipSides clipSides(SearchPreset preset, const QuantSpec& spec) {
    const bool apart = preset == SearchPreset::Default && !spec.symmetric;
    return apart ? ClipSides::Apart : ClipSides::Together;
}

// q and k are not clipped: their errors meet in the product q·k, which the local objective does not see
// (AutoAWQ `_search_best_clip`).
void BlockWork::clip(Linear& linear, const QuantSpec& spec) {
    const bool scores = linear.role == LinearRole::Q || linear.role == LinearRole::K || linear.role == LinearRole::QB;
    const LinearInput from = inputOf(m_block.relativeName(linear.name));
    if (!m_plan.parts.clip || scores || !hasEnoughTokens(m_statistics, from)) {
        return;
    }
    const InputStatistics& input = m_statistics.of(from);
    const Tensor& gram = input.clipGram.empty() ? input.gram : input.clipGram;
    ClipResult result = m_backend.searchClip(linear.dense().view(), gram, spec, clipSides(m_plan.preset, spec));
    if (linear.role == LinearRole::Qkv) {
        keepScores(result);
    }
    m_backend.clamp(linear.dense().owned(), result.low, result.high, spec);
    const auto groups = static_cast<double>(result.high.elements());
    m_context.emit(ClipChosen{m_block.index, linear.name, result.errorBefore, result.errorAfter,
                              static_cast<double>(result.clippedGroups) / groups});
}

// The same for the rows of q and k in a joined projection: their limits go beyond any weight.
void BlockWork::keepScores(ClipResult& limits) const {
    const AttentionSpec& a = m_config.attention;
    const int64_t groups = limits.low.columns();
    std::vector<bool> value(static_cast<size_t>(limits.low.rows()), false);
    for (int64_t head = 0; head < a.kvHeads; ++head) {
        std::fill_n(value.begin() + valueHeadRow(a, head), a.headDim, true);
    }
    for (size_t i = 0; i < limits.low.floats().size(); ++i) {
        if (!value[i / static_cast<size_t>(groups)]) {
            limits.low.floats()[i] = std::numeric_limits<float>::lowest();
            limits.high.floats()[i] = std::numeric_limits<float>::max();
        }
    }
}

void BlockWork::pack(Linear& linear, QuantSpec spec) {
    spec.rule = m_plan.packRule;
    linear.weight = m_backend.quantize(linear.dense().view(), spec);
}

WeightTensor halfWeight(const TensorView& weight) {
    Tensor half(weight.shape, DType::F16);
    convert(weight, half);
    return WeightTensor(std::move(half));
}

void roundToHalf(Tensor& tensor) {
    for (float& value : tensor.floats()) {
        value = roundToFloat16(value);
    }
}

// Everything that is not packed goes into the file as fp16; the block is run on as it will be read back.
void BlockWork::roundRest() {
    for (Norm* norm : m_block.norms()) {
        roundToHalf(norm->weight);
        if (!norm->bias.empty()) {
            roundToHalf(norm->bias);
        }
    }
    for (Linear* linear : m_block.linears()) {
        if (!linear->packed()) {
            linear->weight = halfWeight(linear->dense().view());
        }
        if (!linear->bias.empty()) {
            roundToHalf(linear->bias.owned());
        }
    }
}

void BlockWork::reportStarvedExperts() const {
    std::vector<int64_t> starved;
    for (size_t expert = 0; expert < m_block.experts.size(); ++expert) {
        const auto number = static_cast<int64_t>(expert);
        if (!hasEnoughTokens(m_statistics, {LinearInput::Kind::MlpDown, number})) {
            starved.push_back(number);
        }
    }
    if (!starved.empty()) {
        m_context.emit(IssueFound{
            {Severity::Warning, "experts.few_tokens",
             fmt::format(
                 "{}: {} of {} experts saw fewer than 64 calibration tokens and are rounded to nearest on their "
                 "way down: {}; more samples or other texts would reach them.",
                 m_block.name, starved.size(), m_block.experts.size(), fmt::join(starved, ", "))}});
    }
}

// Rounds one linear and measures what that cost.
LayerQuantized BlockWork::finish(Linear& linear, size_t place) {
    const std::string name = m_block.relativeName(linear.name);
    LayerQuantized layer;
    layer.block = m_block.index;
    layer.module = linear.name;
    layer.inFeatures = linear.in;
    layer.outFeatures = linear.out;
    layer.bits = 16;
    if (const auto spec = m_plan.specs.find(name); spec != m_plan.specs.end()) {
        m_context.checkCancelled();
        const Tensor scaled =
            linear.dense().owned().clone(); // [out, in] before clipping: what the output is compared with
        m_outcome.times.report += m_watch.lap();
        round(linear, spec->second);
        layer.bits = spec->second.bits;
        layer.groupSize = spec->second.groupFor(linear.in);
        finishReport(m_backend,
                     {scaled.view(), linear.packedWeight(), m_statistics.of(inputOf(name)).gram.view(),
                      m_rowScales[place].view()},
                     m_reports[place], layer);
        m_outcome.times.report += m_watch.lap();
    }
    return layer;
}

BlockOutcome BlockWork::run() {
    m_watch.lap();
    const auto linears = m_block.linears();
    m_rowScales.resize(linears.size());
    for (Linear* linear : linears) {
        const std::string name = m_block.relativeName(linear->name);
        const TensorView gram = m_statistics.of(inputOf(name)).gram.view();
        const auto spec = m_plan.specs.find(name);
        m_reports.push_back(spec == m_plan.specs.end()
                                ? WeightReport{}
                                : beginReport(m_backend, linear->dense().view(), gram, spec->second));
    }
    m_outcome.times.report += m_watch.lap();
    if (m_plan.parts.needStatistics()) {
        reportStarvedExperts();
    }
    if (m_plan.parts.smooth) {
        smoothScales();
    } else if (m_plan.parts.scales) {
        searchScales();
    }
    applyScales();
    m_outcome.times.search += m_watch.lap();
    for (size_t i = 0; i < linears.size(); ++i) {
        LayerQuantized layer = finish(*linears[i], i);
        m_context.emit(layer);
        m_outcome.layers.push_back(std::move(layer));
    }
    roundRest();
    m_outcome.times.pack += m_watch.lap();
    return std::move(m_outcome);
}

} // namespace

BlockOutcome quantizeBlock(BlockRunner& runner, const ModelConfig& config, const BlockPlan& plan, Block& block,
                           BlockStatistics& statistics, const RunContext& context) {
    return BlockWork(runner, config, plan, block, statistics, context).run();
}

} // namespace salient
