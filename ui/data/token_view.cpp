// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/token_view.h"

#include "ui/theme.h"

#include <QEvent>
#include <QTextCursor>

namespace salient::ui {

namespace {

constexpr size_t kMostTokens = 4096; ///< of one sample that are drawn

/// What is seen of a token: its line ends, and its number when it is a part of a character only.
QString shownText(const PreviewToken& token) {
    if (token.text.isEmpty()) {
        return QStringLiteral("‹%1›").arg(token.id);
    }
    QString shown = token.text;
    shown.remove(QLatin1Char('\r'));
    shown.replace(QLatin1Char('\t'), QStringLiteral("→ "));
    return shown.replace(QLatin1Char('\n'), QStringLiteral("↵\n"));
}

} // namespace

TokenView::TokenView(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
}

void TokenView::showTokens(std::vector<PreviewToken> tokens) {
    m_tokens = std::move(tokens);
    draw();
}

void TokenView::draw() {
    const ThemeColors colors = Theme::colors(palette());
    const auto tint = [](QColor color, int alpha) {
        color.setAlpha(alpha);
        return color;
    };
    const bool dark = Theme::isDark(palette());
    const std::array<QColor, 2> grounds = {tint(colors.first, dark ? 70 : 38), tint(colors.second, dark ? 60 : 34)};
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (size_t i = 0; i < m_tokens.size() && i < kMostTokens; ++i) {
        const PreviewToken& token = m_tokens[i];
        QTextCharFormat format;
        format.setBackground(grounds[i % 2]);
        format.setForeground(token.special  ? colors.bad
                             : token.scored ? palette().color(QPalette::Text)
                                            : palette().color(QPalette::PlaceholderText));
        format.setFontWeight(token.special ? QFont::Bold : QFont::Normal);
        QString tip = token.special ? tr("Token %1, special").arg(token.id) : tr("Token %1").arg(token.id);
        if (!token.scored) {
            tip += tr("; belongs to the prompt, so it is not scored");
        }
        format.setToolTip(tip);
        cursor.insertText(shownText(token), format);
    }
    if (m_tokens.size() > kMostTokens) {
        cursor.insertText(tr("\n… %n more token(s)", nullptr, static_cast<int>(m_tokens.size() - kMostTokens)), {});
    }
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
}

// Another theme: the tints are not part of the palette.
void TokenView::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        draw();
    }
}

} // namespace salient::ui
