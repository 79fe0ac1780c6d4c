// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stored_layers.h"

#include "ui/json_values.h"
#include "ui/widgets/named.h"

#include <QHeaderView>

#include <map>
#include <set>

namespace salient::ui {

namespace {

Json linearsOf(const std::string& inspection) {
    return inspection.empty()
               ? Json::array()
               : jsonFromText(inspection).value("stored_as", Json::object()).value("linears", Json::array());
}

QString groupText(qint64 size) {
    return size == 0 ? StoredLayers::tr("whole row") : QString::number(size);
}

QString zerosText(bool symmetric) {
    return symmetric ? StoredLayers::tr("symmetric") : StoredLayers::tr("with zero points");
}

} // namespace

StoredSummary storedSummary(const std::string& inspection) {
    StoredSummary summary;
    if (inspection.empty()) {
        return summary;
    }
    summary.format = textAt(jsonFromText(inspection).value("stored_as", Json::object()), "format");
    std::map<qint64, int> counts;
    std::set<qint64> groups;
    std::set<bool> symmetric;
    for (const Json& linear : linearsOf(inspection)) {
        ++counts[countAt(linear, "bits")];
        if (linear.contains("symmetric")) {
            groups.insert(countAt(linear, "group_size"));
            symmetric.insert(linear.value("symmetric", false));
        }
    }
    QStringList parts;
    for (const auto& [bits, count] : counts) {
        parts.append(StoredLayers::tr("%1 bit: %n layer(s)", nullptr, count).arg(bits));
    }
    summary.bits = parts.join(QStringLiteral(", "));
    parts.clear();
    for (const qint64 size : groups) {
        parts.append(groupText(size));
    }
    summary.groups = parts.join(QStringLiteral(", "));
    parts.clear();
    for (const bool one : symmetric) {
        parts.append(zerosText(one));
    }
    summary.zeros = parts.join(QStringLiteral(", "));
    return summary;
}

StoredLayers::StoredLayers(QWidget* parent) : QTableWidget(parent) {
    named(this, QStringLiteral("storedLayers"), tr("Layers and their bits"), QString());
    setColumnCount(4);
    setHorizontalHeaderLabels({tr("Layer"), tr("Bits"), tr("Group"), tr("Zero points")});
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setAlternatingRowColors(true);
    setTextElideMode(Qt::ElideLeft); // the end of a layer's name tells them apart
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

void StoredLayers::showInspection(const std::string& inspection) {
    const Json linears = linearsOf(inspection);
    setRowCount(static_cast<int>(linears.size()));
    int row = 0;
    for (const Json& linear : linears) {
        const bool packed = linear.contains("symmetric");
        const QStringList words = {textAt(linear, "module"), QString::number(countAt(linear, "bits")),
                                   packed ? groupText(countAt(linear, "group_size")) : QString(),
                                   packed ? zerosText(linear.value("symmetric", false)) : QString()};
        for (int column = 0; column < columnCount(); ++column) {
            auto* item = new QTableWidgetItem(words[column]); // the table owns it
            item->setToolTip(words[0]);
            setItem(row, column, item);
        }
        ++row;
    }
}

} // namespace salient::ui
