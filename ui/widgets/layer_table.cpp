// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/layer_table.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>

namespace salient::ui {

LayerTable::LayerTable(Session& session, LayerModel& layers, const QString& name, QWidget* parent)
    : QWidget(parent), m_session(session), m_layers(layers), m_proxy(new QSortFilterProxyModel(this)),
      m_filter(new QLineEdit(this)), m_view(new QTableView(this)) {
    setObjectName(name);
    m_filter->setObjectName(name + QStringLiteral("Filter"));
    m_filter->setPlaceholderText(tr("Filter layers, e.g. down_proj"));
    m_filter->setAccessibleName(tr("Filter layers"));
    m_filter->setClearButtonEnabled(true);
    m_proxy->setSourceModel(&layers);
    m_proxy->setSortRole(Qt::UserRole);
    m_proxy->setFilterKeyColumn(LayerModel::Name);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);

    m_view->setObjectName(name + QStringLiteral("View"));
    m_view->setAccessibleName(tr("Layers"));
    m_view->setModel(m_proxy);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(LayerModel::Name, Qt::AscendingOrder);
    m_view->setAlternatingRowColors(true);
    m_view->setTextElideMode(Qt::ElideLeft); // the end of a layer's name tells them apart
    m_view->setWordWrap(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 6);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setSectionResizeMode(LayerModel::Name, QHeaderView::Stretch);
    m_view->horizontalHeader()->setResizeContentsPrecision(20);
    m_view->horizontalHeader()->setMinimumSectionSize(40);
    m_view->installEventFilter(this);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(4, 4, 4, 4);
    all->addWidget(m_filter);
    all->addWidget(m_view, 1);

    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LayerTable::takeSelection);
    connect(&session, &Session::selectionChanged, this, &LayerTable::showSelection);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &LayerTable::showSelection);
}

void LayerTable::takeSelection() {
    if (m_following) {
        return;
    }
    QSet<QString> modules;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows()) {
        modules.insert(m_layers.moduleAt(m_proxy->mapToSource(index).row()));
    }
    m_following = true;
    m_session.selectLayers(modules);
    m_following = false;
}

void LayerTable::showSelection() {
    if (m_following) {
        return;
    }
    QItemSelection rows;
    QModelIndex first;
    for (const QString& module : m_session.selectedLayers()) {
        const int row = m_layers.rowOf(module);
        const QModelIndex index = row < 0 ? QModelIndex() : m_proxy->mapFromSource(m_layers.index(row, 0));
        if (index.isValid()) {
            rows.select(index, index.siblingAtColumn(LayerModel::ColumnCount - 1));
            first = !first.isValid() || index.row() < first.row() ? index : first;
        }
    }
    m_following = true;
    m_view->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    if (first.isValid()) {
        m_view->scrollTo(first);
    }
    m_following = false;
}

bool LayerTable::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int bits = key->key() == Qt::Key_8 ? 8 : key->key() == Qt::Key_6 ? 16 : key->key() == Qt::Key_4 ? 4 : 0;
        if (bits > 0 && key->modifiers() == Qt::NoModifier && !m_session.selectedLayers().isEmpty()) {
            const QSet<QString>& chosen = m_session.selectedLayers();
            m_session.markLayers(QStringList(chosen.begin(), chosen.end()), bits);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace salient::ui
