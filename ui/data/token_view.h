// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

#include <vector>

namespace salient::ui {

struct PreviewToken {
    qint64 id = 0;
    QString text;
    bool special = false;
    bool scored = true; ///< false: belongs to a prompt, or to a template's own text
};

/// Tokens one after the other: two backgrounds in turn, special ones bold and coloured, unscored ones faint, line ends
/// visible; the tool tip gives the number.
class TokenView : public QTextEdit {
    Q_OBJECT

public:
    explicit TokenView(QWidget* parent = nullptr);
    void showTokens(std::vector<PreviewToken> tokens);

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw();

    std::vector<PreviewToken> m_tokens;
};

} // namespace salient::ui
