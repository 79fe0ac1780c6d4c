// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/error_card.h"

#include "core/version.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>

namespace salient::ui {

ErrorCard::ErrorCard(QWidget* parent)
    : QFrame(parent), m_headline(new QLabel(this)), m_sentence(new QLabel(this)), m_code(new QLabel(this)),
      m_copy(new QPushButton(tr("Copy details"), this)), m_close(new QPushButton(tr("Close"), this)) {
    setObjectName(QStringLiteral("errorCard"));
    setFrameShape(QFrame::StyledPanel);
    QFont bold = m_headline->font();
    bold.setBold(true);
    m_headline->setFont(bold);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("errorSentence"));
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setObjectName(QStringLiteral("errorCopy"));
    m_copy->setToolTip(tr("Copies sentence, code and versions for a bug report"));
    m_copy->setAccessibleName(m_copy->text());
    m_close->setObjectName(QStringLiteral("errorClose"));
    m_close->setToolTip(tr("Puts this message away"));
    m_close->setAccessibleName(m_close->text());
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_details); });
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_code, 1);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(10, 6, 10, 6);
    all->addWidget(m_headline);
    all->addWidget(m_sentence);
    all->addLayout(buttons);
    hide();
}

void ErrorCard::showFailure(const Failed& failure, const QString& doing) {
    m_doing = doing;
    const QString bad = Theme::colors(palette()).bad.name();
    m_headline->setText(QStringLiteral("<span style='color:%1'>●</span> %2").arg(bad, doing.toHtmlEscaped()));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setText(text(failure.sentence));
    m_code->setText(tr("Code %1, exit code %2").arg(text(failure.code)).arg(failure.exitCode));
    m_details = QStringLiteral("%1\n%2\n%3\nsalient %4, %5, Qt %6")
                    .arg(doing, m_sentence->text(), m_code->text(), text(programVersion()),
                         QSysInfo::prettyProductName(), QString::fromLatin1(qVersion()));
    setAccessibleName(doing);
    setAccessibleDescription(m_sentence->text());
    show();
}

void ErrorCard::putAway(const QString& doing) {
    if (doing == m_doing) {
        hide();
    }
}

QString ErrorCard::sentence() const {
    return m_sentence->text();
}

} // namespace salient::ui
