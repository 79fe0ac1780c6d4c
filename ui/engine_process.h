// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events.h"
#include "ui/event_stream.h"

#include <QFile>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace salient::ui {

/// `salient engine` as typed signals: requests go out as JSON lines, events come back in batches of at most one per
/// 33 ms. A child that dies fails the request it worked on with the code "engine.died" and is started again with the
/// next request. The same class plays a recorded events.jsonl.
class EngineProcess : public QObject {
    Q_OBJECT

public:
    /// `program` is the file of `salient`. The child starts with the first request.
    explicit EngineProcess(QString program, QObject* parent = nullptr);
    ~EngineProcess() override;

    /// Queues a command; its arguments are the text of one JSON object. Returns the number its signals carry.
    quint64 request(const QString& command, const std::string& argumentsJson);
    using Answer = std::function<void(const std::string& resultJson)>;
    using Refusal = std::function<void(const Failed& failure)>;
    /// The same, with the end of it told to one of two functions while `context` lives.
    quint64 ask(const QString& command, const std::string& argumentsJson, QObject* context, Answer answer,
                Refusal refusal);
    /// Stops the command that runs; it ends with "cancelled". An engine that does not answer for three seconds is
    /// ended. Commands still waiting are kept.
    void cancel();
    /// Takes back waiting requests for which `command` is the name, without a signal: a newer question replaces them.
    void dropWaiting(const QString& command);
    void pause();
    void resume();
    bool busy() const { return m_active.has_value() || m_replay.isOpen(); }
    quint64 activeRequest() const { return m_active ? m_active->number : 0; }
    /// 0 while no child runs.
    qint64 processId() const { return m_process.processId(); }

    /// Plays a recording as request 0; a torn last line is left out. `speed` 0: as fast as the window takes it; else
    /// seconds of the recording per second. Returns what went wrong in one sentence, empty when it began.
    QString replay(const QString& eventsFile, double speed);
    void stopReplay();

Q_SIGNALS:
    void eventsArrived(quint64 request, const std::vector<salient::Event>& events);
    /// After the last batch of the request.
    void requestFinished(quint64 request, const std::string& resultJson);
    void requestFailed(quint64 request, const salient::Failed& failure);
    void requestStarted(quint64 request);
    /// The child ended by itself; said also when nothing was asked of it.
    void engineDied(const QString& sentence);
    /// A line that is no event.
    void lineRefused(const QString& sentence);
    void replayEnded();

private:
    struct Request {
        quint64 number = 0;
        QString command;
        std::string line;
    };

    void sendNext();
    void drain();
    void deliver(quint64 request, std::vector<Event>& events);
    void readRecording();
    void onProcessEnded();
    void failActive(const Failed& failure);
    void send(const std::string& line);

    QString m_program;
    QProcess m_process;
    EventStream m_stream;
    QTimer m_tick;
    std::deque<Request> m_waiting;
    std::optional<Request> m_active;
    quint64 m_lastNumber = 0;
    QTimer m_patience; ///< how long a cancelled command may take to end
    bool m_stopping = false;
    QByteArray m_lastWords; ///< the end of what the child wrote to standard error

    QFile m_replay;
    double m_replaySpeed = 0;
    double m_replayClock = 0;      ///< seconds of the recording that may be shown
    double m_replayShown = 0;      ///< seconds of the recording that were shown
    std::vector<Event> m_heldBack; ///< parsed and not due yet
};

} // namespace salient::ui
