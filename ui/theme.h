// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/chart_data.h"

#include <QColor>
#include <QObject>
#include <QPalette>

namespace salient::ui {

enum class ThemeChoice { System, Light, Dark };

/// Colours that widgets draw with beside the palette; told apart by people who confuse red and green as well.
/// Source of the hues: Okabe & Ito, "Color Universal Design" (2008), darkened or lightened for contrast.
struct ThemeColors {
    QColor first;
    QColor second;
    QColor reference;
    QColor winner;
    QColor outlier;
    QColor good;
    QColor warning;
    QColor bad;
    QColor grid;
    QColor card; ///< behind a card or an empty state

    QColor of(SeriesRole role) const;
};

/// Applies light or dark to the whole program and tells who draws by hand. Lives as long as the application.
class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);
    void choose(ThemeChoice choice);
    ThemeChoice choice() const { return m_choice; }

    /// Of the palette a widget has now.
    static bool isDark(const QPalette& palette);
    static ThemeColors colors(const QPalette& palette);
    /// Of the series in this place among many equals; eight hues, then again from the first.
    static QColor numbered(const QPalette& palette, size_t place);

Q_SIGNALS:
    void changed();

private:
    QPalette m_system;
    ThemeChoice m_choice = ThemeChoice::System;
};

} // namespace salient::ui
