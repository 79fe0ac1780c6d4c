// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <QComboBox>

namespace salient::ui {

/// The format of the recipe, among those that the plan knows; what cannot hold the recipe is there with the reason and
/// cannot be chosen. A choice is a step of the undo stack.
class FormatChoice : public QComboBox {
    Q_OBJECT

public:
    explicit FormatChoice(Session& session, QWidget* parent = nullptr);

private:
    void refill();
    void showRecipe();

    Session& m_session;
};

} // namespace salient::ui
