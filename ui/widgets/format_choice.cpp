// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/format_choice.h"

#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QStandardItemModel>

namespace salient::ui {

FormatChoice::FormatChoice(Session& session, QWidget* parent) : QComboBox(parent), m_session(session) {
    named(this, QStringLiteral("formatBox"), tr("Format"),
          tr("How the files are laid out, which decides who loads them"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(14);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QComboBox::activated, this, [this](int index) {
        Recipe recipe = m_session.recipe();
        recipe.format = itemData(index).toString().toStdString();
        m_session.changeRecipe(recipe, tr("change format"));
    });
    connect(&session, &Session::planChanged, this, &FormatChoice::refill);
    connect(&session, &Session::recipeChanged, this, &FormatChoice::showRecipe);
    refill();
}

void FormatChoice::refill() {
    clear();
    if (m_session.plan()) {
        for (const OfferedFormat& format : m_session.plan()->formats) {
            const bool possible = format.verdict != OfferedFormat::Verdict::No;
            addItem(possible ? format.name : tr("%1 · not possible").arg(format.name), format.name);
            setItemData(count() - 1, format.reasons.join(QLatin1Char('\n')), Qt::ToolTipRole);
            auto* items = qobject_cast<QStandardItemModel*>(model());
            items->item(count() - 1)->setEnabled(possible);
        }
    }
    showRecipe();
}

void FormatChoice::showRecipe() {
    const QString wanted = text(m_session.recipe().format);
    if (findData(wanted) < 0) { // the plan is not there yet
        addItem(wanted, wanted);
    }
    setCurrentIndex(findData(wanted));
}

} // namespace salient::ui
