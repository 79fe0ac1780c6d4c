// SPDX-License-Identifier: GPL-3.0-or-later
// What the history page does to throw runs away.
#include "ui/history/run_list_model.h"
#include "ui/history/run_notes.h"
#include "ui/pages/history_page.h"

#include <QFile>
#include <QMessageBox>
#include <QPushButton>

namespace salient::ui {

void HistoryPage::askToDelete() {
    const QStringList folders = selectedFolders();
    if (folders.isEmpty()) {
        return;
    }
    QStringList names;
    for (const QString& folder : folders.mid(0, 8)) {
        names.append(m_runs->run(m_runs->rowOf(folder)).name);
    }
    if (folders.size() > names.size()) {
        names.append(tr("and %1 more").arg(folders.size() - names.size()));
    }
    QMessageBox box(QMessageBox::Question, tr("Delete runs"),
                    folders.size() == 1 ? tr("Move this run to the trash?")
                                        : tr("Move these %1 runs to the trash?").arg(folders.size()),
                    QMessageBox::Cancel, this);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(
        tr("%1\n\nOnly the records go; models that the runs have written stay.").arg(names.join(QLatin1Char('\n'))));
    QPushButton* yes = box.addButton(tr("Move to trash"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() == yes) {
        moveToTrash(folders);
    }
}

void HistoryPage::moveToTrash(const QStringList& folders) {
    m_notes->showNothing();
    int moved = 0;
    for (const QString& folder : folders) {
        const bool goesOn = m_session.runState() != RunState::Idle && folder == m_session.runFolder();
        if (goesOn || !QFile::moveToTrash(folder)) {
            const QString sentence = goesOn ? tr("The run in %1 goes on; it was not moved to the trash.").arg(folder)
                                            : tr("%1 could not be moved to the trash.").arg(folder);
            Q_EMIT m_session.failed({"history.not_moved", sentence.toStdString(), 3}, tr("Deleting runs"));
        } else {
            ++moved;
        }
    }
    Q_EMIT m_session.said(moved == 1 ? tr("1 run was moved to the trash.")
                                     : tr("%1 runs were moved to the trash.").arg(moved));
    refresh();
}

} // namespace salient::ui
