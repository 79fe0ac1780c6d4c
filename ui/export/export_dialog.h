// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json_fields.h"
#include "ui/session.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace salient::ui {

class FormatTable;

/// A quantised folder in another format with the same integers: which formats can hold them, who loads those, and the
/// proof when it is written.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    /// `folder`: the quantised one.
    ExportDialog(Session& session, const QString& folder, QWidget* parent = nullptr);

private:
    void build();
    QWidget* buildPlace();
    void ask();
    void takeInspection(const std::string& json);
    void chooseFormat();
    void browse();
    void namePlace(bool oneFile);
    void convert();
    void takeResult(const std::string& json);
    QString fileWords(const Json& result) const;
    void end(const QString& words);
    void showState();

    Session& m_session;
    QString m_folder;
    QString m_present; ///< format of the folder
    EngineProcess* m_engine;
    QLabel* m_source;
    FormatTable* m_formats;
    QLabel* m_place;
    QLineEdit* m_output;
    QPushButton* m_browse;
    QCheckBox* m_overwrite;
    QProgressBar* m_bar;
    QLabel* m_words;
    QPushButton* m_convert;
    QPushButton* m_cancel;
    QPushButton* m_open;
    QString m_written; ///< folder of the last result
    bool m_busy = false;
    bool m_ownPlace = false; ///< the folder was typed, not proposed
};

} // namespace salient::ui
