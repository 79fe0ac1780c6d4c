// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/chat_settings.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace salient::ui {

/// System prompt and how tokens are drawn.
class SamplingPanel : public QWidget {
    Q_OBJECT

public:
    explicit SamplingPanel(QWidget* parent = nullptr);
    ChatSettings settings() const;
    void showSettings(const ChatSettings& settings);

private:
    QDoubleSpinBox* numberBox(const QString& name, const QString& words, const QString& tip, double least, double most,
                              double step);
    void build();
    void showEnabled();

    QPlainTextEdit* m_system;
    QCheckBox* m_greedy;
    QDoubleSpinBox* m_temperature;
    QSpinBox* m_topK;
    QDoubleSpinBox* m_topP;
    QDoubleSpinBox* m_minP;
    QDoubleSpinBox* m_penalty;
    QCheckBox* m_randomSeed;
    QSpinBox* m_seed;
    QSpinBox* m_maxTokens;
    QPushButton* m_defaults;
};

} // namespace salient::ui
