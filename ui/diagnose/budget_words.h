// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace salient::ui {

class Budget;

/// What a budget leads to, or why it leads nowhere, in sentences with markup.
QString budgetWords(const Budget& budget);

} // namespace salient::ui
