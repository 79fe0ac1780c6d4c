// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart_grid.h"

#include "ui/plots/thumbnail_model.h"

#include <QLabel>

namespace salient::ui {

ChartGrid::ChartGrid(const QString& name, const QString& emptyText, QWidget* parent)
    : QListView(parent), m_charts(new ThumbnailModel(this)), m_words(new QLabel(emptyText, viewport())) {
    setObjectName(name);
    setAccessibleName(emptyText);
    setModel(m_charts);
    setItemDelegate(new ThumbnailDelegate(*m_charts, this));
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSpacing(0);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMinimumWidth(2 * 104 + 24);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignCenter);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { Q_EMIT chartClicked(index.row()); });
    connect(this, &QListView::activated, this, [this](const QModelIndex& index) { Q_EMIT chartClicked(index.row()); });
}

void ChartGrid::showCharts(size_t first, const std::vector<ChartData>& charts) {
    const int before = count();
    m_charts->replaceFrom(first, charts);
    m_words->setVisible(count() == 0);
    if (count() > before && !currentIndex().isValid()) {
        scrollToBottom();
    }
}

int ChartGrid::count() const {
    return m_charts->rowCount();
}

void ChartGrid::placeWords() {
    m_words->setGeometry(viewport()->rect().adjusted(8, 8, -8, -8));
}

void ChartGrid::resizeEvent(QResizeEvent* event) {
    QListView::resizeEvent(event);
    placeWords();
}

} // namespace salient::ui
