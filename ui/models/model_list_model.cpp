// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_list_model.h"

#include "ui/json_values.h"
#include "ui/text.h"

#include <algorithm>

namespace salient::ui {

namespace {

QString factsOf(const Json& json) {
    QStringList facts;
    if (const qint64 parameters = countAt(json, "parameters"); parameters > 0) {
        facts.append(ModelListModel::tr("%1 parameters").arg(countText(parameters)));
    }
    facts.append(bytesText(countAt(json, "bytes")));
    for (const char* key : {"quantization", "dtype", "family"}) {
        if (const QString value = textAt(json, key); !value.isEmpty()) {
            facts.append(value);
        }
    }
    if (const QString revision = textAt(json, "revision"); !revision.isEmpty()) {
        facts.append(ModelListModel::tr("revision %1").arg(revision.left(8)));
    }
    return facts.join(QStringLiteral(" · "));
}

void judge(const Json& json, ModelListModel::Card& card) {
    const QString support = textAt(json, "support");
    card.reason = textAt(json, "reason");
    if (!json.value("complete", true)) {
        const Json missing = json.value("missing", Json::array());
        card.badge = missing.empty() ? ModelListModel::tr("half-downloaded")
                                     : ModelListModel::tr("half-downloaded, %n file(s) missing", nullptr,
                                                          static_cast<int>(missing.size()));
        card.level = 2;
    } else if (!textAt(json, "quantization").isEmpty()) {
        card.badge = ModelListModel::tr("quantised: chat and evaluate");
        card.level = 1;
    } else if (support == QStringLiteral("full")) {
        card.badge = ModelListModel::tr("supported");
    } else if (support == QStringLiteral("partly")) {
        card.badge = ModelListModel::tr("supported in part");
        card.level = 1;
    } else {
        card.badge = ModelListModel::tr("not supported");
        card.level = 2;
    }
}

} // namespace

void ModelListModel::showModels(const std::string& json, const QStringList& recent) {
    beginResetModel();
    m_cards.clear();
    const Json parsed = jsonFromText(json);
    for (const Json& entry : parsed.value("models", Json::array())) {
        Card card;
        card.path = textAt(entry, "path");
        card.name = textAt(entry, "name");
        card.facts = factsOf(entry);
        judge(entry, card);
        m_cards.push_back(std::move(card));
    }
    const auto rank = [&](const Card& card) {
        const qsizetype at = recent.indexOf(card.path);
        return at < 0 ? recent.size() + card.level : at;
    };
    std::stable_sort(m_cards.begin(), m_cards.end(), [&](const Card& a, const Card& b) { return rank(a) < rank(b); });
    endResetModel();
}

int ModelListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_cards.size());
}

QVariant ModelListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Card& card = m_cards[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return card.name;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(card.name, card.badge, card.facts);
    case Qt::ToolTipRole:
        return card.reason.isEmpty() ? card.path : card.path + QLatin1Char('\n') + card.reason;
    case PathRole:
        return card.path;
    case FactsRole:
        return card.facts;
    case BadgeRole:
        return card.badge;
    case LevelRole:
        return card.level;
    default:
        return {};
    }
}

} // namespace salient::ui
