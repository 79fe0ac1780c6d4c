// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/card_delegate.h"

#include "ui/models/model_list_model.h"
#include "ui/theme.h"

#include <QPainter>

namespace salient::ui {

static constexpr int kMargin = 8;

void CardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors colors = Theme::colors(option.palette);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect card = option.rect.adjusted(3, 3, -3, -3);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(selected ? option.palette.color(QPalette::Highlight) : colors.grid, selected ? 2 : 1));
    painter->setBrush(colors.card);
    painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);

    const QRect inside = card.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const int line = option.fontMetrics.height();
    QFont bold = option.font;
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(option.palette.color(QPalette::Text));
    const QString badge = index.data(ModelListModel::BadgeRole).toString();
    const int badgeWidth = option.fontMetrics.horizontalAdvance(badge) + 2;
    painter->drawText(
        inside.adjusted(0, 0, -badgeWidth - kMargin, 0), Qt::AlignLeft | Qt::AlignTop,
        QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideMiddle, inside.width() - badgeWidth - kMargin));
    painter->setFont(option.font);
    const int level = index.data(ModelListModel::LevelRole).toInt();
    painter->setPen(level == 0 ? colors.good : level == 1 ? colors.warning : colors.bad);
    painter->drawText(inside, Qt::AlignRight | Qt::AlignTop, badge);
    painter->setPen(option.palette.color(QPalette::PlaceholderText));
    const auto row = [&](int at, const QString& words, Qt::TextElideMode elide) {
        painter->drawText(inside.adjusted(0, at * (line + 2), 0, 0), Qt::AlignLeft | Qt::AlignTop,
                          option.fontMetrics.elidedText(words, elide, inside.width()));
    };
    row(1, index.data(ModelListModel::FactsRole).toString(), Qt::ElideRight);
    row(2, index.data(ModelListModel::PathRole).toString(), Qt::ElideMiddle);
    painter->restore();
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {320, 3 * (option.fontMetrics.height() + 2) + 2 * kMargin + 8};
}

} // namespace salient::ui
