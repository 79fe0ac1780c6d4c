// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/source_table.h"
#include "ui/data/token_view.h"
#include "ui/session.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QSpinBox;
class QStackedWidget;

namespace salient::ui {

class EmptyState;

/// What calibration will read, as the model sees it: one sample as tokens, and what the sources gave and what was left
/// out. Asks the engine 300 ms after the last change, and only while it is seen.
class TokenPreview : public QWidget {
    Q_OBJECT

public:
    explicit TokenPreview(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The sources' figures; empty when there are none.
    void figuresChanged(const std::vector<salient::ui::SourceFigures>& figures);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void schedule();
    void ask();
    std::string question() const;
    void take(const std::string& json);
    void showSample();
    void showProblem(const QString& sentence);

    Session& m_session;
    QTimer m_delay;
    std::string m_asked; ///< the question that was answered or is on its way
    std::vector<std::vector<PreviewToken>> m_samples;
    std::vector<bool> m_truncated;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    TokenView* m_tokens;
    QSpinBox* m_sample;
    QCheckBox* m_template;
    QLabel* m_state;
    QLabel* m_report;
};

} // namespace salient::ui
