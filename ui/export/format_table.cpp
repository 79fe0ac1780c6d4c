// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/format_table.h"

#include "ui/widgets/named.h"

#include <QHeaderView>

namespace salient::ui {

namespace {
enum Column { Name, Verdict, Loaders, Reasons, ColumnCount };
}

FormatTable::FormatTable(QWidget* parent) : QTableWidget(parent) {
    named(this, QStringLiteral("formatTable"), tr("Formats"), QString());
    setColumnCount(ColumnCount);
    setHorizontalHeaderLabels({tr("Format"), tr("Possible"), tr("Loaded by"), tr("Remarks")});
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setWordWrap(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(Reasons, QHeaderView::Stretch);
}

void FormatTable::showFormats(const std::vector<OfferedFormat>& formats, const QString& present) {
    m_formats = formats;
    clearContents();
    setRowCount(static_cast<int>(formats.size()));
    for (int row = 0; row < rowCount(); ++row) {
        const OfferedFormat& format = formats[static_cast<size_t>(row)];
        const bool possible = format.verdict != OfferedFormat::Verdict::No;
        QString loaders = format.takenBy.join(QStringLiteral(", "));
        if (!format.refusedBy.isEmpty()) {
            loaders += (loaders.isEmpty() ? QString() : QStringLiteral("\n")) +
                       tr("not by %1").arg(format.refusedBy.join(QStringLiteral(", ")));
        }
        const QString verdict = format.name == present ? tr("as it is now") : verdictText(format.verdict);
        const bool own = format.name == present && !possible; // it holds them, but we could not write them in it
        const QStringList words = {format.name, verdict, loaders, own ? QString() : format.reasons.value(0)};
        for (int column = 0; column < ColumnCount; ++column) {
            auto* item = new QTableWidgetItem(words[column]); // the table owns it
            item->setToolTip(format.reasons.join(QStringLiteral("\n\n")));
            item->setTextAlignment(Qt::AlignLeft | Qt::AlignTop);
            if (!possible) {
                item->setFlags(Qt::NoItemFlags);
            }
            setItem(row, column, item);
        }
        if (format.reasons.size() > 1 && !own) {
            item(row, Reasons)
                ->setText(format.reasons[0] + QLatin1Char(' ') +
                          tr("(%n more)", nullptr, static_cast<int>(format.reasons.size()) - 1));
        }
    }
    for (int row = 0; row < rowCount(); ++row) {
        const OfferedFormat& format = formats[static_cast<size_t>(row)];
        if (format.verdict != OfferedFormat::Verdict::No && format.name != present) {
            selectRow(row);
            break;
        }
    }
}

QString FormatTable::chosen() const {
    const QList<QTableWidgetItem*> items = selectedItems();
    return items.isEmpty() ? QString() : m_formats[static_cast<size_t>(items.front()->row())].name;
}

bool FormatTable::isOneFile(const QString& format) const {
    const OfferedFormat* known = formatNamed(m_formats, format);
    return known != nullptr && known->oneFile;
}

QString FormatTable::refusal(const QString& format, const QString& loader) const {
    const OfferedFormat* known = formatNamed(m_formats, format);
    if (known == nullptr || !known->refusedBy.contains(loader)) {
        return {};
    }
    for (const QString& reason : known->reasons) {
        if (reason.contains(loader)) {
            return reason;
        }
    }
    return known->reasons.value(0);
}

} // namespace salient::ui
