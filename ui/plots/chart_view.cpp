// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart_view.h"

#include "ui/plots/chart_export.h"
#include "ui/plots/chart_table.h"
#include "ui/text.h"

#include "ui/plots/qcustomplot_library.h"
#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include <algorithm>
#include <iterator>

namespace salient::ui {

namespace {

QLabel* wordsLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ChartView::ChartView(const QString& name, const QString& emptyText, QWidget* parent)
    : QWidget(parent), m_title(wordsLabel(this)), m_stack(new QStackedWidget(this)), m_plot(new QCustomPlot(m_stack)),
      m_tableView(new QTableView(m_stack)), m_table(new ChartTable(this)), m_empty(wordsLabel(m_stack)),
      m_summary(wordsLabel(this)), m_menuButton(new QToolButton(this)) {
    setObjectName(name);
    m_plot->setObjectName(name + QStringLiteral("Plot"));
    m_plot->setMinimumSize(160, 110);
    m_plot->setFocusPolicy(Qt::NoFocus); // the view itself takes the keys
    m_plot->setNoAntialiasingOnDrag(true);
    QLocale numbers;
    numbers.setNumberOptions(QLocale::OmitGroupSeparator);
    m_plot->setLocale(numbers);
    // Above the drawing: inside it would cover points.
    m_plot->plotLayout()->insertRow(0);
    m_plot->plotLayout()->addElement(0, 0, m_plot->legend);
    m_plot->plotLayout()->setRowStretchFactor(0, 0.001);
    m_plot->legend->setFillOrder(QCPLegend::foColumnsFirst);
    m_plot->legend->setMargins(QMargins(2, 0, 2, 0));
    m_plot->axisRect()->setMinimumMargins(QMargins(15, 8, 15, 0));
    setFocusPolicy(Qt::StrongFocus);
    m_tableView->setModel(m_table);
    m_tableView->setObjectName(name + QStringLiteral("Table"));
    m_tableView->setAccessibleName(tr("Numbers of the chart"));
    m_tableView->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tableView->verticalHeader()->hide();
    m_tableView->horizontalHeader()->setStretchLastSection(true);
    m_empty->setText(emptyText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(12);
    for (QWidget* page :
         {static_cast<QWidget*>(m_plot), static_cast<QWidget*>(m_tableView), static_cast<QWidget*>(m_empty)}) {
        m_stack->addWidget(page);
    }
    m_stack->setCurrentWidget(m_empty);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    buildMenu();

    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_menuButton);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(6, 4, 6, 4);
    all->setSpacing(2);
    all->addLayout(top);
    all->addWidget(m_stack, 1);
    all->addWidget(m_summary);
    connectMouse();
    setAccessibleName(emptyText);
}

ChartView::~ChartView() = default;

void ChartView::buildMenu() {
    auto* menu = new QMenu(this);
    m_tableAction = menu->addAction(tr("Show as table"));
    m_tableAction->setCheckable(true);
    connect(m_tableAction, &QAction::toggled, this, &ChartView::showTable);
    menu->addSeparator();
    connect(menu->addAction(tr("Copy image")), &QAction::triggered, this,
            [this] { QApplication::clipboard()->setPixmap(m_plot->toPixmap(0, 0, 2.0)); });
    connect(menu->addAction(tr("Copy numbers")), &QAction::triggered, this,
            [this] { QApplication::clipboard()->setText(text(chartToCsv(m_chart))); });
    menu->addSeparator();
    for (const char* kind : {"png", "svg", "csv"}) {
        const QString name = QString::fromLatin1(kind);
        connect(menu->addAction(tr("Save as %1…").arg(name.toUpper())), &QAction::triggered, this,
                [this, name] { saveAs(name); });
    }
    for (QAction* action : menu->actions()) {
        action->setToolTip(action->text());
    }
    m_menuButton->setMenu(menu);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setAutoRaise(true);
    m_menuButton->setText(tr("⋯"));
    m_menuButton->setObjectName(objectName() + QStringLiteral("Menu"));
    m_menuButton->setAccessibleName(tr("Chart menu: table, copy, save"));
    m_menuButton->setToolTip(tr("Table, copy, save as PNG, SVG or CSV"));
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QWidget::customContextMenuRequested, this,
            [this, menu](const QPoint& at) { menu->popup(mapToGlobal(at)); });
}

void ChartView::saveAs(const QString& kind) {
    const QString suggested = objectName() + QLatin1Char('.') + kind;
    const QString file = QFileDialog::getSaveFileName(this, tr("Save chart"), suggested,
                                                      QStringLiteral("%1 (*.%2)").arg(kind.toUpper(), kind));
    if (file.isEmpty()) {
        return;
    }
    const QString problem = kind == QStringLiteral("csv")
                                ? saveText(QByteArray::fromStdString(chartToCsv(m_chart)), file)
                            : kind == QStringLiteral("svg") ? savePlotAsSvg(*m_plot, text(m_chart.title), file)
                                                            : savePlotAsPng(*m_plot, file);
    if (!problem.isEmpty()) {
        QMessageBox::warning(this, tr("Save chart"), problem);
    }
}

void ChartView::showChart(const ChartData& chart) {
    m_chart = chart;
    m_stale = true;
    if (isVisible()) {
        redraw();
    }
}

void ChartView::setMarks(const ChartMarks& marks) {
    m_marks = marks;
    m_stale = true;
    if (isVisible()) {
        redraw();
    }
}

void ChartView::showTable(bool table) {
    m_tableAction->setChecked(table);
    m_stale = true;
    redraw();
}

void ChartView::redraw() {
    m_stale = false;
    m_title->setText(text(m_chart.title));
    m_title->setVisible(!m_chart.title.empty());
    m_summary->setText(text(m_chart.summary));
    m_summary->setVisible(!m_chart.summary.empty());
    m_menuButton->setVisible(!m_chart.empty());
    if (m_chart.empty()) {
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    setAccessibleName(text(m_chart.title));
    setAccessibleDescription(text(m_chart.summary));
    if (m_tableAction->isChecked()) {
        m_table->showChart(m_chart);
        m_tableView->resizeColumnsToContents();
        m_stack->setCurrentWidget(m_tableView);
        return;
    }
    m_stack->setCurrentWidget(m_plot);
    m_plot->clearPlottables();
    m_plot->clearItems();
    m_plot->setSelectionRectMode(m_chart.limit ? QCP::srmNone : QCP::srmCustom);
    m_plot->setCursor(m_chart.limit ? Qt::SplitHCursor : Qt::ArrowCursor);
    QCPAxisRect& rect = *m_plot->axisRect();
    styleChart(rect, palette());
    drawChart(rect, m_chart, m_marks, palette());
    wrapLegend();
    m_plot->legend->setVisible(m_plot->legend->itemCount() > 1);
    m_plot->plotLayout()->setRowSpacing(m_plot->legend->visible() ? 2 : 0);
    if (m_plot->width() > 1 && m_plot->height() > 1) { // else it draws itself when it gets a size
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    }
}

/// As many names in a row as the plot is wide for.
void ChartView::wrapLegend() {
    int widest = 1;
    for (int i = 0; i < m_plot->legend->itemCount(); ++i) {
        if (const QCPAbstractLegendItem* item = m_plot->legend->item(i)) { // the last row may have empty places
            widest = std::max(widest, item->minimumOuterSizeHint().width());
        }
    }
    const int room = m_plot->width() - m_plot->legend->margins().left() - m_plot->legend->margins().right();
    m_plot->legend->setWrap(std::max(1, room / (widest + m_plot->legend->columnSpacing())));
    m_plot->legend->setFillOrder(QCPLegend::foColumnsFirst, true);
}

std::vector<std::pair<double, double>> ChartView::drawnPoints() const {
    std::vector<std::pair<double, double>> points;
    for (int i = 0; i < m_plot->plottableCount(); ++i) {
        if (qobject_cast<const QCPErrorBars*>(m_plot->plottable(i)) != nullptr) {
            continue; // they repeat the points that they belong to
        }
        const auto* plottable = m_plot->plottable(i)->interface1D();
        for (int k = 0; plottable != nullptr && k < plottable->dataCount(); ++k) {
            points.emplace_back(plottable->dataMainKey(k), plottable->dataMainValue(k));
        }
    }
    return points;
}

std::vector<std::pair<double, QString>> ChartView::valueTicks() const {
    const QCPAxis& axis = *m_plot->yAxis;
    QVector<double> places;
    QVector<QString> labels;
    axis.ticker()->generate(axis.range(), m_plot->locale(), QLatin1Char('g'), axis.numberPrecision(), places, nullptr,
                            &labels);
    std::vector<std::pair<double, QString>> ticks;
    std::transform(places.begin(), places.end(), labels.begin(), std::back_inserter(ticks),
                   [](double place, const QString& label) { return std::pair(place, label); });
    return ticks;
}

int ChartView::placeAt(int pixel) const {
    const int last = static_cast<int>(m_chart.categories.size()) - 1;
    return std::clamp(static_cast<int>(std::lround(m_plot->xAxis->pixelToCoord(pixel))), 0, last);
}

void ChartView::connectMouse() {
    m_plot->setSelectionRectMode(QCP::srmCustom);
    m_plot->selectionRect()->setPen(QPen(Qt::gray, 1, Qt::DashLine));
    connect(m_plot->selectionRect(), &QCPSelectionRect::accepted, this, [this](const QRect& rect, QMouseEvent* event) {
        const QRect box = rect.normalized();
        if (!m_chart.categories.empty()) {
            Q_EMIT placesEnclosed(placeAt(box.left()), placeAt(box.right()), event->modifiers());
        }
    });
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        m_pressed = event->pos();
        m_dragging = m_chart.limit && event->button() == Qt::LeftButton;
        if (m_dragging) {
            setFocus(Qt::MouseFocusReason);
            dragLimit(event->pos().x());
        }
    });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        if (m_dragging) {
            dragLimit(event->pos().x());
        }
    });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) {
        m_dragging = false;
        // As far as QCustomPlot lets a click wander before it is a rectangle.
        constexpr int kClickPixels = 3;
        const bool click = (event->pos() - m_pressed).manhattanLength() <= kClickPixels;
        if (click && event->button() == Qt::LeftButton && !m_chart.categories.empty()) {
            setFocus(Qt::MouseFocusReason);
            m_cursor = placeAt(event->pos().x());
            Q_EMIT placeClicked(m_cursor, event->modifiers());
        }
    });
}

void ChartView::dragLimit(int pixel) {
    const QCPRange& range = m_plot->xAxis->range();
    Q_EMIT limitDragged(std::clamp(m_plot->xAxis->pixelToCoord(pixel), range.lower, range.upper));
}

void ChartView::pushLimit(int steps) {
    constexpr double kStepsAcross = 100.0;
    Q_EMIT limitDragged(m_chart.limit->value + steps * m_plot->xAxis->range().size() / kStepsAcross);
}

void ChartView::keyPressEvent(QKeyEvent* event) {
    const int places = static_cast<int>(m_chart.categories.size());
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (m_chart.limit && step != 0) {
        pushLimit(step);
        return;
    }
    if (places == 0 || step == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_cursor = std::clamp(m_cursor + step, 0, places - 1);
    Q_EMIT placeClicked(m_cursor, event->modifiers());
}

void ChartView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    wrapLegend(); // the plot draws itself anew when its size changes
}

void ChartView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_stale) {
        redraw();
    }
}

void ChartView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible()) {
        redraw();
    } else if (event->type() == QEvent::PaletteChange) {
        m_stale = true;
    }
}

} // namespace salient::ui
