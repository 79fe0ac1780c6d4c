// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/study_table_model.h"

#include "ui/text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace salient::ui {

namespace {

/// Method and bits of the original say the same; what a method does not depend on has no value.
bool isOriginal(const StudyRow& row) {
    return row.setting.method == kDenseMethod;
}

bool isCalibrated(const StudyRow& row) {
    return row.setting.samples > 0;
}

/// "24.36 ± 0.12": the mean to the error's second digit, to five digits without an error.
QString withError(const StudyMean& value) {
    if (!std::isfinite(value.error) || value.error <= 0.0) {
        return QLocale().toString(value.mean, 'g', 5);
    }
    const int digits = std::clamp(1 - static_cast<int>(std::floor(std::log10(value.error))), 0, 6);
    return StudyTableModel::tr("%1 ± %2").arg(QLocale().toString(value.mean, 'f', digits),
                                              QLocale().toString(value.error, 'f', digits));
}

QString megabytes(int64_t bytes) {
    return QLocale().toString(static_cast<double>(bytes) / 1e6, 'f', 1);
}

} // namespace

void StudyTableModel::show(const StudyRecord& record) {
    beginResetModel();
    m_rows = studyRows(record);
    endResetModel();
}

void StudyTableModel::clear() {
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int StudyTableModel::rowOf(const StudySetting& setting) const {
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const StudyRow& row) { return row.setting == setting; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int StudyTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StudyTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString StudyTableModel::shown(const StudyRow& row, int column) {
    const StudySetting& setting = row.setting;
    switch (column) {
    case Method:
        return isOriginal(row) ? tr("original") : text(setting.method);
    case Bits:
        return QString::number(setting.bits);
    case Group:
        return isOriginal(row) ? QString() : setting.groupSize == 0 ? tr("row") : QString::number(setting.groupSize);
    case Calibration:
        return !isCalibrated(row)            ? QString()
               : setting.calibration.empty() ? tr("default")
                                             : text(setting.calibration).section(QLatin1Char('/'), -1);
    case Samples:
        return isCalibrated(row) ? QString::number(setting.samples) : QString();
    case Seed:
        return isCalibrated(row) ? QString::number(setting.seed) : QString();
    case Size:
        return megabytes(row.bytes);
    case BitsPerWeight:
        return QLocale().toString(row.bitsPerWeight, 'f', 2);
    case Perplexity:
        return withError(row.figures.perplexity);
    case Kl:
        return isOriginal(row) ? QString() : withError(row.figures.kl);
    case SameTop:
        return isOriginal(row) ? QString() : QLocale().toString(100.0 * row.figures.sameTop, 'f', 2);
    case Time:
        return isOriginal(row) ? QString() : QLocale().toString(row.seconds, 'f', 1);
    case Memory:
        return isOriginal(row) ? QString() : megabytes(row.peakBytes);
    default:
        return {};
    }
}

QVariant StudyTableModel::sortedBy(const StudyRow& row, int column) {
    switch (column) {
    case Bits:
        return row.setting.bits;
    case Group:
        return static_cast<qint64>(row.setting.groupSize);
    case Samples:
        return static_cast<qint64>(row.setting.samples);
    case Seed:
        return static_cast<quint64>(row.setting.seed);
    case Size:
        return static_cast<qint64>(row.bytes);
    case BitsPerWeight:
        return row.bitsPerWeight;
    case Perplexity:
        return row.figures.perplexity.mean;
    case Kl:
        return row.figures.kl.mean;
    case SameTop:
        return row.figures.sameTop;
    case Time:
        return row.seconds;
    case Memory:
        return static_cast<qint64>(row.peakBytes);
    default:
        return shown(row, column);
    }
}

QVariant StudyTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const StudyRow& one = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(one, index.column());
    case Qt::UserRole:
        return sortedBy(one, index.column());
    case Qt::ToolTipRole: // the folders of the source have no room in the table
        return index.column() == Calibration ? text(one.setting.calibration).toHtmlEscaped() : QString();
    case Qt::TextAlignmentRole: {
        const bool words = index.column() == Method || index.column() == Calibration;
        return QVariant::fromValue((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    default:
        return {};
    }
}

QString StudyTableModel::explained(int column) {
    switch (column) {
    case Group:
        return tr("Inputs that share a scale");
    case Size:
        return tr("All weights as they would be stored, those that stay in 16 bit among them");
    case BitsPerWeight:
        return tr("Of the quantised layers, with their scales and zero points");
    case Perplexity:
        return tr("On the text of the study. The original's error is that of its perplexity, the others' that of the "
                  "difference from it");
    case Kl:
        return tr("How far the predictions are from the original's");
    case SameTop:
        return tr("Tokens whose most likely next token is the original's");
    case Time:
        return tr("Of quantising alone, with its share of what several settings used together");
    case Memory:
        return tr("That quantising is planned to take");
    default:
        return {};
    }
}

QVariant StudyTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::ToolTipRole) {
        return explained(section);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return QStringList{tr("Method"),
                       tr("Bits"),
                       tr("Group"),
                       tr("Calibration"),
                       tr("Samples"),
                       tr("Seed"),
                       tr("Size (MB)"),
                       tr("Bits per\nweight"),
                       tr("Perplexity\n± error"),
                       tr("KL ± error\n(nats per token)"),
                       tr("Same top\ntoken (%)"),
                       tr("Time (s)"),
                       tr("Memory\n(MB)")}[section];
}

} // namespace salient::ui
