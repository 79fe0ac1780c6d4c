// SPDX-License-Identifier: Apache-2.0
#include "core/study/study_pass.h"

#include "core/quantizers/apply_scale.h"
#include "core/study/sequence_states.h"
#include "core/study/shared_statistics.h"
#include "core/study/study_sizes.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>

namespace salient {

namespace {

/// One setting on its way through the model.
struct Lane {
    StudyWork work;
    SequenceStates evaluation;
    SequenceStates calibration; ///< of those that propagate errors
    size_t statistics = 0;      ///< of the others: place of the shared ones
    double bits = 0.0;          ///< of all linears so far
    double seconds = 0.0;
};

class Pass {
public:
    Pass(std::vector<StudyWork> works, const StudySamples& samples, const StudyBench& bench);
    std::vector<StudyEntry> run();

private:
    void calibrate(const Block& dense);
    void quantize(Lane& lane, const Block& dense);
    double quantizeAlone(Lane& lane, Block& block);
    void evaluate(Lane& lane, const Block& block);
    StudyEntry finish(Lane& lane);
    void refuseNonFinite(const Block& block, const TensorView& hidden) const;
    void advance(double tokens, const std::string& item) const {
        m_bench.context.checkCancelled();
        m_bench.advance(tokens, item);
    }
    Backend& backend() const { return m_bench.runner.backend(); }

    const StudySamples& m_samples;
    const StudyBench& m_bench;
    RunContext m_quiet; // a study's searches are too many to be told one by one
    SequenceStates m_calibration;
    SharedStatistics m_shared;
    std::vector<Lane> m_lanes;
};

Pass::Pass(std::vector<StudyWork> works, const StudySamples& samples, const StudyBench& bench)
    : m_samples(samples), m_bench(bench), m_quiet(bench.context),
      m_calibration(bench.runner.backend(), bench.source, samples.sequences),
      m_shared(bench.runner.backend(), bench.source.config()) {
    m_quiet.emit = [](const Event&) {};
    bool shared = false;
    for (StudyWork& work : works) {
        Lane lane;
        lane.evaluation = SequenceStates(backend(), bench.source, bench.windows);
        if (work.propagates) {
            lane.calibration = SequenceStates(m_calibration, samples.places.at(work.setting.samples));
        } else {
            lane.statistics = m_shared.add(work.setting.samples, work.statistics);
            shared = shared || work.setting.samples > 0;
        }
        lane.work = std::move(work);
        m_lanes.push_back(std::move(lane));
    }
    if (!shared) {
        m_calibration = SequenceStates();
    }
}

void Pass::refuseNonFinite(const Block& block, const TensorView& hidden) const {
    if (const auto at = backend().firstNonFinite(hidden)) {
        throw numericError("model.activation_not_finite",
                           fmt::format("The output of {} is not finite in channel {} on the calibration data; the "
                                       "model's weights are damaged or overflow.",
                                       block.name, *at % hidden.columns()));
    }
}

void Pass::calibrate(const Block& dense) {
    const double start = m_bench.now();
    m_shared.reset(dense.index);
    for (size_t i = 0; i < m_calibration.count(); ++i) {
        const auto takes = [&](int64_t samples) { return m_samples.includes(samples, i); };
        m_calibration.forward(m_bench.runner, dense, i,
                              [&](LinearInput input, const TensorView& x) { m_shared.observe(input, x, takes); });
        refuseNonFinite(dense, m_calibration.at(i));
        advance(static_cast<double>(m_calibration.length()), dense.name);
    }
    m_shared.complete();
    // What a setting would have taken by itself: its part of the sequences, and its own statistics.
    const double forward = m_bench.now() - start - m_shared.seconds();
    for (Lane& lane : m_lanes) {
        if (lane.calibration.count() == 0 && m_calibration.count() > 0) {
            const double share =
                static_cast<double>(lane.work.setting.samples) / static_cast<double>(m_calibration.count());
            lane.seconds += share * forward + m_shared.seconds(lane.statistics);
        }
    }
}

// The original's block behind quantised ones; its successor then sees what the quantised block puts out.
double Pass::quantizeAlone(Lane& lane, Block& block) {
    BlockStatistics statistics(backend(), m_bench.source.config(), lane.work.statistics);
    statistics.reset(block.index);
    const int64_t lengths[] = {lane.calibration.length()};
    for (size_t i = 0; i < lane.calibration.count(); ++i) {
        Tensor hidden = toFloat32(lane.calibration.at(i));
        m_bench.runner.forward(block, hidden, lengths,
                               [&](LinearInput input, const TensorView& x) { statistics.observe(input, x); });
        refuseNonFinite(block, hidden);
        advance(static_cast<double>(lengths[0]), block.name);
    }
    statistics.complete();
    const double bits = lane.work.quantize(m_bench.runner, block, statistics, m_quiet);
    for (size_t i = 0; i < lane.calibration.count(); ++i) {
        lane.calibration.forward(m_bench.runner, block, i);
        advance(static_cast<double>(lengths[0]), block.name);
    }
    return bits;
}

void Pass::quantize(Lane& lane, const Block& dense) {
    const double start = m_bench.now();
    Block block = cloneBlock(dense);
    if (lane.work.propagates) {
        lane.bits += quantizeAlone(lane, block);
    } else {
        m_shared.lend(lane.statistics, [&](BlockStatistics& statistics) {
            lane.bits += lane.work.quantize(m_bench.runner, block, statistics, m_quiet);
        });
    }
    lane.seconds += m_bench.now() - start;
    advance(static_cast<double>(lane.work.searchTokens), dense.name + " " + lane.work.setting.method);
    evaluate(lane, block);
}

void Pass::evaluate(Lane& lane, const Block& block) {
    for (size_t i = 0; i < lane.evaluation.count(); ++i) {
        lane.evaluation.forward(m_bench.runner, block, i);
        advance(static_cast<double>(lane.evaluation.length()), block.name);
    }
}

StudyEntry Pass::finish(Lane& lane) {
    const ModelConfig& config = m_bench.source.config();
    StudyEntry entry;
    entry.setting = lane.work.setting;
    entry.bytes = otherBytes(m_bench.source) + static_cast<int64_t>(lane.bits / 8.0);
    entry.bitsPerWeight = lane.bits / static_cast<double>(linearWeights(config));
    entry.seconds = lane.seconds;
    entry.peakBytes = lane.work.peakBytes;
    for (size_t i = 0; i < lane.evaluation.count(); ++i) {
        const WindowScore score = m_bench.score.score(i, lane.evaluation.at(i), m_bench.context);
        entry.loss.push_back(score.loss);
        entry.kl.push_back(score.kl);
        entry.sameTop.push_back(score.sameTop);
        advance(static_cast<double>(lane.evaluation.length()) * headTokens(config), lane.work.setting.method);
    }
    return entry;
}

std::vector<StudyEntry> Pass::run() {
    const ModelSource& source = m_bench.source;
    for (int64_t layer = 0; layer < source.config().layerCount(); ++layer) {
        const Block dense = cloneBlock(source.loadBlock(layer));
        source.checkpoint().release(source.blockTensors(layer));
        if (layer + 1 < source.config().layerCount()) {
            source.checkpoint().prefetch(source.blockTensors(layer + 1));
        }
        calibrate(dense);
        for (Lane& lane : m_lanes) {
            quantize(lane, dense);
        }
    }
    std::vector<StudyEntry> entries;
    for (Lane& lane : m_lanes) {
        entries.push_back(finish(lane));
        lane.evaluation = SequenceStates();
    }
    return entries;
}

} // namespace

std::vector<StudyEntry> runStudyPass(std::vector<StudyWork> works, const StudySamples& samples,
                                     const StudyBench& bench) {
    return Pass(std::move(works), samples, bench).run();
}

} // namespace salient
