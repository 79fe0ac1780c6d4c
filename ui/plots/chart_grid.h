// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/chart_data.h"

#include <QScrollArea>

class QCustomPlot;

namespace salient::ui {

/// Many small charts of one kind in one plot; a click on one says which. Drawn at once, however many.
class ChartGrid : public QScrollArea {
    Q_OBJECT

public:
    ChartGrid(const QString& name, const QString& emptyText, QWidget* parent = nullptr);
    /// Replaces what is there from `first` on; earlier charts are known to be the same.
    void showCharts(const std::vector<ChartData>& charts, size_t first = 0);
    int count() const { return m_count; }

Q_SIGNALS:
    void chartClicked(int index);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void rebuild();

    QCustomPlot* m_plot;
    QString m_emptyText;
    std::vector<ChartData> m_charts;
    int m_count = 0;
    int m_columns = 0;
    bool m_stale = false;
};

} // namespace salient::ui
