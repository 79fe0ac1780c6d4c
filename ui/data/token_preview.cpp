// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/token_preview.h"

#include "core/json_fields.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>

namespace salient::ui {

namespace {

constexpr int kDelayMilliseconds = 300;
constexpr int kShown = 8; ///< samples

std::vector<PreviewToken> tokensOf(const Json& sample) {
    std::vector<PreviewToken> tokens;
    for (const Json& token : sample.at("tokens")) {
        tokens.push_back({token.at("id").get<qint64>(), text(token.at("text").get_ref<const std::string&>()),
                          token.at("special").get<bool>(), token.at("scored").get<bool>()});
    }
    return tokens;
}

/// What was really used and what was left out, as rich text.
QString reportText(const Json& report, const QColor& warning) {
    const auto count = [&](const char* key) { return report.value(key, qint64{0}); };
    QStringList lines{TokenPreview::tr("<b>%1 tokens</b> are used: %2 samples of %3; %4 more are held out to measure.")
                          .arg(QLocale().toString(count("tokens")), QLocale().toString(count("samples")),
                               QLocale().toString(count("length")), QLocale().toString(count("holdout_samples")))};
    QStringList reasons;
    for (const Json& reason : report.value("skip_reasons", Json::array())) {
        reasons.append(text(reason.get<std::string>()).toHtmlEscaped());
    }
    if (count("texts_skipped") > 0 || !reasons.isEmpty()) {
        lines.append(TokenPreview::tr("<span style='color:%1'>●</span> %2 of %3 texts are left out: %4.")
                         .arg(warning.name(), QLocale().toString(count("texts_skipped")),
                              QLocale().toString(count("texts_read")), reasons.join(QStringLiteral("; "))));
    } else {
        lines.append(TokenPreview::tr("All texts are used: %1.").arg(QLocale().toString(count("texts_read"))));
    }
    for (const Json& note : report.value("notes", Json::array())) {
        lines.append(text(note.get<std::string>()).toHtmlEscaped());
    }
    return lines.join(QStringLiteral("<br>"));
}

} // namespace

TokenPreview::TokenPreview(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    build();
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelayMilliseconds);
    connect(&m_delay, &QTimer::timeout, this, &TokenPreview::ask);
    connect(&session, &Session::recipeChanged, this, &TokenPreview::schedule);
    connect(&session, &Session::modelChanged, this, &TokenPreview::schedule);
    connect(m_template, &QCheckBox::toggled, this, &TokenPreview::schedule);
    connect(m_sample, &QSpinBox::valueChanged, this, &TokenPreview::showSample);
    connect(m_empty->button(), &QPushButton::clicked, this,
            [this] { Q_EMIT m_session.pageWanted(QStringLiteral("start")); });
}

void TokenPreview::build() {
    m_template = named(new QCheckBox(tr("With chat template")), QStringLiteral("templateBox"), tr("With chat template"),
                       tr("Conversations are shown as the model's chat template writes them, as in a run"));
    m_template->setChecked(true);
    m_sample = named(new QSpinBox, QStringLiteral("sampleBox"), tr("Sample"), tr("Which sample is shown"));
    m_sample->setPrefix(tr("Sample "));
    m_sample->setRange(1, 1);
    m_state = new QLabel;
    m_state->setObjectName(QStringLiteral("previewState"));
    m_tokens = named(new TokenView, QStringLiteral("tokenView"), tr("Tokens of the sample"),
                     QString()); // each token has a tool tip of its own
    m_empty = new EmptyState(tr("Tokens"),
                             tr("The calibration text is shown here as the tokens that a model sees. No model is open "
                                "yet."),
                             tr("Choose a model"));
    m_empty->button()->setObjectName(QStringLiteral("previewChooseModel"));
    m_report = new QLabel;
    m_report->setObjectName(QStringLiteral("previewReport"));
    m_report->setWordWrap(true);
    m_report->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_report->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_report->setMargin(4);
    auto* report = new QScrollArea;
    report->setObjectName(QStringLiteral("reportScroll"));
    report->setAccessibleName(tr("What the sources gave"));
    report->setWidget(m_report);
    report->setWidgetResizable(true);
    report->setFrameShape(QFrame::NoFrame);
    report->setFixedHeight(fontMetrics().lineSpacing() * 8);
    auto* head = new QHBoxLayout;
    head->addWidget(m_sample);
    head->addWidget(m_state, 1);
    head->addWidget(m_template);
    auto* shown = new QWidget;
    auto* lines = new QVBoxLayout(shown);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addLayout(head);
    lines->addWidget(m_tokens, 1);
    lines->addWidget(report);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_empty);
    m_stack->addWidget(shown);
    auto* all = new QVBoxLayout(this);
    all->addWidget(m_stack);
}

std::string TokenPreview::question() const {
    const Recipe& recipe = m_session.recipe();
    const Json arguments = {{"model", recipe.model.string()},
                            {"sources", recipe.calibration.sources},
                            {"samples", recipe.calibration.samples},
                            {"length", recipe.calibration.length},
                            {"seed", recipe.calibration.seed},
                            {"holdout_samples", recipe.holdoutSamples},
                            {"show", kShown},
                            {"chat_template", m_template->isChecked()}};
    return jsonToText(arguments);
}

void TokenPreview::schedule() {
    m_stack->setCurrentIndex(m_session.modelFolder().isEmpty() ? 0 : 1);
    if (isVisible() && !m_session.modelFolder().isEmpty() && question() != m_asked) {
        m_state->setText(tr("reading…"));
        m_delay.start();
    }
}

void TokenPreview::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    schedule();
}

void TokenPreview::ask() {
    m_asked = question();
    m_session.desk().dropWaiting(QStringLiteral("preview"));
    m_session.desk().ask(
        QStringLiteral("preview"), m_asked, this,
        [this, asked = m_asked](const std::string& result) {
            if (asked == m_asked) {
                take(result);
            }
        },
        [this, asked = m_asked](const Failed& failure) {
            if (asked == m_asked) {
                showProblem(text(failure.sentence));
            }
        });
}

void TokenPreview::take(const std::string& json) {
    std::vector<SourceFigures> figures;
    m_samples.clear();
    m_truncated.clear();
    try {
        const Json result = jsonFromText(json);
        for (const Json& sample : result.at("samples")) {
            m_samples.push_back(tokensOf(sample));
            m_truncated.push_back(sample.at("truncated").get<bool>());
        }
        for (const Json& source : result.at("sources")) {
            figures.push_back({text(source.at("source").get<std::string>()), source.at("texts").get<qint64>(),
                               source.at("tokens").get<qint64>()});
        }
        m_report->setText(reportText(result.at("report"), Theme::colors(palette()).warning));
    } catch (const Json::exception& error) {
        showProblem(tr("The preview of the engine cannot be read: %1.").arg(text(jsonProblem(error))));
        return;
    }
    m_sample->setRange(1, std::max(1, static_cast<int>(m_samples.size())));
    showSample();
    Q_EMIT figuresChanged(figures);
}

void TokenPreview::showSample() {
    const auto index = static_cast<size_t>(m_sample->value() - 1);
    if (index >= m_samples.size()) {
        return;
    }
    m_tokens->showTokens(m_samples[index]);
    m_state->setText(m_truncated[index] ? tr("of %1 shown; cut off within a text").arg(m_samples.size())
                                        : tr("of %1 shown; ends with a text").arg(m_samples.size()));
}

void TokenPreview::showProblem(const QString& sentence) {
    m_samples.clear();
    m_tokens->showTokens({});
    m_state->setText(tr("no sample"));
    m_report->setText(QStringLiteral("<span style='color:%1'>●</span> %2")
                          .arg(Theme::colors(palette()).bad.name(), sentence.toHtmlEscaped()));
    Q_EMIT figuresChanged({});
}

} // namespace salient::ui
