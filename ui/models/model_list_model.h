// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QStringList>

#include <string>
#include <vector>

namespace salient::ui {

/// Model folders as cards: name and a line of facts; what cannot be used says why.
class ModelListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { PathRole = Qt::UserRole, FactsRole, BadgeRole, LevelRole };
    struct Card {
        QString path;
        QString name;
        QString facts;
        QString badge; ///< "supported", "half-downloaded", …
        int level = 0; ///< 0 usable, 1 in part, 2 not
        QString reason;
    };

    using QAbstractListModel::QAbstractListModel;
    /// The answer of the `models` command; `recent` folders come first.
    void showModels(const std::string& json, const QStringList& recent);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<Card> m_cards;
};

} // namespace salient::ui
