// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace salient::ui {

/// Markdown cut at blank lines outside code fences, so that each part is laid out alone: the time Qt needs for one
/// text grows faster than its length. The points of one list stay together, for their numbers.
QStringList markdownBlocks(const QString& markdown);

} // namespace salient::ui
