// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/run_comparison.h"

#include "core/record/run_overlays.h"
#include "core/report/run_difference.h"
#include "ui/history/difference_model.h"
#include "ui/plots/chart_view.h"
#include "ui/text.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>

namespace salient::ui {

static constexpr int kWidestColumn = 190; ///< pixels; paths are longer, and are elided in their middle

RunComparison::RunComparison(QWidget* parent)
    : QWidget(parent), m_loader(new RunLoader(this)), m_stack(new QStackedWidget), m_words(new QLabel),
      m_problems(new QLabel),
      m_layers(new ChartView(QStringLiteral("compareLayers"), tr("None of these runs has packed a layer."))),
      m_blocks(
          new ChartView(QStringLiteral("compareBlocks"), tr("None of these runs has measured a block on a hold-out."))),
      m_differences(new DifferenceModel(this)), m_table(new QTableView) {
    m_words->setObjectName(QStringLiteral("comparisonWords"));
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    m_words->setText(tr("Select two or more runs and press Compare: their errors are laid over each other here, beside "
                        "a table of what differs."));
    m_problems->setWordWrap(true);
    m_problems->hide();
    m_table->setObjectName(QStringLiteral("differencesView"));
    m_table->setAccessibleName(tr("Settings that differ, and what came of them"));
    m_table->setModel(m_differences);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 6);
    m_table->horizontalHeader()->setStretchLastSection(true);

    auto* charts = new QTabWidget;
    charts->setObjectName(QStringLiteral("comparisonTabs"));
    charts->setAccessibleName(tr("Comparison"));
    charts->setDocumentMode(true);
    charts->addTab(m_layers, tr("Layers"));
    charts->addTab(m_blocks, tr("Blocks"));
    auto* splitter = new QSplitter;
    splitter->addWidget(charts);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_problems);
    rows->addWidget(splitter, 1);
    m_stack->addWidget(m_words);
    m_stack->addWidget(content);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(4, 2, 4, 4);
    all->addWidget(m_stack);

    connect(m_loader, &RunLoader::progressed, this,
            [this](int done, int count) { m_words->setText(tr("Reading run %1 of %2 …").arg(done).arg(count)); });
    connect(m_loader, &RunLoader::finished, this, &RunComparison::show);
}

void RunComparison::compare(const QStringList& folders, const QStringList& names) {
    m_folders = folders;
    m_names = names;
    m_words->setText(tr("Reading %1 runs …").arg(folders.size()));
    m_stack->setCurrentIndex(0);
    m_loader->load(folders);
}

void RunComparison::show(const std::vector<LoadedRun>& runs) {
    std::vector<NamedRun> named;
    std::vector<std::string> recipes;
    std::vector<std::string> results;
    QStringList problems;
    for (size_t i = 0; i < runs.size(); ++i) {
        const QString name = m_names.value(static_cast<qsizetype>(i));
        named.push_back({name.toStdString(), &runs[i].record});
        recipes.push_back(runs[i].recipe);
        results.push_back(runs[i].result);
        if (!runs[i].problem.isEmpty()) {
            problems.append(tr("%1: %2").arg(name, runs[i].problem));
        }
    }
    if (!haveOneYardstick(results)) {
        problems.append(tr("Their perplexities before differ: the runs measured other models or other texts, so those "
                           "after say nothing against each other."));
    }
    m_layers->showChart(overlayLayerErrors(named, chartWord));
    m_blocks->showChart(overlayBlockErrors(named, chartWord));
    m_differences->show(m_names, differingSettings(recipes), resultFigures(results));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_differences->columnCount(); ++column) {
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), kWidestColumn));
    }
    m_problems->setText(problems.join(QLatin1Char('\n')));
    m_problems->setVisible(!problems.isEmpty());
    m_stack->setCurrentIndex(1);
    Q_EMIT shown();
}

} // namespace salient::ui
