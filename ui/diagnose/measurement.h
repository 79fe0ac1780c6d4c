// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/sensitivity_record.h"
#include "ui/session.h"

#include <QObject>

#include <optional>

namespace salient::ui {

/// The sensitivity measurement that is open: that of the run shown, or, while the run has none, the last one of the
/// same model. Makes one with an engine of its own.
class Measurement : public QObject {
    Q_OBJECT

public:
    /// What is asked of the engine.
    struct Wanted {
        QString text; ///< file
        int windows = 8;
        int context = 2048;                     ///< tokens per window
        QString sweep = QStringLiteral("both"); ///< "both", "alone" or "restored"
    };

    explicit Measurement(Session& session, QObject* parent = nullptr);

    const std::optional<SensitivityRecord>& record() const { return m_record; }
    /// Of the run that was measured; empty without one.
    const QString& runFolder() const { return m_runFolder; }
    bool ofShownRun() const { return m_record && m_runFolder == m_session.runFolder(); }
    /// A finished run is shown, and nothing is being measured.
    bool canStart() const;
    /// A measurement of the shown run was begun and stopped: the same one goes on where it was.
    bool begun() const;
    void start(const Wanted& wanted);
    void cancel();
    bool measuring() const { return m_measuring; }
    /// Of the measurement that goes on: 0 … 1, and in words with the time left.
    double fraction() const { return m_fraction; }
    const QString& words() const { return m_words; }

Q_SIGNALS:
    /// Another measurement is open, or none any more.
    void changed();
    /// One began, went on or ended.
    void progressed();

private:
    void follow();
    void load(const QString& folder);
    void drop();
    void take(const std::vector<Event>& events);
    void end();

    Session& m_session;
    EngineProcess* m_engine;
    std::optional<SensitivityRecord> m_record;
    QString m_runFolder;
    QString m_measuredFolder; ///< of the run that is being measured
    bool m_measuring = false;
    double m_fraction = 0;
    double m_secondsLeft = -1;
    QString m_step;
    QString m_words;
};

} // namespace salient::ui
