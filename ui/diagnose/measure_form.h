// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagnose/measurement.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace salient::ui {

/// What a sensitivity measurement needs, a button to start it, and how far it is.
class MeasureForm : public QWidget {
    Q_OBJECT

public:
    MeasureForm(Session& session, Measurement& measurement, QWidget* parent = nullptr);

Q_SIGNALS:
    /// A person wants the chart that is there instead.
    void leaveWanted();

private:
    void build();
    void refresh();
    void followModel();
    void askForContext();
    void start();
    QWidget* buildFields();

    Session& m_session;
    Measurement& m_measurement;
    QLineEdit* m_text;
    QPushButton* m_browse;
    QSpinBox* m_windows;
    QSpinBox* m_context;
    QComboBox* m_sweep;
    QPushButton* m_start;
    QPushButton* m_cancel;
    QPushButton* m_back;
    QProgressBar* m_bar;
    QLabel* m_words;
    std::string m_askedFor; ///< model whose longest text was asked for
};

} // namespace salient::ui
