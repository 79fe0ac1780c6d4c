// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace salient::ui {

/// Bytes in, events out: the lines of an engine or of a recorded events.jsonl. Parsing is done in slices, so that no
/// amount of input holds the event loop for long.
class EventStream {
public:
    struct Item {
        quint64 request = 0; ///< the "id" of the line; 0 when it has none
        Event event;
    };
    struct Batch {
        std::vector<Item> items;
        std::vector<QString> problems; ///< one sentence per line that is no event
        bool more = false;             ///< whole lines are left
    };

    void feed(const QByteArray& bytes);
    /// Parses whole lines for at most `milliseconds` (but at least one line).
    Batch take(int milliseconds);
    /// Bytes fed and not parsed yet, an unfinished last line included.
    qsizetype pendingBytes() const { return m_buffer.size() - m_begin; }
    void clear();

private:
    QByteArray m_buffer;
    qsizetype m_begin = 0;
    qint64 m_line = 0;
};

} // namespace salient::ui
