// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/engine_process.h"

#include "ui/text.h"

#include <algorithm>
#include <memory>

namespace salient::ui {

namespace {
constexpr int kTickMilliseconds = 33;
constexpr int kSliceMilliseconds = 12; ///< of parsing per tick: more than a third of the time is left to draw
constexpr int kPatienceMilliseconds = 3000;
constexpr qsizetype kReplayBuffer = 1 << 20;
constexpr qsizetype kLastWords = 4000;
} // namespace

EngineProcess::EngineProcess(QString program, QObject* parent) : QObject(parent), m_program(std::move(program)) {
    m_tick.setInterval(kTickMilliseconds);
    connect(&m_tick, &QTimer::timeout, this, &EngineProcess::drain);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMilliseconds);
    connect(&m_patience, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] {
        m_stream.feed(m_process.readAllStandardOutput());
        if (!m_tick.isActive()) {
            m_tick.start();
        }
    });
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { m_lastWords = (m_lastWords + m_process.readAllStandardError()).right(kLastWords); });
    connect(&m_process, &QProcess::finished, this, &EngineProcess::onProcessEnded);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            onProcessEnded();
        }
    });
}

EngineProcess::~EngineProcess() {
    m_stopping = true;
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.closeWriteChannel(); // the engine cancels what runs and leaves
        if (!m_process.waitForFinished(kPatienceMilliseconds)) {
            m_process.kill();
            m_process.waitForFinished(kPatienceMilliseconds);
        }
    }
}

quint64 EngineProcess::request(const QString& command, const std::string& argumentsJson) {
    const quint64 number = ++m_lastNumber;
    std::string line = "{\"id\":" + std::to_string(number) + ",\"command\":\"" + command.toStdString() +
                       "\",\"arguments\":" + argumentsJson + "}";
    // One line per request; within JSON's texts a new line is written as \n and stays.
    std::replace(line.begin(), line.end(), '\n', ' ');
    line += '\n';
    m_waiting.push_back({number, command, std::move(line)});
    // Not now: whoever asks needs the number before the first signal.
    QTimer::singleShot(0, this, &EngineProcess::sendNext);
    return number;
}

quint64 EngineProcess::ask(const QString& command, const std::string& argumentsJson, QObject* context, Answer answer,
                           Refusal refusal) {
    const quint64 number = request(command, argumentsJson);
    auto ends = std::make_shared<std::vector<QMetaObject::Connection>>();
    const auto finish = [ends] {
        for (const QMetaObject::Connection& end : *ends) {
            disconnect(end);
        }
    };
    ends->push_back(
        connect(this, &EngineProcess::requestFinished, context, [=](quint64 done, const std::string& result) {
            if (done == number) {
                finish();
                answer(result);
            }
        }));
    ends->push_back(connect(this, &EngineProcess::requestFailed, context, [=](quint64 done, const Failed& failure) {
        if (done == number) {
            finish();
            refusal(failure);
        }
    }));
    return number;
}

void EngineProcess::sendNext() {
    if (m_active || m_waiting.empty()) {
        return;
    }
    if (m_process.state() == QProcess::NotRunning) {
        m_stream.clear();
        m_lastWords.clear();
        m_process.start(m_program, {QStringLiteral("engine")});
    }
    m_active = std::move(m_waiting.front());
    m_waiting.pop_front();
    send(m_active->line);
    Q_EMIT requestStarted(m_active->number);
}

void EngineProcess::send(const std::string& line) {
    m_process.write(line.data(), static_cast<qint64>(line.size()));
}

void EngineProcess::cancel() {
    if (!m_active) {
        return;
    }
    send("{\"id\":" + std::to_string(m_active->number) + ",\"command\":\"cancel\"}\n");
    m_patience.start();
}

void EngineProcess::dropWaiting(const QString& command) {
    std::erase_if(m_waiting, [&](const Request& one) { return one.command == command; });
}

void EngineProcess::pause() {
    if (m_active) {
        send("{\"id\":" + std::to_string(m_active->number) + ",\"command\":\"pause\"}\n");
    }
}

void EngineProcess::resume() {
    if (m_active) {
        send("{\"id\":" + std::to_string(m_active->number) + ",\"command\":\"resume\"}\n");
    }
}

// The events of one request at a time, in order; its end is told after them.
void EngineProcess::drain() {
    if (m_replay.isOpen()) {
        readRecording();
        return;
    }
    EventStream::Batch batch = m_stream.take(kSliceMilliseconds);
    if (!batch.more) {
        m_tick.stop();
    }
    for (const QString& problem : batch.problems) {
        Q_EMIT lineRefused(problem);
    }
    std::vector<Event> events;
    for (size_t i = 0; i < batch.items.size(); ++i) {
        const quint64 request = batch.items[i].request;
        events.push_back(std::move(batch.items[i].event));
        const bool last =
            std::holds_alternative<Finished>(events.back()) || std::holds_alternative<Failed>(events.back());
        if (last || i + 1 == batch.items.size() || batch.items[i + 1].request != request) {
            deliver(request, events);
            events.clear();
        }
    }
}

void EngineProcess::deliver(quint64 request, std::vector<Event>& events) {
    const Event last = events.back();
    Q_EMIT eventsArrived(request, events);
    const bool active = m_active && m_active->number == request;
    if (const auto* finished = std::get_if<Finished>(&last)) {
        if (active) {
            m_active.reset();
            m_patience.stop();
        }
        Q_EMIT requestFinished(request, finished->result);
        sendNext();
    } else if (const auto* failed = std::get_if<Failed>(&last)) {
        // A refused "cancel" or "pause" carries the number of the command, which goes on.
        if (failed->code.starts_with("engine.nothing_to_")) {
            return;
        }
        if (active) {
            m_active.reset();
            m_patience.stop();
        }
        Q_EMIT requestFailed(request, *failed);
        sendNext();
    }
}

void EngineProcess::onProcessEnded() {
    m_patience.stop();
    if (m_stopping) {
        return;
    }
    // What it said before is shown before its end is.
    m_stream.feed(m_process.readAllStandardOutput());
    while (m_stream.pendingBytes() > 0) {
        const qsizetype before = m_stream.pendingBytes();
        drain();
        if (m_stream.pendingBytes() == before) {
            break;
        }
    }
    m_stream.clear();
    m_lastWords = (m_lastWords + m_process.readAllStandardError()).right(kLastWords);
    QString sentence;
    if (m_process.error() == QProcess::FailedToStart) {
        sentence = tr("The program %1 could not be started: %2.").arg(m_program, m_process.errorString());
    } else if (m_process.exitStatus() == QProcess::CrashExit) {
        sentence =
            tr("The engine ended unexpectedly (signal %1); what it had reported is kept, and it starts again with "
               "the next command.")
                .arg(m_process.exitCode());
    } else {
        sentence = tr("The engine ended with exit code %1; what it had reported is kept, and it starts again with the "
                      "next command.")
                       .arg(m_process.exitCode());
    }
    if (!m_lastWords.trimmed().isEmpty()) {
        sentence += tr(" Its last words: %1").arg(QString::fromUtf8(m_lastWords.trimmed()));
    }
    Q_EMIT engineDied(sentence);
    failActive({"engine.died", sentence.toStdString(), 6});
}

void EngineProcess::failActive(const Failed& failure) {
    if (!m_active) {
        return;
    }
    const quint64 number = m_active->number;
    m_active.reset();
    std::vector<Event> events{failure};
    Q_EMIT eventsArrived(number, events);
    Q_EMIT requestFailed(number, failure);
    sendNext();
}

QString EngineProcess::replay(const QString& eventsFile, double speed) {
    stopReplay();
    m_replay.setFileName(eventsFile);
    if (!m_replay.open(QIODevice::ReadOnly)) {
        return tr("The recording %1 cannot be opened: %2.").arg(eventsFile, m_replay.errorString());
    }
    m_stream.clear();
    m_replaySpeed = speed;
    m_replayClock = 0;
    m_replayShown = 0;
    m_tick.setInterval(speed > 0.0 ? kTickMilliseconds : 0);
    m_tick.start();
    return {};
}

void EngineProcess::stopReplay() {
    if (!m_replay.isOpen()) {
        return;
    }
    m_replay.close();
    m_heldBack.clear();
    m_stream.clear();
    m_tick.stop();
    m_tick.setInterval(kTickMilliseconds);
}

// Progress events carry the clock of the recording; all that comes before one is due with it.
void EngineProcess::readRecording() {
    m_replayClock += m_replaySpeed * kTickMilliseconds / 1000.0;
    std::vector<Event> due = std::move(m_heldBack);
    m_heldBack.clear();
    bool ended = false;
    if (m_replaySpeed <= 0.0 || m_replayShown <= m_replayClock) {
        if (m_stream.pendingBytes() < kReplayBuffer) {
            m_stream.feed(m_replay.read(kReplayBuffer));
        }
        EventStream::Batch batch = m_stream.take(kSliceMilliseconds);
        for (const QString& problem : batch.problems) {
            Q_EMIT lineRefused(problem);
        }
        for (EventStream::Item& item : batch.items) {
            if (const auto* progress = std::get_if<Progress>(&item.event)) {
                m_replayShown = progress->secondsElapsed;
            }
            const bool late = m_replaySpeed > 0.0 && m_replayShown > m_replayClock;
            (late ? m_heldBack : due).push_back(std::move(item.event));
        }
        ended = !batch.more && m_replay.atEnd() && m_heldBack.empty();
    } else {
        m_heldBack.swap(due);
    }
    if (!due.empty()) {
        Q_EMIT eventsArrived(0, due);
    }
    if (ended) {
        stopReplay();
        Q_EMIT replayEnded();
    }
}

} // namespace salient::ui
