// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/open_study.h"

#include "kernels/error.h"
#include "ui/text.h"

#include <QFileInfo>

namespace salient::ui {

/// The headline of its failures.
static QString headline() {
    return OpenStudy::tr("Measuring a study");
}

OpenStudy::OpenStudy(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_engine(new EngineProcess(session.program(), this)) {
    // The file is replaced, not written to: its folder tells.
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &OpenStudy::lookAgain);
    connect(m_engine, &EngineProcess::eventsArrived, this,
            [this](quint64, const std::vector<Event>& events) { take(events); });
    connect(m_engine, &EngineProcess::requestFinished, this, [this] {
        end();
        Q_EMIT m_session.said(tr("The study is measured."));
    });
    connect(m_engine, &EngineProcess::requestFailed, this, [this](quint64, const Failed& failure) {
        end();
        if (failure.code == "cancelled") {
            Q_EMIT m_session.said(tr("The study stopped; the settings that were measured are kept."));
        } else {
            Q_EMIT m_session.failed(failure, headline());
        }
    });
    connect(m_engine, &EngineProcess::lineRefused, &session, &Session::said);
}

bool OpenStudy::measuringShown() const {
    return m_wanted && text(m_wanted->output) == m_folder;
}

OpenStudy::Stamp OpenStudy::stampOf(const QString& folder) const {
    const QFileInfo file(text(studyFile(folder.toStdString()).string()));
    return file.exists() ? Stamp{file.lastModified(), file.size()} : Stamp{};
}

bool OpenStudy::read(const QString& folder) {
    m_read = stampOf(folder); // before the file: what is written meanwhile is read the next time
    try {
        m_record = readStudy(folder.toStdString());
        return true;
    } catch (const Error& error) {
        Q_EMIT m_session.failed({error.code(), error.what(), 2}, tr("Reading a study"));
        return false;
    }
}

bool OpenStudy::open(const QString& folder) {
    const Stamp before = m_read;
    if (!read(folder)) {
        m_read = before;
        return false;
    }
    show(folder);
    return true;
}

void OpenStudy::show(const QString& folder) {
    m_folder = folder;
    if (!m_watcher.directories().isEmpty()) {
        m_watcher.removePaths(m_watcher.directories());
    }
    watch();
    Q_EMIT changed();
}

// A study makes its folder when it begins to measure.
void OpenStudy::watch() {
    if (m_watcher.directories().isEmpty() && QFileInfo(m_folder).isDir()) {
        m_watcher.addPath(m_folder);
    }
}

void OpenStudy::lookAgain() {
    watch();
    const Stamp now = stampOf(m_folder);
    if (now.bytes >= 0 && now != m_read && read(m_folder)) {
        Q_EMIT changed();
    }
}

void OpenStudy::start(const WantedStudy& wanted) {
    if (m_wanted) {
        return;
    }
    Q_EMIT m_session.triedAgain(headline());
    m_wanted = wanted;
    m_fraction = 0;
    m_notes.clear();
    m_words = tr("Reading the model and the texts…");
    const QString folder = text(wanted.output);
    if (folder != m_folder) {
        m_record.reset();
        m_read = {};
        if (stampOf(folder).bytes >= 0) {
            read(folder);
        }
        show(folder);
    }
    m_engine->request(QStringLiteral("study"), studyArguments(wanted));
    Q_EMIT progressed();
}

void OpenStudy::cancel() {
    m_engine->cancel();
}

void OpenStudy::take(const std::vector<Event>& events) {
    for (const Event& event : events) {
        if (const auto* progress = std::get_if<Progress>(&event)) {
            m_fraction = progress->fraction;
            m_words = tr("Measuring %1").arg(text(progress->item));
            if (progress->secondsLeft >= 0.0) {
                m_words += QStringLiteral(" · ") + tr("%1 left").arg(durationText(progress->secondsLeft));
            }
        } else if (const auto* found = std::get_if<IssueFound>(&event)) {
            m_notes.append(text(found->issue.sentence));
        }
    }
    if (measuringShown()) {
        lookAgain();
    }
    Q_EMIT progressed();
}

void OpenStudy::end() {
    const bool shown = measuringShown();
    m_wanted.reset();
    if (shown) {
        lookAgain();
    }
    Q_EMIT progressed();
}

} // namespace salient::ui
