// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace salient::ui {

/// What one run is about, and a person's words beside it. Words are told when the typing pauses, the field is left or
/// another run is shown; never for another run than they were typed for.
class RunNotes : public QWidget {
    Q_OBJECT

public:
    explicit RunNotes(QWidget* parent = nullptr);
    /// `facts`: rich text above the field. Words that are being typed for the same run stay.
    void showRun(const QString& folder, const QString& facts, const QString& notes);
    void showNothing();
    /// Tells what was typed and not told yet.
    void flush();

Q_SIGNALS:
    void edited(const QString& folder, const QString& notes);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* m_facts;
    QPlainTextEdit* m_field;
    QTimer m_pause;
    QString m_folder;
    bool m_untold = false;
};

} // namespace salient::ui
