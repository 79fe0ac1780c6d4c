// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QDateTime>

#include <optional>
#include <string>
#include <vector>

namespace salient::ui {

/// A recorded run as the `runs` command lists it.
struct ListedRun {
    QString folder;
    QString name; ///< of the folder
    QString model;
    QString output;
    QDateTime started;
    QString state; ///< "finished", "failed", "cancelled", "unfinished" or, in this window, "running"
    QString method;
    std::optional<double> bits;
    std::optional<double> groupSize; ///< 0: whole rows
    std::optional<double> bytesBefore;
    std::optional<double> bytesAfter;
    std::optional<double> perplexityBefore;
    std::optional<double> perplexityAfter;
    std::optional<double> meanKl;
    std::optional<double> seconds;
    QString failure;
    QString notes;
    QString problem; ///< what of its files could not be read

    /// "smollm2"
    QString modelName() const;
    /// "smollm2 awq-4 g64 13:57:21", short enough for a legend; the folder's name when that is not known.
    QString label() const;
};

/// The runs of this machine as a table. Qt::UserRole has what a column is sorted by.
class RunListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Date, Model, Method, Bits, Group, Size, Perplexity, Kl, Time, State, Notes, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    /// What `runs` answered; `goingOn` is the folder of the run that this window is at, or empty. Returns what is wrong
    /// with it in a sentence, empty when all is well.
    QString show(const std::string& runsJson, const QString& goingOn = {});
    const ListedRun& run(int row) const { return m_runs[static_cast<size_t>(row)]; }
    /// −1 when there is none.
    int rowOf(const QString& folder) const;
    void setNotes(const QString& folder, const QString& notes);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static QString shown(const ListedRun& run, int column);
    static QVariant sortedBy(const ListedRun& run, int column);

    std::vector<ListedRun> m_runs;
};

} // namespace salient::ui
