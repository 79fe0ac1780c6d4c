// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/run_record.h"
#include "ui/session.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace salient::ui {

class ChartView;

/// Perplexity of the open model or of the run's result on a text, drawn while it is measured. An engine of its own, so
/// that a run goes on beside it.
class PerplexityPanel : public QWidget {
    Q_OBJECT

public:
    explicit PerplexityPanel(Session& session, QWidget* parent = nullptr);
    void setTextFile(const QString& file);

private:
    void build();
    void chooseFile();
    void measure(const QString& model, const QString& name);
    void take(const std::vector<Event>& events);
    void finish(const QString& words);
    void showState();

    Session& m_session;
    EngineProcess* m_engine;
    RunRecord m_record;
    QString m_measured; ///< whose perplexity is being measured
    QStringList m_results;
    QLineEdit* m_file;
    QSpinBox* m_windows;
    QPushButton* m_original;
    QPushButton* m_result;
    QPushButton* m_stop;
    QLabel* m_words;
    ChartView* m_chart;
};

} // namespace salient::ui
