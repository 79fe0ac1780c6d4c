// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace salient::ui {

/// All actions of the window by their words: type a few letters, Enter runs the first.
class CommandPalette : public QDialog {
    Q_OBJECT

public:
    CommandPalette(const QList<QAction*>& actions, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& letters);
    void runChosen();

    QList<QAction*> m_actions;
    QLineEdit* m_input;
    QListWidget* m_list;
};

} // namespace salient::ui
