// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/markdown_blocks.h"

#include <QRegularExpression>

namespace salient::ui {

namespace {

/// The run of ` or ~ that opens or closes a code block; empty for other lines.
QString fenceOf(const QString& line) {
    static const QRegularExpression fence(QStringLiteral("^ {0,3}(`{3,}|~{3,})"));
    return fence.match(line).captured(1);
}

bool beginsListItem(const QString& block) {
    static const QRegularExpression item(QStringLiteral("^\\s*([-*+]|\\d{1,9}[.)])\\s"));
    return item.match(block).hasMatch();
}

/// A further point of a list, or the indented text of one.
bool continuesList(const QString& block) {
    return beginsListItem(block) || block.startsWith(QLatin1String("  ")) || block.startsWith(QLatin1Char('\t'));
}

} // namespace

QStringList markdownBlocks(const QString& markdown) {
    QStringList blocks;
    QStringList lines;
    QString fence; // of the code block that is open
    const auto close = [&] {
        if (lines.isEmpty()) {
            return;
        }
        const QString block = lines.join(QLatin1Char('\n'));
        lines.clear();
        if (!blocks.isEmpty() && beginsListItem(blocks.last()) && continuesList(block)) {
            blocks.last() += QStringLiteral("\n\n") + block;
        } else {
            blocks.append(block);
        }
    };
    for (const QString& line : markdown.split(QLatin1Char('\n'))) {
        const QString mark = fenceOf(line);
        if (fence.isEmpty() && line.trimmed().isEmpty()) {
            close();
            continue;
        }
        if (fence.isEmpty()) {
            fence = mark;
        } else if (!mark.isEmpty() && mark.front() == fence.front() && mark.size() >= fence.size()) {
            fence.clear();
        }
        lines.append(line);
    }
    close();
    return blocks;
}

} // namespace salient::ui
