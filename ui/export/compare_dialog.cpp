// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/compare_dialog.h"

#include "ui/json_values.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/widgets/named.h"

#include <QAction>
#include <QBoxLayout>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>

namespace salient::ui {

CompareDialog::CompareDialog(Session& session, const QString& first, const QString& other, QWidget* parent)
    : QDialog(parent), m_session(session), m_engine(new EngineProcess(session.program(), this)) {
    setObjectName(QStringLiteral("compareDialog"));
    setWindowTitle(tr("Compare two models"));
    auto* all = new QVBoxLayout(this);
    all->addWidget(buildFields(first, other));
    build();
    resize(640, 420);
    connect(m_engine, &EngineProcess::eventsArrived, this, [this](quint64, const std::vector<Event>& events) {
        for (const Event& event : events) {
            if (const auto* progress = std::get_if<Progress>(&event)) {
                m_bar->setValue(static_cast<int>(1000.0 * progress->fraction));
            }
        }
    });
}

QLineEdit* CompareDialog::pathField(const QString& name, const QString& words, const QString& tip, bool folder) {
    auto* field = named(new QLineEdit, name, words, tip);
    auto* browse = field->addAction(style()->standardIcon(QStyle::SP_DirOpenIcon), QLineEdit::TrailingPosition);
    browse->setToolTip(tr("Choose…"));
    connect(browse, &QAction::triggered, this, [this, field, words, folder] {
        const QString chosen = folder ? QFileDialog::getExistingDirectory(this, words, field->text())
                                      : QFileDialog::getOpenFileName(this, words, field->text());
        if (!chosen.isEmpty()) {
            field->setText(chosen);
        }
    });
    connect(field, &QLineEdit::textChanged, this, &CompareDialog::showState);
    return field;
}

QWidget* CompareDialog::buildFields(const QString& first, const QString& other) {
    m_first =
        pathField(QStringLiteral("compareFirst"), tr("Original"), tr("Folder of the model to compare with"), true);
    m_other = pathField(QStringLiteral("compareOther"), tr("Quantised"), tr("Folder of the quantised model"), true);
    m_text =
        pathField(QStringLiteral("compareText"), tr("Text"), tr("A text file that the calibration did not see"), false);
    m_windows = named(new QSpinBox, QStringLiteral("compareWindows"), tr("Windows"),
                      tr("How many windows of the text are compared; 0: all"));
    m_windows->setRange(0, 1'000'000);
    m_windows->setValue(16);
    m_windows->setSpecialValueText(tr("all"));
    m_context =
        named(new QSpinBox, QStringLiteral("compareContext"), tr("Tokens per window"), tr("Length of each window"));
    m_context->setRange(8, 1'000'000);
    m_context->setValue(512);
    auto* fields = new QWidget;
    auto* form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("Original:"), m_first);
    form->addRow(tr("Quantised:"), m_other);
    form->addRow(tr("Text:"), m_text);
    form->addRow(tr("Windows:"), m_windows);
    form->addRow(tr("Tokens each:"), m_context);
    m_first->setText(first);
    m_other->setText(other);
    return fields;
}

void CompareDialog::build() {
    m_bar = new QProgressBar;
    m_bar->setAccessibleName(tr("Progress of the comparison"));
    m_bar->setRange(0, 1000);
    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("compareWords"));
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_start = named(new QPushButton(tr("Compare")), QStringLiteral("compareStart"), tr("Compare"),
                    tr("Runs both models over the text"));
    m_start->setDefault(true);
    m_cancel = named(new QPushButton(tr("Cancel")), QStringLiteral("compareCancel"), tr("Cancel the comparison"),
                     tr("Ends the comparison"));
    auto* close = named(new QPushButton(tr("Close")), QStringLiteral("compareClose"), tr("Close"), tr("Closes this"));
    connect(m_start, &QPushButton::clicked, this, &CompareDialog::compare);
    connect(m_cancel, &QPushButton::clicked, m_engine, &EngineProcess::cancel);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_start);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* all = static_cast<QVBoxLayout*>(layout());
    all->addWidget(m_bar);
    all->addWidget(m_words, 1);
    all->addLayout(buttons);
    showState();
}

// Without an original there is nothing to compare with; the perplexity can still be measured.
void CompareDialog::compare() {
    m_busy = true;
    m_bar->setValue(0);
    m_words->clear();
    const bool alone = m_first->text().isEmpty();
    Json arguments = {{"model", (alone ? m_other : m_first)->text().toStdString()},
                      {"text", m_text->text().toStdString()},
                      {"windows", m_windows->value()},
                      {"context", m_context->value()}};
    if (!alone) {
        arguments["other"] = m_other->text().toStdString();
    }
    m_engine->ask(
        alone ? QStringLiteral("evaluate") : QStringLiteral("compare"), jsonToText(arguments), this,
        [this](const std::string& json) { takeResult(json); },
        [this](const Failed& failure) {
            const QColor bad = Theme::colors(palette()).bad;
            end(failure.code == "cancelled" ? tr("Cancelled.")
                                            : QStringLiteral("<span style='color:%1'>●</span> %2")
                                                  .arg(bad.name(), text(failure.sentence).toHtmlEscaped()));
        });
    showState();
}

void CompareDialog::takeResult(const std::string& json) {
    const Json result = jsonFromText(json);
    const auto part = [&](const char* name) { return result.value(name, Json::object()); };
    const auto fixed = [](double value) { return QLocale().toString(value, 'f', 3); };
    const auto perplexity = [&](const Json& of) {
        return tr("%1 ± %2").arg(fixed(numberAt(of, "perplexity")), fixed(numberAt(of, "standard_error")));
    };
    QString table = QStringLiteral("<table>");
    const auto row = [&](const QString& name, const QString& value) {
        table += QStringLiteral("<tr><td>%1&nbsp;&nbsp;&nbsp;</td><td><b>%2</b></td></tr>").arg(name, value);
    };
    if (!result.contains("other")) {
        row(tr("Perplexity"), perplexity(result));
    } else {
        const Json kl = part("kl");
        row(tr("Perplexity of the original"), perplexity(part("first")));
        row(tr("Perplexity of the quantised one"), perplexity(part("other")));
        row(tr("Change"), tr("%1 % ± %2 %")
                              .arg(fixed(100.0 * (numberAt(result, "perplexity_ratio") - 1.0)),
                                   fixed(100.0 * numberAt(result, "log_ratio_error"))));
        row(tr("KL, mean"),
            tr("%1 ± %2").arg(numberText(numberAt(kl, "mean")), numberText(numberAt(kl, "standard_error"))));
        row(tr("KL, median"), numberText(numberAt(kl, "median")));
        row(tr("KL, 99th percentile"), numberText(numberAt(kl, "p99")));
        row(tr("KL, largest"), numberText(numberAt(kl, "max")));
        row(tr("Same most likely token"), tr("%1 %").arg(fixed(100.0 * numberAt(result, "same_top_token"))));
    }
    row(tr("Tokens"), countText(countAt(result, "tokens")));
    end(table + QStringLiteral("</table>"));
}

void CompareDialog::end(const QString& words) {
    m_busy = false;
    m_words->setText(words);
    showState();
}

void CompareDialog::showState() {
    if (m_start == nullptr) { // fields are filled before it is there
        return;
    }
    m_start->setEnabled(!m_busy && !m_other->text().isEmpty() && !m_text->text().isEmpty());
    m_start->setText(m_first->text().isEmpty() ? tr("Measure perplexity") : tr("Compare"));
    m_cancel->setEnabled(m_busy);
    m_bar->setVisible(m_busy);
}

} // namespace salient::ui
