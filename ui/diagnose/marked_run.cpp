// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnose/marked_run.h"

#include "core/run_folder.h"
#include "kernels/error.h"
#include "ui/json_values.h"
#include "ui/text.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <cmath>

namespace salient::ui {

namespace {

/// A folder of this name that is not there yet, beside the measured result.
std::filesystem::path freeFolder(const std::filesystem::path& measured) {
    const QString base = QFileInfo(text(measured.string())).absoluteFilePath() + QStringLiteral("-mixed");
    QString folder = base;
    for (int number = 2; QFileInfo::exists(folder); ++number) {
        folder = base + QStringLiteral("-%1").arg(number);
    }
    return folder.toStdString();
}

} // namespace

MarkedRun::MarkedRun(Session& session, Measurement& measurement, Budget& budget, QObject* parent)
    : QObject(parent), m_session(session), m_measurement(measurement), m_budget(budget) {
    connect(&session, &Session::recordChanged, this, [this](const QSet<int>& parts) {
        if (holds(parts, {RecordPart::State})) {
            follow();
        }
    });
    connect(&measurement, &Measurement::changed, this, [this] { say({}); });
}

bool MarkedRun::canStart() const {
    return m_budget.answer().has_value() && !m_asking && m_session.runState() == RunState::Idle &&
           !m_measurement.measuring();
}

void MarkedRun::start() {
    if (!canStart()) {
        return;
    }
    m_budget.useMarks();
    const std::vector<Mark> marks = m_session.recipe().marks; // those by hand among them
    try {
        Recipe recipe = readRunRecipe(m_measurement.runFolder().toStdString());
        recipe.model = m_budget.record().model;
        recipe.marks = marks;
        recipe.output = freeFolder(recipe.output);
        recipe.overwrite = false;
        recipe.runFolder.clear();
        recipe.device = m_session.recipe().device;
        chooseFormat(std::move(recipe));
    } catch (const Error& error) {
        Q_EMIT m_session.failed({error.code(), error.what(), 2}, tr("Reading the settings of the measured run"));
    }
}

void MarkedRun::chooseFormat(Recipe recipe) {
    m_asking = true;
    Q_EMIT changed();
    m_budget.engine().ask(
        QStringLiteral("plan"), recipeToJson(recipe), this,
        [this, recipe](const std::string& result) {
            m_asking = false;
            const RunPlan plan = planFromJson(result);
            const QString format = possibleFormat(plan.formats, text(recipe.format));
            if (format.isEmpty()) {
                const OfferedFormat* wanted = formatNamed(plan.formats, text(recipe.format));
                say(tr("No format holds these marks.") + QLatin1Char(' ') +
                    (wanted == nullptr ? QString() : wanted->reasons.value(0).toHtmlEscaped()));
                return;
            }
            begin(recipe, format);
        },
        [this](const Failed& failure) {
            m_asking = false;
            Q_EMIT changed();
            Q_EMIT m_session.failed(failure, tr("Planning the run"));
        });
}

void MarkedRun::begin(Recipe recipe, const QString& format) {
    QString words;
    if (format != text(recipe.format)) {
        words = tr("%1 cannot hold these marks; the run writes %2.").arg(text(recipe.format), format);
        recipe.format = format.toStdString();
        Q_EMIT m_session.said(words);
    }
    m_session.changeRecipe(recipe, tr("quantise again with marks"));
    m_promised = m_budget.answer();
    m_session.startRun();
    m_running = m_session.runState() == RunState::Running;
    if (m_running) {
        say(words + QLatin1Char(' ') +
            tr("The run goes on; when it is done, its result is measured on the text of the measurement."));
        Q_EMIT m_session.pageWanted(QStringLiteral("run"));
    }
}

void MarkedRun::follow() {
    const RunRecord& run = m_session.record();
    if (!m_running || !run.ended()) {
        return;
    }
    m_running = false;
    if (!run.result()) {
        say(tr("The run with these marks did not finish."));
        return;
    }
    m_bytes = countAt(jsonFromText(*run.result()), "bytes_after");
    compare();
}

void MarkedRun::compare() {
    const SensitivityRecord& record = m_budget.record();
    const Json arguments = {{"model", record.model},
                            {"other", m_session.resultFolder().toStdString()},
                            {"text", record.text},
                            {"context", record.context},
                            {"windows", record.windows}};
    say(tr("Measuring the result on the text of the measurement…"));
    m_budget.engine().ask(
        QStringLiteral("compare"), jsonToText(arguments), this,
        [this](const std::string& json) { takeComparison(json); },
        [this](const Failed& failure) {
            say(tr("The result was not measured."));
            Q_EMIT m_session.failed(failure, tr("Measuring the result"));
        });
}

void MarkedRun::takeComparison(const std::string& json) {
    const Json result = jsonFromText(json);
    const Json kl = result.value("kl", Json::object());
    const double ratio = numberAt(result, "perplexity_ratio");
    const double error = numberAt(result, "log_ratio_error");
    const double perplexity = numberAt(result.value("other", Json::object()), "perplexity");
    const auto number = [](double value) { return QLocale().toString(value, 'f', 3); };
    const BudgetAnswer& promised = *m_promised;
    const double uncertain = 1.96 * perplexity * error;
    const QString verdict = perplexity + uncertain < promised.perplexityLow ? tr("The result is better than predicted.")
                            : perplexity - uncertain > promised.perplexityHigh
                                ? tr("The result is worse than predicted.")
                                : tr("The prediction holds.");
    m_budget.addMeasured({m_session.resultFolder().toStdString(), m_bytes, numberAt(kl, "mean"), 100.0 * (ratio - 1.0),
                          numberAt(kl, "standard_error"), 100.0 * ratio * error});
    say(tr("<b>Predicted and measured:</b> perplexity %1 (%2 to %3) and %4 ± %5; KL %6 and %7 ± %8.")
            .arg(number(promised.perplexity), number(promised.perplexityLow), number(promised.perplexityHigh),
                 number(perplexity), number(perplexity * error), numberText(promised.kl.mean),
                 numberText(numberAt(kl, "mean")), numberText(numberAt(kl, "standard_error"))) +
        QLatin1Char(' ') + verdict);
}

void MarkedRun::say(const QString& words) {
    m_words = words.trimmed();
    Q_EMIT changed();
}

} // namespace salient::ui
