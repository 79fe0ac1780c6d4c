// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/difference_model.h"

#include "ui/text.h"

#include <QFont>

namespace salient::ui {

void DifferenceModel::show(const QStringList& names, const std::vector<DifferenceRow>& settings,
                           const std::vector<DifferenceRow>& figures) {
    beginResetModel();
    m_names = names;
    m_rows = figures;
    m_rows.insert(m_rows.begin(), settings.begin(), settings.end());
    m_settings = static_cast<int>(settings.size());
    endResetModel();
}

int DifferenceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DifferenceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_names.size()) + 1;
}

QVariant DifferenceModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const DifferenceRow& row = m_rows[static_cast<size_t>(index.row())];
    const std::string& words = index.column() == 0 ? row.key : row.values[static_cast<size_t>(index.column()) - 1];
    switch (role) {
    case Qt::DisplayRole:
        return text(words);
    case Qt::ToolTipRole:
        return text(words).toHtmlEscaped();
    case Qt::FontRole: {
        QFont font;
        font.setBold(index.column() == 0 && index.row() < m_settings);
        return font;
    }
    default:
        return {};
    }
}

QVariant DifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
        return {};
    }
    return section == 0 ? tr("What differs") : m_names.value(section - 1);
}

} // namespace salient::ui
