// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <QAbstractTableModel>

namespace salient::ui {

/// One row per linear of the model: what is planned for it and what a run made of it. All tables of layers read this
/// one; sorting uses Qt::UserRole, which holds numbers as numbers.
class LayerModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Shape, Bits, Error, Gain, Sqnr, Size, ColumnCount };

    explicit LayerModel(Session& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    QString moduleAt(int row) const;
    /// −1 when the model has no such linear.
    int rowOf(const QString& module) const;

private:
    struct Row {
        QString module;
        qint64 in = 0;
        qint64 out = 0;
        int bits = 16; ///< planned, or what the run gave when there is no plan
        int mark = 0;  ///< 0: none
        qint64 bytes = 0;
        QString reason;
        const LayerRecord* done = nullptr; ///< into the session's record
    };
    void rebuild();
    void refreshResults();
    QVariant shown(const Row& row, int column) const;
    QVariant sortValue(const Row& row, int column) const;

    Session& m_session;
    std::vector<Row> m_rows;
    QHash<QString, int> m_rowOf;
};

} // namespace salient::ui
