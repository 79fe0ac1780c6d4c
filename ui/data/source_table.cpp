// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/source_table.h"

#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>

namespace salient::ui {

namespace {

enum Column { PlaceColumn, KeyColumn, WeightColumn, ShareColumn, TextsColumn, TokensColumn, ColumnCount };

QString nameFor(const char* what, int row) {
    return QStringLiteral("%1_%2").arg(QLatin1String(what)).arg(row);
}

} // namespace

SourceTable::SourceTable(QWidget* parent) : QTableWidget(0, ColumnCount, parent) {
    named(this, QStringLiteral("sourceTable"), tr("Sources of calibration"),
          tr("Where the calibration texts come from; Delete takes the selected one away"));
    setHorizontalHeaderLabels({tr("Source"), tr("Field"), tr("Weight"), tr("Share"), tr("Texts"), tr("Tokens")});
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(PlaceColumn, QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
}

void SourceTable::setCell(int row, int column, const QString& words, const QString& tip) {
    if (item(row, column) == nullptr) {
        setItem(row, column, new QTableWidgetItem);
    }
    item(row, column)->setText(words);
    item(row, column)->setToolTip(tip);
    if (column >= ShareColumn) {
        item(row, column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
}

QWidget* SourceTable::weightCell(int row) {
    auto* cell = new QWidget;
    auto* slider =
        named(new QSlider(Qt::Horizontal), nameFor("weightSlider", row), tr("Weight of source %1").arg(row + 1),
              tr("How much of the samples this source gives, beside the others"));
    auto* number =
        named(new QSpinBox, nameFor("weightBox", row), tr("Weight of source %1").arg(row + 1), slider->toolTip());
    slider->setRange(1, 100);
    slider->setMinimumWidth(70);
    number->setRange(0, 100);
    number->setSpecialValueText(tr("by size"));
    auto* line = new QHBoxLayout(cell);
    line->setContentsMargins(2, 0, 2, 0);
    line->addWidget(slider, 1);
    line->addWidget(number);
    const auto tell = [this, row](int percent) {
        if (!m_showing && percent > 0) {
            Q_EMIT weightChanged(row, percent);
        }
    };
    connect(slider, &QSlider::valueChanged, this, tell);
    connect(number, &QSpinBox::valueChanged, this, tell);
    return cell;
}

void SourceTable::build(int row) {
    const CalibrationSource& source = m_sources[static_cast<size_t>(row)];
    const bool isFile = isCalibrationFile(source.place);
    setCell(row, PlaceColumn, isFile ? QFileInfo(source.place).fileName() : source.place,
            isFile ? source.place : tr("Comes with Salient Studio"));
    setCellWidget(row, WeightColumn, weightCell(row));
    if (hasFields(source.place)) {
        auto* keys = named(new QComboBox, nameFor("fieldBox", row), tr("Field of source %1").arg(row + 1),
                           tr("Which field of each record is read; automatic takes what its shape says"));
        keys->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        keys->setMinimumContentsLength(14);
        setCellWidget(row, KeyColumn, keys);
        connect(keys, &QComboBox::activated, this,
                [this, keys, row](int index) { Q_EMIT keyChanged(row, keys->itemData(index).toString()); });
    } else {
        setCell(row, KeyColumn, QStringLiteral("–"), tr("A text has no fields"));
    }
    setCell(row, TextsColumn, {});
    setCell(row, TokensColumn, {});
}

void SourceTable::fillKeys(int row) {
    auto* keys = qobject_cast<QComboBox*>(cellWidget(row, KeyColumn));
    if (keys == nullptr) {
        return;
    }
    const CalibrationSource& source = m_sources[static_cast<size_t>(row)];
    const RecordFieldChoices choices = m_fields.value(source.place);
    keys->clear();
    keys->addItem(choices.byShape.isEmpty() ? tr("automatic") : tr("automatic (%1)").arg(choices.byShape), QString());
    for (const RecordFieldChoice& field : choices.fields) {
        keys->addItem(field.words, field.name);
        keys->setItemData(keys->count() - 1, field.example, Qt::ToolTipRole);
    }
    if (!source.key.isEmpty() && keys->findData(source.key) < 0) {
        keys->addItem(source.key, source.key);
    }
    keys->setCurrentIndex(keys->findData(source.key));
    keys->view()->setMinimumWidth(220);
}

void SourceTable::showSources(const std::vector<CalibrationSource>& sources) {
    m_showing = true;
    const bool same = std::equal(sources.begin(), sources.end(), m_sources.begin(), m_sources.end(),
                                 [](const auto& a, const auto& b) { return a.place == b.place; });
    m_sources = sources;
    if (!same) {
        setRowCount(0);
        setRowCount(static_cast<int>(sources.size()));
    }
    const std::vector<double> shares = sharesOf(sources);
    for (int row = 0; row < rowCount(); ++row) {
        if (!same) {
            build(row);
        }
        const int weight = qRound(sources[static_cast<size_t>(row)].weight);
        auto* slider = cellWidget(row, WeightColumn)->findChild<QSlider*>();
        auto* number = cellWidget(row, WeightColumn)->findChild<QSpinBox*>();
        slider->setValue(std::max(1, weight));
        number->setValue(weight);
        slider->setEnabled(!shares.empty());
        number->setEnabled(!shares.empty());
        setCell(row, ShareColumn,
                shares.empty() ? tr("by size")
                               : tr("%1 %").arg(QLocale().toString(100.0 * shares[static_cast<size_t>(row)], 'f', 0)));
        fillKeys(row);
    }
    m_showing = false;
}

void SourceTable::showFields(const QString& file, const RecordFieldChoices& choices) {
    m_fields.insert(file, choices);
    for (int row = 0; row < rowCount(); ++row) {
        if (m_sources[static_cast<size_t>(row)].place == file) {
            fillKeys(row);
        }
    }
}

void SourceTable::showFigures(const std::vector<SourceFigures>& figures) {
    for (int row = 0; row < rowCount(); ++row) {
        QString texts;
        QString tokens;
        for (const SourceFigures& one : figures) {
            if (sourceFromText(one.source.toStdString()).place == m_sources[static_cast<size_t>(row)].place) {
                texts = QLocale().toString(one.texts);
                tokens = countText(one.tokens);
            }
        }
        setCell(row, TextsColumn, texts, tr("Texts after those that repeat another one were left out"));
        setCell(row, TokensColumn, tokens, tr("Tokens of all its texts, whether used or not"));
    }
}

void SourceTable::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete && currentRow() >= 0) {
        Q_EMIT removeWanted(currentRow());
        return;
    }
    QTableWidget::keyPressEvent(event);
}

} // namespace salient::ui
