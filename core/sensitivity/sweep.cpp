// SPDX-License-Identifier: Apache-2.0
#include "core/sensitivity/sweep.h"

#include "core/calibration/sha256.h"
#include "core/evaluation/exit_score.h"
#include "core/evaluation/text_windows.h"
#include "core/formats/packed_reader.h"
#include "core/fused_set.h"
#include "core/model/block_forward.h"
#include "core/quantizers/scale_store.h"
#include "core/run_clock.h"
#include "core/sensitivity/block_states.h"
#include "core/sensitivity/journal.h"
#include "core/sensitivity/set_sizes.h"
#include "kernels/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <memory>
#include <optional>

namespace salient {

namespace {

constexpr const char* kAlone = "alone";
constexpr const char* kRestored = "restored";

// The steps stand in the order in which they are called.
class Sweep {
public:
    Sweep(const SensitivityRequest& request, const RunContext& context)
        : m_request(request), m_context(context), m_clock(context), m_backend(makeBackend(parseDevice(request.device))),
          m_original(ModelSource::open(request.model)), m_result(ModelSource::open(request.result)),
          m_windows(
              windowsOf(request.ids, {.length = request.context, .windows = request.windows, .text = request.text})),
          m_score(*m_backend, m_original, m_windows), m_runner(*m_backend, m_original.config()) {
        checkTogether();
        if (!request.scales.empty()) {
            m_scales = ScaleStore::read(request.scales);
        }
    }

    SensitivityRecord run();

private:
    void checkTogether() const;
    void load();
    void listSets();
    void countWork();
    void originalPass();
    void quantizedPass(bool keepStates);
    void control(const std::vector<Block>& blocks, const WindowEffect& expected);
    void sweepAlone();
    void sweepRestored();
    WindowEffect measure(int64_t first, const Block& changed, const std::vector<Block>& blocks);
    void finishSet(const char* sweep, SensitivitySet& set, WindowEffect effect, int64_t done);
    Block takenBack(int64_t layer) const;
    Block scaledOriginal(int64_t layer) const;
    void addWork(double blocks, const std::string& item);
    int64_t layers() const { return m_original.config().layerCount(); }
    int64_t tokens() const { return static_cast<int64_t>(m_windows.size()) * m_request.context; }
    TensorSpan window(const TensorSpan& states, size_t index) const {
        const auto begin = static_cast<int64_t>(index) * m_request.context;
        return states.slice(begin, begin + m_request.context);
    }

    const SensitivityRequest& m_request;
    const RunContext& m_context;
    RunClock m_clock;
    std::unique_ptr<Backend> m_backend;
    ModelSource m_original;
    ModelSource m_result;
    std::vector<std::vector<int32_t>> m_windows;
    ExitScore m_score;
    BlockRunner m_runner;
    ScaleStore m_scales;
    std::vector<Block> m_dense;  // of the original, looking at its files
    std::vector<Block> m_packed; // of the result
    std::unique_ptr<BlockStates> m_states;
    std::unique_ptr<SweepJournal> m_journal;
    SensitivityRecord m_record;
    double m_headWork = 0.0; // of one scoring, in blocks
    double m_work = 0.0;
    double m_workDone = 0.0;
};

void Sweep::checkTogether() const {
    const ModelConfig& a = m_original.config();
    const ModelConfig& b = m_result.config();
    if (m_original.quantized() || !m_result.quantized()) {
        throw inputError("sensitivity.not_a_pair",
                         fmt::format("Expected an original and a quantised model, found {} ({}) and {} ({}).",
                                     m_request.model.string(), m_original.quantized() ? "quantised" : "in 16 bit",
                                     m_request.result.string(), m_result.quantized() ? "quantised" : "in 16 bit"));
    }
    if (a.hidden != b.hidden || a.layerCount() != b.layerCount() || a.vocabulary != b.vocabulary) {
        throw inputError("sensitivity.different_models",
                         fmt::format("{} has {} layers of width {} and {} has {} of {}: they are not the same model.",
                                     m_request.model.string(), a.layerCount(), a.hidden, m_request.result.string(),
                                     b.layerCount(), b.hidden));
    }
}

void Sweep::load() {
    for (int64_t layer = 0; layer < layers(); ++layer) {
        m_context.checkCancelled();
        m_dense.push_back(m_original.loadBlock(layer));
        m_packed.push_back(m_result.loadBlock(layer));
    }
}

void Sweep::listSets() {
    const ModelConfig& config = m_original.config();
    std::map<std::string, size_t> places;
    int64_t setBytes = 0;
    for (int64_t layer = 0; layer < layers(); ++layer) {
        for (const LinearShape& shape : blockLinears(config, layer)) {
            const Linear& packed = m_packed[static_cast<size_t>(layer)].linear(shape.name);
            if (!packed.packed()) {
                continue;
            }
            const std::string fused = fusedSet(config, layer, shape);
            const std::string name = fused.empty() ? packed.name : fused;
            const auto [place, isNew] = places.try_emplace(name, m_record.sets.size());
            const auto reported = m_request.layers.find(packed.name);
            const bool known = reported != m_request.layers.end();
            QuantSpec spec = m_result.packedReader()->spec(packed.name);
            if (spec.inputs) {
                throw inputError("sensitivity.rounded_inputs",
                                 fmt::format("{}: the inputs of {} are rounded too; what a layer costs can be measured "
                                             "for rounded weights alone.",
                                             m_result.folder().string(), packed.name));
            }
            spec.bits = known ? reported->second.bits : spec.bits; // narrower codes may lie in a wider container
            if (isNew) {
                m_record.sets.push_back({name, {}, layer, 0, spec.bits, {}, 0.0, {}, {}});
            }
            SensitivitySet& set = m_record.sets[place->second];
            set.modules.push_back(packed.name);
            set.parameters += shape.out * shape.in;
            addSizes({packed.name, shape.out, shape.in}, spec, set.bytes);
            set.relativeError += known ? reported->second.relativeError : 0.0;
        }
    }
    for (SensitivitySet& set : m_record.sets) {
        set.relativeError /= static_cast<double>(set.modules.size());
        setBytes += set.bytes.at(set.bits);
    }
    m_record.otherBytes = std::max<int64_t>(m_result.checkpoint().totalBytes() - setBytes, 0);
}

void Sweep::countWork() {
    const ModelConfig& config = m_original.config();
    double block = 0.0;
    for (const LinearShape& shape : blockLinears(config, 0)) {
        block += static_cast<double>(shape.out * shape.in);
    }
    m_headWork = static_cast<double>(config.vocabulary * config.hidden) / std::max(block, 1.0);
    const auto all = static_cast<double>(layers());
    m_work = (2 + (m_request.restored ? 1 : 0)) * (all + m_headWork) + 2 * m_headWork;
    for (const SensitivitySet& set : m_record.sets) {
        const double one = all - static_cast<double>(set.block) + m_headWork;
        m_work += (m_request.alone ? one : 0.0) + (m_request.restored ? one : 0.0);
    }
}

void Sweep::addWork(double blocks, const std::string& item) {
    m_workDone += blocks;
    m_clock.progress("sensitivity", item, std::min(1.0, m_workDone / m_work));
}

void Sweep::originalPass() {
    m_states = std::make_unique<BlockStates>(m_request.workFolder, layers(), tokens(), m_original.config().hidden);
    const ModelEntry entry(m_original);
    const int64_t lengths[] = {m_request.context};
    for (size_t w = 0; w < m_windows.size(); ++w) {
        entry.forward(*m_backend, m_windows[w], 0, window(m_states->at(0), w));
        for (int64_t layer = 0; layer < layers(); ++layer) {
            m_context.checkCancelled();
            const TensorSpan next = window(m_states->at(layer + 1), w);
            convert(window(m_states->at(layer), w), next);
            m_runner.forward(m_dense[static_cast<size_t>(layer)], next, lengths);
            addWork(1.0 / static_cast<double>(m_windows.size()), "original");
        }
        m_record.originalLoss.push_back(m_score.learn(w, window(m_states->at(layers()), w), m_context));
        addWork(3.0 * m_headWork / static_cast<double>(m_windows.size()), "original");
    }
}

void Sweep::quantizedPass(bool keepStates) {
    const ModelEntry entry(m_original);
    const int64_t lengths[] = {m_request.context};
    if (keepStates) {
        m_states.reset();
        m_states = std::make_unique<BlockStates>(m_request.workFolder, layers(), tokens(), m_original.config().hidden);
    }
    m_record.quantized = {};
    Tensor hidden({m_request.context, m_original.config().hidden}, DType::F32);
    for (size_t w = 0; w < m_windows.size(); ++w) {
        entry.forward(*m_backend, m_windows[w], 0, hidden);
        for (int64_t layer = 0; layer < layers(); ++layer) {
            m_context.checkCancelled();
            if (keepStates) {
                convert(hidden, window(m_states->at(layer), w));
            }
            m_runner.forward(m_packed[static_cast<size_t>(layer)], hidden, lengths);
            addWork(1.0 / static_cast<double>(m_windows.size()), "quantised model");
        }
        const WindowScore score = m_score.score(w, hidden, m_context);
        m_record.quantized.loss.push_back(score.loss - m_record.originalLoss[w]);
        m_record.quantized.kl.push_back(score.kl);
        addWork(m_headWork / static_cast<double>(m_windows.size()), "quantised model");
    }
}

// Blocks `first` … with `changed` in the first place, from the kept states; losses against the original's.
WindowEffect Sweep::measure(int64_t first, const Block& changed, const std::vector<Block>& blocks) {
    const int64_t lengths[] = {m_request.context};
    WindowEffect effect;
    for (size_t w = 0; w < m_windows.size(); ++w) {
        Tensor hidden = toFloat32(window(m_states->at(first), w));
        for (int64_t layer = first; layer < layers(); ++layer) {
            m_context.checkCancelled();
            m_runner.forward(layer == first ? changed : blocks[static_cast<size_t>(layer)], hidden, lengths);
        }
        const WindowScore score = m_score.score(w, hidden, m_context);
        effect.loss.push_back(score.loss - m_record.originalLoss[w]);
        effect.kl.push_back(score.kl);
    }
    return effect;
}

// What a step measures that swaps nothing must be what the whole pass measured, to the last bit.
void Sweep::control(const std::vector<Block>& blocks, const WindowEffect& expected) {
    const int64_t first = layers() / 2;
    const WindowEffect found = measure(first, blocks[static_cast<size_t>(first)], blocks);
    for (size_t w = 0; w < m_windows.size(); ++w) {
        m_record.control = std::max(
            {m_record.control, std::fabs(found.loss[w] - expected.loss[w]), std::fabs(found.kl[w] - expected.kl[w])});
    }
    if (m_record.control != 0.0) {
        throw internalError(
            "sensitivity.control",
            fmt::format("A step that swaps nothing changes the result by {:.3g}; the measurement cannot "
                        "be trusted, please report this.",
                        m_record.control));
    }
}

// The quantised block's weights in the space of the original: all F32, scales undone.
Block Sweep::takenBack(int64_t layer) const {
    Block block = m_result.loadBlock(layer);
    for (Linear* linear : block.linears()) {
        if (linear->packed()) {
            Tensor weight({linear->out, linear->in}, DType::F32);
            m_backend->dequantize(linear->packedWeight(), weight);
            linear->weight = WeightTensor(std::move(weight));
        } else {
            linear->weight = WeightTensor(toFloat32(linear->dense().view()));
        }
        if (!linear->bias.empty()) {
            linear->bias = WeightTensor(toFloat32(linear->bias.view()));
        }
    }
    const std::vector<GroupScale> scales = inverted(m_scales.of(block));
    for (const GroupScale& scale : scales) {
        applyScale(*m_backend, m_original.config(), block, scale);
    }
    return block;
}

// The original's weights in the space of the quantised block.
Block Sweep::scaledOriginal(int64_t layer) const {
    Block block = cloneBlock(m_original.loadBlock(layer));
    const std::vector<GroupScale> scales = m_scales.of(block);
    for (const GroupScale& scale : scales) {
        applyScale(*m_backend, m_original.config(), block, scale);
    }
    return block;
}

void Sweep::finishSet(const char* sweep, SensitivitySet& set, WindowEffect effect, int64_t done) {
    const bool alone = sweep == std::string_view(kAlone);
    const WindowEffect& stored = (alone ? set.alone : set.restored) = std::move(effect);
    const MeasuredMean kl = measuredMean(stored.kl);
    const MeasuredMean loss = measuredMean(stored.loss);
    m_context.emit(SetMeasured{set.name, set.block, sweep, kl.mean, kl.standardError, loss.mean, loss.standardError,
                               done, static_cast<int64_t>(m_record.sets.size())});
    addWork(static_cast<double>(layers() - set.block) + m_headWork, set.name);
}

void Sweep::sweepAlone() {
    int64_t done = 0;
    int64_t loaded = -1;
    Block quantized;
    for (SensitivitySet& set : m_record.sets) {
        if (const WindowEffect* known = m_journal->find(kAlone, set.name)) {
            finishSet(kAlone, set, *known, ++done);
            continue;
        }
        if (loaded != set.block) {
            quantized = takenBack(set.block);
            loaded = set.block;
        }
        const Block& original = m_dense[static_cast<size_t>(set.block)];
        Block changed = original.alias();
        for (const std::string& module : set.modules) {
            const std::string name = original.relativeName(module);
            changed.linear(name) = original.linear(name).withWeight(quantized.linear(name).dense().view());
        }
        WindowEffect effect = measure(set.block, changed, m_dense);
        m_journal->add(kAlone, set.name, effect);
        finishSet(kAlone, set, std::move(effect), ++done);
    }
}

void Sweep::sweepRestored() {
    int64_t done = 0;
    int64_t loaded = -1;
    Block original;
    for (SensitivitySet& set : m_record.sets) {
        if (const WindowEffect* known = m_journal->find(kRestored, set.name)) {
            finishSet(kRestored, set, *known, ++done);
            continue;
        }
        if (loaded != set.block) {
            original = scaledOriginal(set.block);
            loaded = set.block;
        }
        Block& block = m_packed[static_cast<size_t>(set.block)];
        const auto swapAll = [&] {
            for (const std::string& module : set.modules) {
                const std::string name = block.relativeName(module);
                std::swap(block.linear(name).weight, original.linear(name).weight);
            }
        };
        swapAll();
        WindowEffect effect = measure(set.block, block, m_packed);
        swapAll();
        m_journal->add(kRestored, set.name, effect);
        finishSet(kRestored, set, std::move(effect), ++done);
    }
}

SensitivityRecord Sweep::run() {
    m_record.model = m_request.model.string();
    m_record.result = m_request.result.string();
    m_record.text = m_request.text.string();
    m_record.textHash = sha256OfTokens(std::span(m_request.ids).first(static_cast<size_t>(tokens())));
    m_record.context = m_request.context;
    m_record.windows = static_cast<int64_t>(m_windows.size());
    load();
    listSets();
    countWork();
    const std::string key = fmt::format(
        "{{\"text_sha256\":\"{}\",\"context\":{},\"windows\":{},\"sets\":{},\"bytes\":{}}}", m_record.textHash,
        m_record.context, m_record.windows, m_record.sets.size(), m_result.checkpoint().totalBytes());
    m_journal = std::make_unique<SweepJournal>(m_request.workFolder / "sensitivity.partial.jsonl", key);
    originalPass();
    if (m_request.alone) {
        control(m_dense, {std::vector<double>(m_windows.size(), 0.0), std::vector<double>(m_windows.size(), 0.0)});
        const double start = m_clock.elapsed();
        sweepAlone();
        m_record.secondsAlone = m_clock.elapsed() - start;
    }
    quantizedPass(m_request.restored);
    if (m_request.restored) {
        control(m_packed, m_record.quantized);
        const double start = m_clock.elapsed();
        sweepRestored();
        m_record.secondsRestored = m_clock.elapsed() - start;
    }
    m_journal->finish();
    return std::move(m_record);
}

} // namespace

SensitivityRecord measureSensitivity(const SensitivityRequest& request, const RunContext& context) {
    return Sweep(request, context).run();
}

} // namespace salient
