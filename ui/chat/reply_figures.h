// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace salient::ui {

/// What stands under a pane when a reply is finished.
struct ReplyFigures {
    QString line;
    QString details; ///< tool tip
};

/// `json`: the result of the command `chat`. `memory` in bytes; 0: not known.
ReplyFigures finishedFigures(const std::string& json, qint64 memory);
/// The same as far as it is known while a reply grows. `firstToken` and `now` in seconds since the question;
/// `firstToken` below 0: there is none yet.
QString growingFigures(int tokens, double firstToken, double now);

/// Memory a process holds now, bytes; 0: not known on this system.
qint64 residentBytes(qint64 process);

} // namespace salient::ui
