// SPDX-License-Identifier: Apache-2.0
#include "core/study/study.h"

#include "core/calibration/sha256.h"
#include "core/calibration/template_renderer.h"
#include "core/evaluation/text_windows.h"
#include "core/run_clock.h"
#include "core/study/sequence_states.h"
#include "core/study/study_pass.h"
#include "core/study/study_plan.h"
#include "core/study/study_sizes.h"
#include "core/tokenizer/tokenizer.h"
#include "kernels/error.h"
#include "kernels/system_memory.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace salient {

namespace {

// Of the free memory that a pass may take.
constexpr double kMemoryShare = 0.7;
// Settings of a pass: what a stop loses is one pass. As fewer samples go first, two passes cost little more than one.
constexpr size_t kMostTogether = 8;
// Nats by which the original's loss may differ between two processors; another model differs by far more.
constexpr double kSameModel = 1e-3;

ModelSource openOriginal(const StudyRequest& request) {
    ModelSource source = ModelSource::open(request.model);
    if (source.quantized()) {
        throw inputError("model.already_quantized",
                         fmt::format("{} is quantised already; give the original model.", request.model.string()));
    }
    return source;
}

// The steps stand in the order in which they are called.
class Study {
public:
    Study(const StudyRequest& request, const RunContext& context, const std::function<void(const StudyRecord&)>& saved)
        : m_request(request), m_context(context), m_saved(saved), m_clock(context),
          m_backend(makeBackend(parseDevice(request.device))), m_source(openOriginal(request)),
          m_windows(windowsOf(request.ids, {.length = request.windowLength,
                                            .windows = request.windows,
                                            .text = request.text,
                                            .lengthFlag = "--window-length"})),
          m_tokens{static_cast<int64_t>(m_windows.size()), request.windowLength, request.sampleLength},
          m_runner(*m_backend, m_source.config()), m_score(*m_backend, m_source, m_windows),
          m_tokenizer(Tokenizer::loadIfPresent(request.model)) {}

    StudyRecord run();

private:
    void begin();
    void continueFrom(const StudyRecord& earlier);
    void planWork();
    void checkTexts() const;
    void makeFolder() const;
    void measureOriginal();
    void runPass(StudyPass pass);
    StudySamples samplesOf(const std::string& calibration, uint64_t seed, const std::vector<int64_t>& counts) const;
    bool fits(std::span<const StudyWork> works) const;
    void advance(double tokens, const std::string& item);
    void save();

    const StudyRequest& m_request;
    const RunContext& m_context;
    const std::function<void(const StudyRecord&)>& m_saved;
    RunClock m_clock;
    std::unique_ptr<Backend> m_backend;
    ModelSource m_source;
    std::vector<std::vector<int32_t>> m_windows;
    StudyTokens m_tokens;
    BlockRunner m_runner;
    ExitScore m_score;
    std::optional<Tokenizer> m_tokenizer;
    StudyRecord m_record;
    std::vector<StudySetting> m_order; // of all settings
    std::vector<StudyPass> m_passes;
    int64_t m_memory = 0;
    double m_work = 0.0;
    double m_workDone = 0.0;
};

void Study::begin() {
    m_record.model = m_request.model.string();
    m_record.text = m_request.text.string();
    m_record.textHash = sha256OfTokens(std::span(m_request.ids).first(static_cast<size_t>(m_tokens.evaluated())));
    m_record.windows = m_tokens.windows;
    m_record.windowLength = m_request.windowLength;
    m_record.sampleLength = m_request.sampleLength;
    std::error_code failure;
    if (std::filesystem::exists(studyFile(m_request.folder), failure)) {
        continueFrom(readStudy(m_request.folder));
    }
}

void Study::continueFrom(const StudyRecord& earlier) {
    const auto refuse = [&](const std::string& what) {
        return usageError("study.other_settings",
                          fmt::format("{} holds a study of {}; give its settings or another folder.",
                                      m_request.folder.string(), what));
    };
    if (earlier.windows != m_record.windows || earlier.windowLength != m_record.windowLength) {
        throw refuse(fmt::format("{} windows of {} tokens, and {} of {} were asked for", earlier.windows,
                                 earlier.windowLength, m_record.windows, m_record.windowLength));
    }
    if (earlier.textHash != m_record.textHash) {
        throw refuse(fmt::format("another text ({}) or tokenizer", earlier.text));
    }
    if (earlier.sampleLength != m_record.sampleLength) {
        throw refuse(fmt::format("calibration samples of {} tokens, and {} were asked for", earlier.sampleLength,
                                 m_record.sampleLength));
    }
    m_record.dense = earlier.dense;
    m_record.entries = earlier.entries;
}

void Study::planWork() {
    std::vector<StudyWork> works = planStudy(m_request, m_source.config());
    std::set<std::string> said;
    for (const StudyWork& work : works) {
        m_order.push_back(work.setting);
        for (const Issue& issue : work.issues) {
            if (said.insert(issue.sentence).second) {
                m_context.emit(IssueFound{issue});
            }
        }
    }
    for (const StudyEntry& entry : m_record.entries) { // of an earlier request
        if (std::ranges::find(m_order, entry.setting) == m_order.end()) {
            m_order.push_back(entry.setting);
        }
    }
    std::erase_if(works, [&](const StudyWork& work) { return m_record.find(work.setting) != nullptr; });
    const int64_t available = availableMemoryBytes();
    m_memory = m_request.memoryBytes > 0 ? m_request.memoryBytes
                                         : static_cast<int64_t>(kMemoryShare * static_cast<double>(available));
    m_passes = studyPasses(std::move(works), [&](std::span<const StudyWork> all) { return fits(all); });
    m_work = originalTokens(m_source.config(), m_tokens);
    for (const StudyPass& pass : m_passes) {
        m_work += passTokens(pass.works, m_source.config(), m_tokens);
    }
}

bool Study::fits(std::span<const StudyWork> works) const {
    return works.size() <= kMostTogether &&
           (m_memory <= 0 || passBytes(works, m_source.config(), m_tokens) <= m_memory);
}

StudySamples Study::samplesOf(const std::string& calibration, uint64_t seed, const std::vector<int64_t>& counts) const {
    if (counts.empty()) {
        return {};
    }
    const SampleSource source{calibration, m_request.sampleLength, m_tokenizer ? &*m_tokenizer : nullptr,
                              m_source.config().vocabulary, templateRenderer(m_request.model, m_context)};
    return readStudySamples(source, seed, counts);
}

// Before hours of work: a text that is missing or too short shall not cost them. The seed changes neither.
void Study::checkTexts() const {
    std::map<std::string, std::pair<uint64_t, int64_t>> most;
    for (const StudyPass& pass : m_passes) {
        for (const int64_t count : pass.sampleCounts()) {
            auto& [seed, samples] = most[pass.calibration];
            seed = pass.seed;
            samples = std::max(samples, count);
        }
    }
    for (const auto& [calibration, largest] : most) {
        m_context.checkCancelled();
        samplesOf(calibration, largest.first, {largest.second});
    }
}

void Study::makeFolder() const {
    std::error_code failure;
    std::filesystem::create_directories(m_request.folder, failure);
    if (failure) {
        throw resourceError("study.folder", fmt::format("The folder {} cannot be made: {}.", m_request.folder.string(),
                                                        failure.message()));
    }
}

void Study::measureOriginal() {
    SequenceStates states(*m_backend, m_source, m_windows);
    const ModelConfig& config = m_source.config();
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        const Block block = m_source.loadBlock(layer);
        for (size_t i = 0; i < states.count(); ++i) {
            m_context.checkCancelled();
            states.forward(m_runner, block, i);
            advance(static_cast<double>(states.length()), kDenseMethod);
        }
        m_source.checkpoint().release(m_source.blockTensors(layer));
    }
    StudyEntry dense;
    dense.setting.method = kDenseMethod;
    dense.bytes = m_source.checkpoint().totalBytes();
    const Block first = m_source.loadBlock(0);
    dense.bitsPerWeight = 8.0 * static_cast<double>(dtypeBytes(first.linears().front()->dense().view().dtype));
    dense.kl.assign(states.count(), 0.0);
    dense.sameTop.assign(states.count(), 1.0);
    const double head = (originalTokens(config, m_tokens) - m_workDone) / static_cast<double>(states.count());
    for (size_t i = 0; i < states.count(); ++i) {
        dense.loss.push_back(m_score.learn(i, states.at(i), m_context));
        advance(head, kDenseMethod);
    }
    for (size_t i = 0; i < m_record.dense.loss.size(); ++i) {
        if (!(std::fabs(m_record.dense.loss[i] - dense.loss[i]) < kSameModel)) {
            throw usageError("study.other_model",
                             fmt::format("{} holds a study of another model: its original's loss on window {} was "
                                         "{:.5f}, that of {} is {:.5f}; give another folder.",
                                         m_request.folder.string(), i, m_record.dense.loss[i], m_request.model.string(),
                                         dense.loss[i]));
        }
    }
    m_record.dense = std::move(dense);
}

void Study::runPass(StudyPass pass) {
    const StudySamples samples = samplesOf(pass.calibration, pass.seed, pass.sampleCounts());
    const StudyBench bench{m_source,
                           m_runner,
                           m_windows,
                           m_score,
                           m_context,
                           [this] { return m_clock.elapsed(); },
                           [this](double tokens, const std::string& item) { advance(tokens, item); }};
    for (StudyEntry& entry : runStudyPass(std::move(pass.works), samples, bench)) {
        m_record.entries.push_back(std::move(entry));
    }
    save();
}

void Study::advance(double tokens, const std::string& item) {
    m_workDone += tokens;
    m_clock.progress("study", item, std::min(1.0, m_workDone / m_work));
}

void Study::save() {
    std::ranges::sort(m_record.entries, {}, [&](const StudyEntry& entry) {
        return std::ranges::find(m_order, entry.setting) - m_order.begin();
    });
    m_record.missing.clear();
    std::ranges::copy_if(m_order, std::back_inserter(m_record.missing),
                         [&](const StudySetting& setting) { return m_record.find(setting) == nullptr; });
    writeStudy(m_request.folder, m_record);
    m_saved(m_record);
}

StudyRecord Study::run() {
    begin();
    planWork();
    checkTexts();
    makeFolder();
    if (!m_passes.empty() || m_record.dense.loss.empty()) {
        measureOriginal();
    }
    save();
    for (StudyPass& pass : m_passes) {
        runPass(std::move(pass)); // saves
    }
    return std::move(m_record);
}

} // namespace

StudyRecord runStudy(const StudyRequest& request, const RunContext& context,
                     const std::function<void(const StudyRecord&)>& saved) {
    try {
        return Study(request, context, saved).run();
    } catch (const Error& error) {
        std::error_code unknown;
        if (error.kind() != ErrorKind::Cancelled || !std::filesystem::exists(studyFile(request.folder), unknown)) {
            throw;
        }
        throw Error(ErrorKind::Cancelled, error.code(),
                    fmt::format("Cancelled; what was measured so far is in {}, and the same study goes on from there.",
                                studyFile(request.folder).string()));
    }
}

} // namespace salient
