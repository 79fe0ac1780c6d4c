// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/chart_data.h"
#include "ui/plots/chart_painter.h"

#include <QPoint>
#include <QWidget>

class QAction;
class QCustomPlot;
class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace salient::ui {

class ChartTable;

/// A chart with its words: title, drawing, summary; a table with the same numbers; PNG, SVG and CSV of it. When there
/// is nothing to draw it says `emptyText` instead.
class ChartView : public QWidget {
    Q_OBJECT

public:
    /// `name`: of the object, for tests and layouts; `emptyText`: what will be here and what is missing.
    ChartView(const QString& name, const QString& emptyText, QWidget* parent = nullptr);
    ~ChartView() override;

    void showChart(const ChartData& chart);
    const ChartData& data() const { return m_chart; }
    void setMarks(const ChartMarks& marks);
    /// Drawn points of all series, in their order, as the plot holds them: for tests.
    std::vector<std::pair<double, double>> drawnPoints() const;
    /// Ticks of the axis of values and what is written at them: for tests.
    std::vector<std::pair<double, QString>> valueTicks() const;
    void showTable(bool table);

Q_SIGNALS:
    /// A place on the x axis was clicked (or chosen with the arrow keys) with these keys held.
    void placeClicked(int place, Qt::KeyboardModifiers modifiers);
    /// A rectangle was drawn around places first … last with these keys held.
    void placesEnclosed(int first, int last, Qt::KeyboardModifiers modifiers);
    /// The vertical line of the chart was drawn there, or moved with the arrow keys.
    void limitDragged(double place);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void redraw();
    void wrapLegend();
    void buildMenu();
    void saveAs(const QString& kind);
    void connectMouse();
    int placeAt(int pixel) const;
    void dragLimit(int pixel);
    void pushLimit(int steps);

    ChartData m_chart;
    ChartMarks m_marks;
    QLabel* m_title;
    QStackedWidget* m_stack;
    QCustomPlot* m_plot;
    QTableView* m_tableView;
    ChartTable* m_table;
    QLabel* m_empty;
    QLabel* m_summary;
    QToolButton* m_menuButton;
    QAction* m_tableAction = nullptr;
    QPoint m_pressed;
    int m_cursor = -1;       ///< place reached with the arrow keys
    bool m_dragging = false; ///< the vertical line
    bool m_stale = false;
};

} // namespace salient::ui
