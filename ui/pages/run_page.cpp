// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run_page.h"

#include "core/record/run_charts.h"
#include "ui/pages/recipe_form.h"
#include "ui/plots/chart_grid.h"
#include "ui/plots/chart_view.h"
#include "ui/text.h"
#include "ui/widgets/layer_table.h"
#include "ui/widgets/perplexity_panel.h"
#include "ui/widgets/result_card.h"

#include <QBoxLayout>
#include <QDockWidget>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>

#include <algorithm>

namespace salient::ui {

RunPage::RunPage(Session& session, LayerModel& layers, QWidget* parent)
    : Page(QStringLiteral("run"), tr("Run"), parent), m_session(session),
      m_search(
          new ChartView(QStringLiteral("searchChart"),
                        tr("The error of every scale that AWQ tries is drawn here while a run goes on. Start one on "
                           "the left."))),
      m_channels(
          new ChartView(QStringLiteral("channelChart"),
                        tr("The input channels of the present group, the salient ones marked, when a run measures "
                           "them."))),
      m_histogram(new ChartView(QStringLiteral("histogramChart"),
                                tr("The weights of the selected layer before and after rounding, when it is packed."))),
      m_errors(
          new ChartView(QStringLiteral("runErrorChart"), tr("The error of each finished layer, when there is one."))),
      m_blocks(
          new ChartView(QStringLiteral("blockChart"),
                        tr("How the error grows from block to block on held-out text, when a block is finished."))),
      m_grid(new ChartGrid(QStringLiteral("searchGrid"), tr("One small curve per finished scale search."))) {
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    auto* form = new RecipeForm(session);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("recipeScroll"));
    scroll->setWidget(form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(form->minimumSizeHint().width() + 24);
    addDock(QStringLiteral("recipeDock"), tr("Settings"), scroll, Qt::LeftDockWidgetArea);
    buildCharts(layers);
    rememberLayout();

    connect(&session, &Session::recordChanged, this, &RunPage::refresh);
    connect(&session, &Session::selectionChanged, this, &RunPage::showLayer);
    connect(m_grid, &ChartGrid::chartClicked, this, [this](int index) {
        m_pinned = index == m_pinned ? -1 : index;
        if (m_pinned < 0) {
            m_grid->setCurrentIndex({});
        }
        showSearch();
    });
    connect(m_errors, &ChartView::placeClicked, this, [this](int place, Qt::KeyboardModifiers) {
        const auto& all = m_session.record().layers();
        if (place >= 0 && static_cast<size_t>(place) < all.size()) {
            m_session.selectLayers({text(all[static_cast<size_t>(place)].layer.module)});
        }
    });
}

void RunPage::buildCharts(LayerModel& layers) {
    auto* top = new QSplitter(Qt::Horizontal);
    top->addWidget(m_search);
    top->addWidget(m_channels);
    auto* bottom = new QSplitter(Qt::Horizontal);
    auto* searches = new QWidget;
    auto* searchColumn = new QVBoxLayout(searches);
    searchColumn->setContentsMargins(6, 4, 0, 4);
    searchColumn->setSpacing(2);
    auto* searchWords = new QLabel(tr("<b>All scale searches:</b> output error (MSE) over ratio r; click to enlarge."));
    searchWords->setObjectName(QStringLiteral("searchGridWords"));
    searchWords->setWordWrap(true);
    searchColumn->addWidget(searchWords);
    searchColumn->addWidget(m_grid, 1);
    bottom->addWidget(searches);
    bottom->addWidget(m_errors);
    auto* centre = new QSplitter(Qt::Vertical);
    centre->addWidget(top);
    centre->addWidget(bottom);
    centre->setChildrenCollapsible(false);
    centre->setSizes({1000, 1000}); // shares, not pixels: names of axes need the height
    auto* all = new QWidget;
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new ResultCard(m_session));
    column->addWidget(centre, 1);
    setCentralWidget(all);
    auto* table = new LayerTable(m_session, layers, QStringLiteral("runLayers"));
    QDockWidget* tableDock = addDock(QStringLiteral("runLayersDock"), tr("Layers"), table, Qt::BottomDockWidgetArea);
    QDockWidget* histogramDock =
        addDock(QStringLiteral("histogramDock"), tr("Weights"), m_histogram, Qt::BottomDockWidgetArea);
    QDockWidget* blockDock = addDock(QStringLiteral("blockDock"), tr("Blocks"), m_blocks, Qt::BottomDockWidgetArea);
    QDockWidget* perplexityDock = addDock(QStringLiteral("perplexityDock"), tr("Perplexity"),
                                          new PerplexityPanel(m_session), Qt::BottomDockWidgetArea);
    tabifyDockWidget(histogramDock, blockDock);
    tabifyDockWidget(blockDock, tableDock);
    tabifyDockWidget(tableDock, perplexityDock);
    histogramDock->raise();
    resizeDocks({histogramDock}, {230}, Qt::Vertical);
}

void RunPage::refresh(const QSet<int>& parts) {
    if (parts.isEmpty()) { // another run is shown
        m_pinned = -1;
        m_gridSettled = 0;
    }
    const RunRecord& record = m_session.record();
    if (holds(parts, {RecordPart::Search, RecordPart::Channels})) {
        showSearch();
    }
    if (holds(parts, {RecordPart::Search})) {
        std::vector<ChartData> charts;
        for (size_t i = m_gridSettled; i < record.searches().size(); ++i) {
            charts.push_back(lossOverRatio(record.searches()[i], chartWord));
        }
        m_grid->showCharts(m_gridSettled, charts);
        while (m_gridSettled < record.searches().size() && record.searches()[m_gridSettled].chosen) {
            ++m_gridSettled;
        }
    }
    if (holds(parts, {RecordPart::Layers})) {
        m_errors->showChart(layerErrors(record, chartWord));
        showLayer();
    }
    if (holds(parts, {RecordPart::Blocks})) {
        m_blocks->showChart(blockErrors(record, chartWord));
    }
}

void RunPage::showSearch() {
    const RunRecord& record = m_session.record();
    if (record.searches().empty()) {
        m_search->showChart({});
        m_channels->showChart({});
        return;
    }
    const bool pinned = m_pinned >= 0 && static_cast<size_t>(m_pinned) < record.searches().size();
    const SearchRecord& search = pinned ? record.searches()[static_cast<size_t>(m_pinned)] : record.searches().back();
    m_search->showChart(lossOverRatio(search, chartWord));
    const ChannelMagnitudes* channels = record.channelsOf(search.block, search.group);
    m_channels->showChart(channels == nullptr ? ChartData() : channelMagnitudes(*channels, chartWord));
}

void RunPage::showLayer() {
    const RunRecord& record = m_session.record();
    const LayerRecord* layer = nullptr;
    ChartMarks marks;
    for (size_t i = 0; i < record.layers().size(); ++i) {
        if (m_session.selectedLayers().contains(text(record.layers()[i].layer.module))) {
            marks.selected.insert(static_cast<int>(i));
            layer = layer == nullptr ? &record.layers()[i] : layer;
        }
    }
    if (layer == nullptr) { // the last one that was rounded
        const auto last = std::find_if(record.layers().rbegin(), record.layers().rend(),
                                       [](const LayerRecord& one) { return one.layer.bits != 16; });
        layer = last == record.layers().rend() ? nullptr : &*last;
    }
    m_errors->setMarks(marks);
    m_histogram->showChart(layer == nullptr ? ChartData() : weightHistogram(layer->layer, chartWord));
}

} // namespace salient::ui
