// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/event_stream.h"

#include "kernels/error.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <nlohmann/json.hpp>

namespace salient::ui {

void EventStream::feed(const QByteArray& bytes) {
    if (m_begin > 0 && m_begin == m_buffer.size()) {
        m_buffer.clear();
        m_begin = 0;
    }
    m_buffer += bytes;
}

void EventStream::clear() {
    m_buffer.clear();
    m_begin = 0;
    m_line = 0;
}

// Requests are numbered by EngineProcess; the engine puts the number in front of each of its lines.
static quint64 requestOf(const std::string& line) {
    constexpr std::string_view kKey = "\"id\":";
    const size_t found = line.find(kKey);
    // Only at the top of the line: an id within an event's own values comes after its name.
    if (found == std::string::npos || found > line.find("\"event\"")) {
        return 0;
    }
    return std::strtoull(line.c_str() + found + kKey.size(), nullptr, 10);
}

EventStream::Batch EventStream::take(int milliseconds) {
    Batch batch;
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        const qsizetype end = m_buffer.indexOf('\n', m_begin);
        if (end < 0) {
            break;
        }
        if (!batch.items.empty() && clock.elapsed() >= milliseconds) {
            batch.more = true;
            break;
        }
        const std::string line(m_buffer.constData() + m_begin, static_cast<size_t>(end - m_begin));
        m_begin = end + 1;
        ++m_line;
        if (line.empty()) {
            continue;
        }
        try {
            batch.items.push_back({requestOf(line), eventFromJson(line)});
        } catch (const Error& error) {
            batch.problems.push_back(QCoreApplication::translate("EventStream", "Line %1: %2")
                                         .arg(m_line)
                                         .arg(QString::fromUtf8(error.what())));
        }
    }
    // Moved seldom, so that a long recording is not copied once per slice.
    if (m_begin > (1 << 20) || m_begin == m_buffer.size()) {
        m_buffer.remove(0, m_begin);
        m_begin = 0;
    }
    return batch;
}

} // namespace salient::ui
