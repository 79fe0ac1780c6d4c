// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <QWidget>

#include <functional>

class QLabel;
class QSpinBox;

namespace salient::ui {

/// How much of the sources calibration reads: samples times tokens with their product, hold-out and seed.
class AmountPanel : public QWidget {
    Q_OBJECT

public:
    explicit AmountPanel(Session& session, QWidget* parent = nullptr);

private:
    QSpinBox* numberBox(const QString& name, const QString& words, const QString& tip, int least, int most);
    void build();
    /// Puts the value of `box` into the recipe as a step of the undo stack.
    void bind(QSpinBox* box, const QString& undoText, int mergeKey, const std::function<void(Recipe&, int)>& set);
    void showRecipe();

    Session& m_session;
    QSpinBox* m_samples;
    QSpinBox* m_length;
    QSpinBox* m_seed;
    QSpinBox* m_holdout;
    QLabel* m_total;
    bool m_showing = false;
};

} // namespace salient::ui
