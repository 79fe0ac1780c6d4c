// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnose/budget.h"

#include "kernels/error.h"
#include "ui/json_values.h"
#include "ui/text.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <utility>

namespace salient::ui {

namespace {

constexpr int kCurvePoints = 48;
constexpr int kSliceMilliseconds = 12;

/// The measured run itself is a point: all its sets as they were measured.
SizedRun measuredRun(const SensitivityRecord& record) {
    SizedRun run;
    run.name = record.result;
    run.bytes = record.otherBytes;
    for (const SensitivitySet& set : record.sets) {
        run.bytes += set.bytes.at(set.bits);
    }
    const MeasuredMean kl = measuredMean(record.quantized.kl);
    const MeasuredMean loss = measuredMean(record.quantized.loss);
    run.kl = kl.mean;
    run.klError = std::isfinite(kl.standardError) ? kl.standardError : 0.0;
    run.increase = 100.0 * std::expm1(loss.mean);
    run.increaseError = std::isfinite(loss.standardError) ? 100.0 * std::exp(loss.mean) * loss.standardError : 0.0;
    return run;
}

std::string placeOf(const std::string& folder) {
    return QFileInfo(text(folder)).canonicalFilePath().toStdString();
}

} // namespace

Budget::Budget(Session& session, Measurement& measurement, QObject* parent)
    : QObject(parent), m_session(session), m_measurement(measurement),
      m_engine(new EngineProcess(session.program(), this)) {
    m_growth.setSingleShot(true);
    connect(&m_growth, &QTimer::timeout, this, &Budget::growCurve);
    connect(&measurement, &Measurement::changed, this, &Budget::measurementChanged);
    connect(&session, &Session::recipeChanged, this, &Budget::recipeChanged);
    connect(&session, &Session::runStateChanged, this, [this] {
        if (m_ready && m_session.runState() == RunState::Idle) {
            askForRuns(); // the list has one more
        }
    });
    measurementChanged();
}

void Budget::measurementChanged() {
    m_answer.reset();
    m_growth.stop();
    m_curve.clear();
    m_runs.clear();
    m_measuredRuns.clear();
    m_ready = false;
    const auto& record = m_measurement.record();
    if (record && !record->sets.empty()) {
        try {
            m_basis = predictionBasis(*record);
            m_ready = true;
        } catch (const Error& error) {
            Q_EMIT m_session.said(text(error.what()));
        }
    }
    if (m_ready) {
        m_measuredRuns.push_back(measuredRun(*record));
        m_pins = pinsByHand();
        m_bits = 0;
        prepare();
        askForRuns();
    }
    Q_EMIT changed();
}

void Budget::recipeChanged() {
    if (!m_ready) {
        return;
    }
    if (std::map<std::string, int> pins = pinsByHand(); pins != m_pins) {
        m_pins = std::move(pins);
        prepare();
    }
    Q_EMIT changed();
}

std::map<std::string, int> Budget::pinsByHand() const {
    std::map<std::string, int> pins;
    for (const SensitivitySet& set : record().sets) {
        for (const std::string& module : set.modules) {
            const std::optional<int> bits = m_session.markOf(text(module));
            if (bits && m_session.markedByHand(text(module)) && set.bytes.contains(*bits)) {
                pins[set.name] = *bits;
            }
        }
    }
    return pins;
}

BudgetRequest Budget::request() const {
    BudgetRequest request;
    request.bits = {m_options.begin(), m_options.end()};
    for (const SensitivitySet& set : record().sets) {
        if (std::find(request.bits.begin(), request.bits.end(), set.bits) == request.bits.end()) {
            request.bits.push_back(set.bits);
        }
    }
    request.pins = m_pins;
    return request;
}

int Budget::fewestBits() const {
    const BudgetRequest all = request();
    return *std::min_element(all.bits.begin(), all.bits.end());
}

/// What does not depend on the size.
void Budget::prepare() {
    const BudgetRequest all = request();
    m_pinnedSets = static_cast<int>(m_pins.size());
    m_range = budgetRange(record(), m_basis, all);
    if (m_bits <= 0.0) { // a quarter of the way: enough for what suffers most
        m_bits = m_range.first + 0.25 * (m_range.second - m_range.first);
    }
    m_growing.clear();
    m_curvePoints = 0;
    m_growth.start();
    solve();
}

/// A large model's curve takes a second: a slice of it per turn of the event loop.
void Budget::growCurve() {
    QElapsedTimer clock;
    clock.start();
    BudgetRequest wanted = request();
    while (m_curvePoints <= kCurvePoints && clock.elapsed() < kSliceMilliseconds) {
        const double share = static_cast<double>(m_curvePoints++) / kCurvePoints;
        wanted.targetBytes = bytesOfBits(record(), m_range.first + share * (m_range.second - m_range.first));
        BudgetAnswer answer = chooseBits(record(), m_basis, wanted);
        if (m_growing.empty() || answer.setBytes != m_growing.back().setBytes) {
            m_growing.push_back(std::move(answer));
        }
    }
    if (m_curvePoints <= kCurvePoints) {
        m_growth.start();
        return;
    }
    m_curve = std::exchange(m_growing, {});
    Q_EMIT changed();
}

void Budget::solve() {
    BudgetRequest wanted = request();
    wanted.targetBytes = bytesOfBits(record(), m_bits);
    m_answer.reset();
    if (*wanted.targetBytes >= bytesOfBits(record(), m_range.first)) {
        m_answer = chooseBits(record(), m_basis, wanted);
    }
}

qint64 Budget::bytes() const {
    return m_ready ? bytesOfBits(record(), m_bits) : 0;
}

void Budget::setBits(double bitsPerWeight) {
    if (!m_ready || bitsPerWeight == m_bits || !(bitsPerWeight > 0.0)) {
        return;
    }
    m_bits = bitsPerWeight;
    solve();
    Q_EMIT changed();
}

void Budget::setBytes(qint64 fileBytes) {
    if (m_ready && fileBytes != bytes()) {
        setBits(bitsOfBytes(record(), fileBytes));
    }
}

void Budget::allow(int bits, bool allowed) {
    if (allowed == m_options.contains(bits)) {
        return;
    }
    if (allowed) {
        m_options.insert(bits);
    } else {
        m_options.remove(bits);
    }
    if (m_ready) {
        prepare();
    }
    Q_EMIT changed();
}

std::vector<Mark> Budget::marks() const {
    std::vector<Mark> marks;
    if (!m_answer) {
        return marks;
    }
    for (size_t i = 0; i < m_answer->bits.size(); ++i) {
        const SensitivitySet& set = record().sets[i];
        if (m_answer->bits[i] != set.bits && !m_pins.contains(set.name)) {
            for (const std::string& module : set.modules) {
                marks.push_back({module, m_answer->bits[i]});
            }
        }
    }
    return marks;
}

void Budget::useMarks() {
    if (!m_answer) {
        return;
    }
    if (placeOf(m_session.recipe().model.string()) != placeOf(record().model)) {
        const std::vector<Mark> wanted = marks();
        m_session.openModel(text(record().model));
        m_session.useBudget(wanted);
        return;
    }
    m_session.useBudget(marks());
}

bool Budget::inUse() const {
    if (!m_answer) {
        return false;
    }
    const std::vector<Mark> wanted = marks();
    size_t byBudget = 0;
    for (const Mark& mark : m_session.recipe().marks) {
        byBudget += m_session.markedByHand(text(mark.module)) ? 0 : 1;
    }
    return byBudget == wanted.size() && std::all_of(wanted.begin(), wanted.end(), [&](const Mark& mark) {
               return m_session.markOf(text(mark.module)) == mark.bits;
           });
}

ChartData Budget::chart(const BudgetView& view) const {
    if (!m_ready) {
        return {};
    }
    return budgetChart(record(), m_curve, {m_runs, m_measuredRuns, m_answer, m_bits}, view, chartWord);
}

void Budget::addMeasured(const SizedRun& run) {
    m_measuredRuns.push_back(run);
    Q_EMIT changed();
}

void Budget::askForRuns() {
    m_engine->ask(
        QStringLiteral("runs"), "{}", this, [this](const std::string& json) { takeRuns(json); },
        [this](const Failed& failure) { Q_EMIT m_session.said(text(failure.sentence)); });
}

void Budget::takeRuns(const std::string& json) {
    if (!m_ready) {
        return;
    }
    m_runs.clear();
    const std::string model = placeOf(record().model);
    for (const Json& run : jsonFromText(json).value("runs", Json::array())) {
        const auto before = knownNumberAt(run, "perplexity_before");
        const auto after = knownNumberAt(run, "perplexity_after");
        SizedRun one;
        one.name = textAt(run, "name").toStdString();
        one.bytes = countAt(run, "bytes_after");
        one.kl = knownNumberAt(run, "mean_kl");
        if (before && after && *before > 0.0) {
            one.increase = 100.0 * (*after / *before - 1.0);
        }
        if (one.bytes > record().otherBytes && placeOf(textAt(run, "model").toStdString()) == model) {
            m_runs.push_back(std::move(one));
        }
    }
    Q_EMIT changed();
}

} // namespace salient::ui
