// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"
#include "ui/study/wanted_study.h"

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QObject>

#include <optional>

namespace salient::ui {

/// The study that is shown: read from its folder, and again whenever its study.json changes, whoever measures it.
/// Measures one with an engine of its own.
class OpenStudy : public QObject {
    Q_OBJECT

public:
    explicit OpenStudy(Session& session, QObject* parent = nullptr);

    /// Nothing before the first figures of a study are there.
    const std::optional<StudyRecord>& record() const { return m_record; }
    const QString& folder() const { return m_folder; }
    /// Shows a study. False when it cannot be read: the session says why, and what was shown stays.
    bool open(const QString& folder);

    /// Begins a study, or goes on with the one that its folder holds, and shows it.
    void start(const WantedStudy& wanted);
    void cancel();
    bool measuring() const { return m_wanted.has_value(); }
    /// Whether the study that is shown is the one that is being measured.
    bool measuringShown() const;
    /// How far the measurement is: 0 … 1, and in words with the time left.
    double fraction() const { return m_fraction; }
    const QString& words() const { return m_words; }
    /// What the engine found worth saying of the last measurement, a sentence each.
    const QStringList& notes() const { return m_notes; }

Q_SIGNALS:
    /// Another study is shown, or its figures changed.
    void changed();
    /// A measurement began, went on or ended.
    void progressed();

private:
    /// Which state of a file was read.
    struct Stamp {
        QDateTime modified;
        qint64 bytes = -1;
        bool operator==(const Stamp&) const = default;
    };

    void show(const QString& folder);
    bool read(const QString& folder);
    void lookAgain();
    void watch();
    void take(const std::vector<Event>& events);
    void end();
    Stamp stampOf(const QString& folder) const;

    Session& m_session;
    EngineProcess* m_engine;
    QFileSystemWatcher m_watcher;
    std::optional<StudyRecord> m_record;
    QString m_folder;
    Stamp m_read;
    std::optional<WantedStudy> m_wanted; ///< that is being measured
    double m_fraction = 0;
    QString m_words;
    QStringList m_notes;
};

} // namespace salient::ui
