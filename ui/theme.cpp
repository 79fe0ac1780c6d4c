// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QApplication>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>

#include <array>

namespace salient::ui {

namespace {

struct Shades {
    QRgb window, base, alternate, text, faint, button, highlight, highlightedText, link, tip;
};

QPalette paletteOf(const Shades& shades) {
    QPalette palette(QColor(shades.button), QColor(shades.window));
    const auto set = [&](QPalette::ColorRole role, QRgb color) { palette.setColor(role, QColor(color)); };
    set(QPalette::Window, shades.window);
    set(QPalette::WindowText, shades.text);
    set(QPalette::Base, shades.base);
    set(QPalette::AlternateBase, shades.alternate);
    set(QPalette::Text, shades.text);
    set(QPalette::Button, shades.button);
    set(QPalette::ButtonText, shades.text);
    set(QPalette::ToolTipBase, shades.tip);
    set(QPalette::ToolTipText, shades.text);
    set(QPalette::PlaceholderText, shades.faint);
    set(QPalette::Highlight, shades.highlight);
    set(QPalette::HighlightedText, shades.highlightedText);
    set(QPalette::Link, shades.link);
    set(QPalette::BrightText, shades.text);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, QColor(shades.faint));
    }
    return palette;
}

QPalette lightPalette() {
    return paletteOf({0xfff4f5f7, 0xffffffff, 0xfff7f8fa, 0xff1b1f24, 0xff6b7280, 0xffeceef1, 0xff0b63b8, 0xffffffff,
                      0xff0b63b8, 0xffffffe8});
}

QPalette darkPalette() {
    return paletteOf({0xff1e2125, 0xff16181b, 0xff1b1e22, 0xffe6e8ea, 0xff9aa1a9, 0xff2b2f35, 0xff3d8fe0, 0xff0d0f11,
                      0xff6cb2f5, 0xff2b2f35});
}

/// Fusion draws the frames of boxes and fields darker than the window, which on a dark one nobody sees.
class FramesInSight : public QProxyStyle {
public:
    FramesInSight() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override {
        const bool framed = element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton ||
                            element == PE_IndicatorItemViewItemCheck || element == PE_FrameLineEdit;
        if (!framed || option == nullptr || !Theme::isDark(option->palette)) {
            QProxyStyle::drawPrimitive(element, option, painter, widget);
            return;
        }
        const QPalette kept = option->palette;
        auto& palette = const_cast<QStyleOption*>(option)->palette; // the kinds of options share no copy
        palette.setColor(QPalette::Window, QColor(0xffb4bac2));
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        palette = kept;
    }
};

} // namespace

QColor ThemeColors::of(SeriesRole role) const {
    switch (role) {
    case SeriesRole::First:
        return first;
    case SeriesRole::Second:
        return second;
    case SeriesRole::Reference:
        return reference;
    case SeriesRole::Winner:
        return winner;
    case SeriesRole::Outlier:
        return outlier;
    case SeriesRole::Numbered: // has the colour of its place, see Theme::numbered()
        break;
    }
    return first;
}

Theme::Theme(QObject* parent) : QObject(parent), m_system(QApplication::palette()) {
    QApplication::setStyle(new FramesInSight); // the application owns it
}

void Theme::choose(ThemeChoice choice) {
    m_choice = choice;
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && isDark(m_system));
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
    Q_EMIT changed();
}

bool Theme::isDark(const QPalette& palette) {
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

ThemeColors Theme::colors(const QPalette& palette) {
    if (isDark(palette)) {
        return {0xff56b4e9, 0xffe69f00, 0xff9aa1a9, 0xff2fd3a4, 0xffff8f5a,
                0xff2fd3a4, 0xfff0c02e, 0xffff7a6b, 0xff3a3f46, 0xff262a2f};
    }
    return {0xff0072b2, 0xffb36b00, 0xff6b7280, 0xff007a5a, 0xffc24e00,
            0xff007a5a, 0xff8a6100, 0xffb3261e, 0xffdcdfe4, 0xffffffff};
}

QColor Theme::numbered(const QPalette& palette, size_t place) {
    // Those of the report (core/report/svg_frame.cpp).
    static constexpr std::array<QRgb, 8> kOnWhite = {0xff0072b2, 0xffc24e00, 0xff007a5a, 0xffa8497d,
                                                     0xffb36b00, 0xff2f8fc4, 0xff7a7000, 0xff3f444b};
    static constexpr std::array<QRgb, 8> kOnBlack = {0xff56b4e9, 0xffff8f5a, 0xff2fd3a4, 0xffe08fbf,
                                                     0xffe69f00, 0xff8fd0ff, 0xfff0e442, 0xffd0d4d9};
    return QColor((isDark(palette) ? kOnBlack : kOnWhite)[place % kOnWhite.size()]);
}

} // namespace salient::ui
