// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_model.h"

#include "ui/text.h"

#include <QFont>
#include <QLocale>

namespace salient::ui {

LayerModel::LayerModel(Session& session, QObject* parent) : QAbstractTableModel(parent), m_session(session) {
    connect(&session, &Session::planChanged, this, &LayerModel::rebuild);
    connect(&session, &Session::recipeChanged, this, [this] {
        for (Row& row : m_rows) {
            row.mark = m_session.markOf(row.module).value_or(0);
        }
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
    });
    connect(&session, &Session::recordChanged, this, [this](const QSet<int>& parts) {
        if (holds(parts, {RecordPart::Layers})) {
            refreshResults();
        }
    });
    rebuild();
}

void LayerModel::rebuild() {
    beginResetModel();
    m_rows.clear();
    m_rowOf.clear();
    if (m_session.plan()) {
        for (const PlannedLayer& layer : m_session.plan()->layers) {
            m_rows.push_back({.module = layer.module,
                              .in = layer.inFeatures,
                              .out = layer.outFeatures,
                              .bits = layer.bits,
                              .mark = m_session.markOf(layer.module).value_or(0),
                              .bytes = layer.bytesThen,
                              .reason = layer.reason,
                              .done = m_session.record().layerOf(layer.module.toStdString())});
        }
    } else { // a recorded run whose model is not open: what it told
        for (const LayerRecord& one : m_session.record().layers()) {
            const LayerQuantized& layer = one.layer;
            m_rows.push_back({.module = text(layer.module),
                              .in = layer.inFeatures,
                              .out = layer.outFeatures,
                              .bits = layer.bits,
                              .mark = 0,
                              .bytes = layer.inFeatures * layer.outFeatures * layer.bits / 8,
                              .reason = {},
                              .done = &one});
        }
    }
    for (size_t i = 0; i < m_rows.size(); ++i) {
        m_rowOf.insert(m_rows[i].module, static_cast<int>(i));
    }
    endResetModel();
}

// The record's layers move in memory as they grow, so that all pointers are taken anew.
void LayerModel::refreshResults() {
    if (!m_session.plan()) {
        rebuild();
        return;
    }
    for (Row& row : m_rows) {
        row.done = m_session.record().layerOf(row.module.toStdString());
    }
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, Error), index(rowCount() - 1, Sqnr));
    }
}

int LayerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LayerModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString LayerModel::moduleAt(int row) const {
    return row >= 0 && row < rowCount() ? m_rows[static_cast<size_t>(row)].module : QString();
}

int LayerModel::rowOf(const QString& module) const {
    return m_rowOf.value(module, -1);
}

QVariant LayerModel::shown(const Row& row, int column) const {
    const bool rounded = row.done != nullptr && row.done->layer.bits != 16;
    switch (column) {
    case Name:
        return row.module;
    case Shape:
        return QStringLiteral("%1 × %2").arg(row.out).arg(row.in);
    case Bits:
        return row.mark > 0 ? tr("%1, marked").arg(row.mark) : QString::number(row.bits);
    case Error:
        return rounded ? numberText(row.done->layer.relativeError) : QString();
    case Gain: {
        if (!rounded || row.done->layer.rtnRelativeError <= 0.0) {
            return QString();
        }
        const double gain = 100.0 * (1.0 - row.done->layer.relativeError / row.done->layer.rtnRelativeError);
        return tr("%1 %").arg(QLocale().toString(gain, 'f', 0));
    }
    case Sqnr:
        return rounded ? QLocale().toString(row.done->layer.sqnrDb, 'f', 1) : QString();
    case Size:
        return bytesText(row.bytes);
    default:
        return {};
    }
}

QVariant LayerModel::sortValue(const Row& row, int column) const {
    const bool rounded = row.done != nullptr && row.done->layer.bits != 16;
    switch (column) {
    case Name:
        return m_rowOf.value(row.module); // the order of the model, not of the alphabet
    case Shape:
        return row.in * row.out;
    case Bits:
        return row.mark > 0 ? row.mark : row.bits;
    case Error:
        return rounded ? row.done->layer.relativeError : -1.0;
    case Gain:
        return rounded && row.done->layer.rtnRelativeError > 0.0
                   ? 1.0 - row.done->layer.relativeError / row.done->layer.rtnRelativeError
                   : -10.0;
    case Sqnr:
        return rounded ? row.done->layer.sqnrDb : 1e9;
    case Size:
        return row.bytes;
    default:
        return {};
    }
}

QVariant LayerModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Row& row = m_rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, index.column());
    case Qt::UserRole:
        return sortValue(row, index.column());
    case Qt::ToolTipRole:
        return row.reason.isEmpty() ? row.module : row.module + QLatin1Char('\n') + row.reason;
    case Qt::TextAlignmentRole:
        return index.column() == Name ? QVariant() : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::FontRole:
        if (index.column() == Bits && row.mark > 0) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    default:
        return {};
    }
}

QVariant LayerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
        return {};
    }
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case Name:
        return tip ? tr("Linear layer, in the order of the model") : tr("Layer");
    case Shape:
        return tip ? tr("Outputs × inputs") : tr("Shape");
    case Bits:
        return tip ? tr("Bits per weight, planned or marked") : tr("Bits");
    case Error:
        return tip ? tr("Output error as a share of the output's energy, on calibration data") : tr("Error");
    case Gain:
        return tip ? tr("How much less error than rounding to nearest") : tr("Gain");
    case Sqnr:
        return tip ? tr("Signal-to-quantisation-noise ratio in dB") : tr("SQNR (dB)");
    case Size:
        return tip ? tr("Bytes of the layer in the result") : tr("Size");
    default:
        return {};
    }
}

} // namespace salient::ui
