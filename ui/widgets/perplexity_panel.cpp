// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/perplexity_panel.h"

#include "core/json_fields.h"
#include "core/record/run_charts.h"
#include "ui/plots/chart_view.h"
#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

namespace salient::ui {

/// The headline of its failures.
static QString headline() {
    return PerplexityPanel::tr("Measuring perplexity");
}

PerplexityPanel::PerplexityPanel(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_engine(new EngineProcess(session.program(), this)),
      m_chart(new ChartView(
          QStringLiteral("perplexityChart"),
          tr("Choose a text; the perplexity on it is drawn here while it is measured. Lower is better."))) {
    build();
    connect(m_engine, &EngineProcess::eventsArrived, this,
            [this](quint64, const std::vector<Event>& events) { take(events); });
    connect(m_engine, &EngineProcess::requestFinished, this, [this](quint64, const std::string& result) {
        const Json json = jsonFromText(result);
        finish(tr("%1: %2 ± %3")
                   .arg(m_measured, QLocale().toString(json.value("perplexity", 0.0), 'f', 3),
                        QLocale().toString(json.value("standard_error", 0.0), 'f', 3)));
    });
    connect(m_engine, &EngineProcess::requestFailed, this, [this](quint64, const Failed& failure) {
        finish(tr("%1: stopped").arg(m_measured));
        if (failure.code != "cancelled") {
            Q_EMIT m_session.failed(failure, headline());
        }
    });
    for (const auto change : {&Session::modelChanged, &Session::runStateChanged}) {
        connect(&session, change, this, &PerplexityPanel::showState);
    }
    connect(&session, &Session::modelChanged, this, [this] { m_results.clear(); });
    showState();
}

void PerplexityPanel::build() {
    m_file = named(new QLineEdit, QStringLiteral("perplexityText"), tr("Text to measure on"),
                   tr("A text file that the calibration did not see"));
    m_file->setPlaceholderText(tr("Text file"));
    m_windows = named(new QSpinBox, QStringLiteral("perplexityWindows"), tr("Windows"),
                      tr("How many windows of 2048 tokens are measured; 0: all"));
    m_windows->setRange(0, 1'000'000);
    m_windows->setValue(16);
    m_windows->setPrefix(tr("windows: "));
    m_windows->setSpecialValueText(tr("windows: all"));
    auto* browse = named(new QPushButton(tr("…")), QStringLiteral("perplexityBrowse"), tr("Choose a text file"),
                         tr("Choose a text file"));
    browse->setMaximumWidth(32);
    m_original = named(new QPushButton(tr("Measure original")), QStringLiteral("measureOriginal"),
                       tr("Measure original"), tr("Perplexity of the open model"));
    m_result = named(new QPushButton(tr("Measure result")), QStringLiteral("measureResult"), tr("Measure result"),
                     tr("Perplexity of what the run wrote"));
    m_stop = named(new QPushButton(tr("Stop measuring")), QStringLiteral("measureStop"), tr("Stop measuring"),
                   tr("Ends the measurement"));
    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("perplexityWords"));
    m_words->setWordWrap(true);
    connect(browse, &QPushButton::clicked, this, &PerplexityPanel::chooseFile);
    connect(m_file, &QLineEdit::textChanged, this, &PerplexityPanel::showState);
    connect(m_original, &QPushButton::clicked, this, [this] { measure(m_session.modelFolder(), tr("original")); });
    connect(m_result, &QPushButton::clicked, this, [this] { measure(m_session.resultFolder(), tr("result")); });
    connect(m_stop, &QPushButton::clicked, m_engine, &EngineProcess::cancel);
    auto* text = new QHBoxLayout;
    text->addWidget(m_file, 1);
    text->addWidget(browse);
    text->addWidget(m_windows);
    auto* left = new QVBoxLayout;
    left->addLayout(text);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_original);
    buttons->addWidget(m_result);
    buttons->addWidget(m_stop);
    left->addLayout(buttons);
    left->addWidget(m_words);
    left->addStretch(1);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(6, 4, 6, 4);
    all->addLayout(left, 2);
    all->addWidget(m_chart, 3);
}

void PerplexityPanel::setTextFile(const QString& file) {
    m_file->setText(file);
}

void PerplexityPanel::chooseFile() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Text to measure on"), m_file->text());
    if (!file.isEmpty()) {
        setTextFile(file);
    }
}

void PerplexityPanel::measure(const QString& model, const QString& name) {
    Q_EMIT m_session.triedAgain(headline());
    m_measured = name;
    m_record = RunRecord();
    m_chart->showChart({});
    m_words->setText(tr("Reading %1…").arg(QFileInfo(model).fileName()));
    const Json arguments = {
        {"model", model.toStdString()}, {"text", m_file->text().toStdString()}, {"windows", m_windows->value()}};
    m_engine->request(QStringLiteral("evaluate"), jsonToText(arguments));
    showState();
}

void PerplexityPanel::take(const std::vector<Event>& events) {
    for (const Event& event : events) {
        m_record.apply(event);
    }
    m_chart->showChart(runningPerplexity(m_record, chartWord));
}

void PerplexityPanel::finish(const QString& words) {
    m_results.append(words);
    m_words->setText(m_results.mid(std::max<qsizetype>(0, m_results.size() - 4)).join(QLatin1Char('\n')));
    m_measured.clear();
    showState();
}

void PerplexityPanel::showState() {
    const bool idle = m_measured.isEmpty();
    const bool text = !m_file->text().isEmpty();
    m_original->setEnabled(idle && text && !m_session.modelFolder().isEmpty());
    m_result->setEnabled(idle && text && !m_session.resultFolder().isEmpty());
    m_stop->setEnabled(!idle);
}

} // namespace salient::ui
