// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnose/measurement.h"

#include "core/json_fields.h"
#include "core/record/chart_words.h"
#include "core/record/stored_sensitivity.h"
#include "kernels/error.h"
#include "ui/text.h"

#include <QDir>
#include <QFileInfo>

namespace salient::ui {

static bool samePlace(const std::string& a, const std::string& b) {
    return QFileInfo(text(a)).canonicalFilePath() == QFileInfo(text(b)).canonicalFilePath();
}

/// The headline of its failures.
static QString headline() {
    return Measurement::tr("Measuring the sensitivity");
}

Measurement::Measurement(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_engine(new EngineProcess(session.program(), this)) {
    connect(&session, &Session::recordChanged, this, [this](const QSet<int>& parts) {
        if (holds(parts, {RecordPart::State})) {
            follow();
        }
    });
    connect(m_engine, &EngineProcess::eventsArrived, this,
            [this](quint64, const std::vector<Event>& events) { take(events); });
    connect(m_engine, &EngineProcess::requestFinished, this, [this] {
        const QString folder = m_measuredFolder;
        end();
        if (folder == m_session.runFolder()) {
            load(folder);
        }
        Q_EMIT m_session.said(tr("The sensitivity of the layers is measured."));
    });
    connect(m_engine, &EngineProcess::requestFailed, this, [this](quint64, const Failed& failure) {
        end();
        if (failure.code == "cancelled") {
            Q_EMIT m_session.said(tr("The measurement stopped; what was measured is kept."));
        } else {
            Q_EMIT m_session.failed(failure, headline());
        }
    });
    connect(m_engine, &EngineProcess::lineRefused, &session, &Session::said);
    follow();
}

bool Measurement::canStart() const {
    return !m_measuring && !m_session.runFolder().isEmpty() && m_session.record().result().has_value() &&
           m_session.runState() == RunState::Idle;
}

bool Measurement::begun() const {
    return QFileInfo::exists(QDir(m_session.runFolder()).filePath(QStringLiteral("sensitivity.partial.jsonl")));
}

void Measurement::start(const Wanted& wanted) {
    if (!canStart()) {
        return;
    }
    Q_EMIT m_session.triedAgain(headline());
    m_measuring = true;
    m_measuredFolder = m_session.runFolder();
    m_fraction = 0;
    m_secondsLeft = -1;
    m_step.clear();
    m_words = tr("Reading both models…");
    const Json arguments = {{"run", m_measuredFolder.toStdString()},
                            {"text", wanted.text.toStdString()},
                            {"windows", wanted.windows},
                            {"context", wanted.context},
                            {"sweep", wanted.sweep.toStdString()}};
    m_engine->request(QStringLiteral("sensitivity"), jsonToText(arguments));
    Q_EMIT progressed();
}

void Measurement::cancel() {
    m_engine->cancel();
}

void Measurement::take(const std::vector<Event>& events) {
    for (const Event& event : events) {
        if (const auto* progress = std::get_if<Progress>(&event)) {
            m_fraction = progress->fraction;
            m_secondsLeft = progress->secondsLeft;
        } else if (const auto* set = std::get_if<SetMeasured>(&event)) {
            const QString sweep = set->sweep == "alone" ? tr("only this one quantised") : tr("only this one restored");
            m_step = tr("%1: %2 of %3, last %4 with a KL of %5")
                         .arg(sweep)
                         .arg(set->done)
                         .arg(set->sets)
                         .arg(text(shortModuleName(set->set)), numberText(set->kl));
        }
    }
    m_words = m_step.isEmpty() ? tr("Measuring the original…") : m_step;
    if (m_secondsLeft >= 0.0) {
        m_words += QStringLiteral(" · ") + tr("%1 left").arg(durationText(m_secondsLeft));
    }
    Q_EMIT progressed();
}

void Measurement::end() {
    m_measuring = false;
    m_measuredFolder.clear();
    Q_EMIT progressed();
}

void Measurement::follow() {
    const QString& folder = m_session.runFolder();
    const auto& started = m_session.record().started();
    if (!folder.isEmpty() && folder != m_runFolder &&
        QFileInfo::exists(text(sensitivityFile(folder.toStdString()).string()))) {
        load(folder);
    } else if (m_record && folder != m_runFolder && started && !samePlace(started->model, m_record->model)) {
        drop();
    }
    Q_EMIT progressed(); // whether one can be made
}

void Measurement::load(const QString& folder) {
    try {
        m_record = readSensitivity(folder.toStdString());
        m_runFolder = folder;
        Q_EMIT changed();
    } catch (const Error& error) {
        drop();
        Q_EMIT m_session.failed({error.code(), error.what(), 2}, tr("Reading the sensitivity measurement"));
    }
}

void Measurement::drop() {
    m_record.reset();
    m_runFolder.clear();
    Q_EMIT changed();
}

} // namespace salient::ui
