// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/chart_data.h"

#include <QListView>

class QLabel;

namespace salient::ui {

class ThumbnailModel;

/// Many small charts of one kind; only those in sight are drawn, so that their number does not matter. A click or Enter
/// on one says which.
class ChartGrid : public QListView {
    Q_OBJECT

public:
    ChartGrid(const QString& name, const QString& emptyText, QWidget* parent = nullptr);
    /// Replaces the charts from `first` on by `charts`; those before stay as they are.
    void showCharts(size_t first, const std::vector<ChartData>& charts);
    int count() const;

Q_SIGNALS:
    void chartClicked(int index);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeWords();

    ThumbnailModel* m_charts;
    QLabel* m_words; ///< shown while there is no chart
};

} // namespace salient::ui
