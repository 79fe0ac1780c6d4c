// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/command_palette.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>

#include <algorithm>

namespace salient::ui {

static QString plainText(const QAction& action) {
    return QString(action.text()).remove(QLatin1Char('&'));
}

/// All letters appear in this order, as in "opmo" for "Open model…".
static bool matches(const QString& words, const QString& letters) {
    qsizetype at = 0;
    return std::all_of(letters.begin(), letters.end(), [&](QChar letter) {
        at = words.indexOf(letter, at, Qt::CaseInsensitive) + 1;
        return at > 0;
    });
}

CommandPalette::CommandPalette(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent), m_actions(actions), m_input(new QLineEdit(this)), m_list(new QListWidget(this)) {
    setWindowTitle(tr("Commands"));
    setObjectName(QStringLiteral("commandPalette"));
    resize(460, 340);
    m_input->setObjectName(QStringLiteral("commandInput"));
    m_input->setPlaceholderText(tr("Type a command"));
    m_input->setAccessibleName(tr("Command"));
    m_input->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("commandList"));
    m_list->setAccessibleName(tr("Commands found"));
    auto* all = new QVBoxLayout(this);
    all->addWidget(m_input);
    all->addWidget(m_list);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_input, &QLineEdit::returnPressed, this, &CommandPalette::runChosen);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::runChosen);
    filter({});
}

void CommandPalette::filter(const QString& letters) {
    m_list->clear();
    for (int i = 0; i < m_actions.size(); ++i) {
        const QAction& action = *m_actions[i];
        if (!action.isEnabled() || action.isSeparator() || action.menu() != nullptr ||
            !matches(plainText(action), letters)) {
            continue;
        }
        const QString keys = action.shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(
            keys.isEmpty() ? plainText(action) : QStringLiteral("%1    %2").arg(plainText(action), keys), m_list);
        item->setData(Qt::UserRole, i);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runChosen() {
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr) {
        return;
    }
    QAction* action = m_actions[item->data(Qt::UserRole).toInt()];
    accept();
    action->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_input && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, std::max(0, m_list->count() - 1)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace salient::ui
