// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/result_card.h"

#include "core/json_fields.h"
#include "ui/text.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QUrl>

namespace salient::ui {

/// "+11.2" of 1.112
static QString percentMore(double ratio) {
    const double percent = 100.0 * (ratio - 1.0);
    return (percent > 0.0 ? QStringLiteral("+") : QString()) + QLocale().toString(percent, 'f', 1);
}

ResultCard::ResultCard(Session& session, QWidget* parent)
    : QFrame(parent), m_session(session), m_words(new QLabel(this)) {
    setObjectName(QStringLiteral("resultCard"));
    setFrameShape(QFrame::StyledPanel);
    m_words->setObjectName(QStringLiteral("resultWords"));
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const auto button = [this](const QString& name, const QString& words, const QString& tip) {
        auto* push = new QPushButton(words, this);
        push->setObjectName(name);
        push->setAccessibleName(words);
        push->setToolTip(tip);
        return push;
    };
    auto* open = button(QStringLiteral("resultOpen"), tr("Open folder"), tr("Shows the files of the result"));
    connect(open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_session.resultFolder())); });
    auto* diagnose = button(QStringLiteral("resultDiagnose"), tr("Diagnose"), tr("Which layers suffer"));
    connect(diagnose, &QPushButton::clicked, this, [this] { Q_EMIT m_session.pageWanted(QStringLiteral("diagnose")); });
    auto* chat = button(QStringLiteral("resultChat"), tr("Chat"), tr("Talk to the result beside the original"));
    connect(chat, &QPushButton::clicked, this, [this] { Q_EMIT m_session.pageWanted(QStringLiteral("chat")); });
    auto* exports = button(QStringLiteral("resultExport"), tr("Export…"),
                           tr("Writes the result in another format, the integers unchanged"));
    connect(exports, &QPushButton::clicked, this, [this] { Q_EMIT m_session.exportWanted(m_session.resultFolder()); });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 10, 4);
    row->addWidget(m_words, 1);
    row->addWidget(open);
    row->addWidget(diagnose);
    row->addWidget(chat);
    row->addWidget(exports);
    connect(&session, &Session::recordChanged, this, [this](const QSet<int>& parts) {
        if (holds(parts, {RecordPart::State})) {
            refresh();
        }
    });
    refresh();
}

void ResultCard::refresh() {
    const RunRecord& record = m_session.record();
    setVisible(record.result().has_value());
    if (!record.result()) {
        return;
    }
    const Json json = jsonFromText(*record.result());
    const auto number = [&](const char* path) {
        const Json::json_pointer at(path);
        return json.contains(at) && json[at].is_number() ? json[at].get<double>() : 0.0;
    };
    QString words =
        tr("<b>Finished:</b> %1 in %2, %3 before.")
            .arg(bytesText(static_cast<qint64>(number("/bytes_after"))), m_session.resultFolder().toHtmlEscaped(),
                 bytesText(static_cast<qint64>(number("/bytes_before"))));
    if (const double before = number("/holdout/perplexity_before"); before > 0.0) {
        const double after = number("/holdout/perplexity_after");
        words += QLatin1Char(' ') + tr("Perplexity on held-out text %1 → %2 (%3 %), KL divergence %4.")
                                        .arg(QLocale().toString(before, 'f', 3), QLocale().toString(after, 'f', 3),
                                             percentMore(after / before), numberText(number("/holdout/mean_kl")));
    }
    m_words->setText(words);
}

} // namespace salient::ui
