// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnose/measure_form.h"

#include "ui/json_values.h"
#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace salient::ui {

static constexpr int kUsualContext = 2048;

MeasureForm::MeasureForm(Session& session, Measurement& measurement, QWidget* parent)
    : QWidget(parent), m_session(session), m_measurement(measurement) {
    build();
    connect(&measurement, &Measurement::progressed, this, &MeasureForm::refresh);
    connect(&measurement, &Measurement::changed, this, &MeasureForm::followModel);
    connect(&session, &Session::runStateChanged, this, &MeasureForm::refresh);
    connect(&session, &Session::inspectionChanged, this, &MeasureForm::followModel);
    connect(&session, &Session::recordChanged, this, [this](const QSet<int>& parts) {
        if (holds(parts, {RecordPart::State})) {
            askForContext();
        }
    });
    connect(m_text, &QLineEdit::textChanged, this, &MeasureForm::refresh);
    followModel();
    askForContext();
}

QWidget* MeasureForm::buildFields() {
    m_text = named(new QLineEdit, QStringLiteral("sensitivityText"), tr("Text to measure on"),
                   tr("A text file that the calibration did not see"));
    m_text->setPlaceholderText(tr("Text file"));
    m_browse = named(new QPushButton(tr("…")), QStringLiteral("sensitivityBrowse"), tr("Choose a text file"),
                     tr("Choose a text file"));
    m_browse->setMaximumWidth(32);
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Text to measure on"), m_text->text());
        if (!file.isEmpty()) {
            m_text->setText(file);
        }
    });
    m_windows = named(new QSpinBox, QStringLiteral("sensitivityWindows"), tr("Windows"),
                      tr("More windows make the noise smaller and take longer in the same measure"));
    m_windows->setRange(2, 10'000);
    m_windows->setValue(8);
    m_context =
        named(new QSpinBox, QStringLiteral("sensitivityContext"), tr("Tokens per window"), tr("Length of each window"));
    m_context->setRange(8, 1'000'000);
    m_sweep = named(new QComboBox, QStringLiteral("sensitivitySweep"), tr("What is measured"),
                    tr("Both together predict best, and take twice the time"));
    m_sweep->addItem(tr("Both sweeps"), QStringLiteral("both"));
    m_sweep->addItem(tr("Only this one quantised"), QStringLiteral("alone"));
    m_sweep->addItem(tr("Only this one restored"), QStringLiteral("restored"));
    auto* file = new QHBoxLayout;
    file->addWidget(m_text, 1);
    file->addWidget(m_browse);
    auto* fields = new QWidget;
    auto* form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("Text:"), file);
    form->addRow(tr("Windows:"), m_windows);
    form->addRow(tr("Tokens each:"), m_context);
    form->addRow(tr("Sweeps:"), m_sweep);
    return fields;
}

void MeasureForm::build() {
    auto* title = new QLabel(tr("<b>Measure sensitivity</b>"));
    auto* what = new QLabel(
        tr("The error of a layer does not say what it costs. This measures it: each set of layers "
           "quantised alone, and each one restored, on a text of yours. It can be stopped, and goes on there later."));
    what->setWordWrap(true);
    m_start = named(new QPushButton(tr("Measure")), QStringLiteral("sensitivityStart"), tr("Measure sensitivity"),
                    tr("Measures the layers of the run that is shown"));
    m_cancel = named(new QPushButton(tr("Cancel")), QStringLiteral("sensitivityCancel"), tr("Cancel the measurement"),
                     tr("Stops; what was measured is kept, and the same measurement goes on there"));
    m_back = named(new QPushButton(tr("Back to the chart")), QStringLiteral("sensitivityBack"), tr("Back to the chart"),
                   tr("Shows the measurement that is there"));
    connect(m_start, &QPushButton::clicked, this, &MeasureForm::start);
    connect(m_cancel, &QPushButton::clicked, &m_measurement, &Measurement::cancel);
    connect(m_back, &QPushButton::clicked, this, &MeasureForm::leaveWanted);
    m_bar = new QProgressBar;
    m_bar->setObjectName(QStringLiteral("sensitivityBar"));
    m_bar->setAccessibleName(tr("Progress of the measurement"));
    m_bar->setRange(0, 1000);
    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("sensitivityWords"));
    m_words->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_start);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->addWidget(title);
    all->addWidget(what);
    all->addWidget(buildFields());
    all->addLayout(buttons);
    all->addWidget(m_bar);
    all->addWidget(m_words);
    all->addStretch(1);
}

void MeasureForm::followModel() {
    int longest = kUsualContext;
    if (!m_session.inspection().empty()) {
        const Json sizes = jsonFromText(m_session.inspection()).value("sizes", Json::object());
        if (const qint64 positions = countAt(sizes, "max_positions"); positions > 0) {
            longest = static_cast<int>(std::min<qint64>(positions, kUsualContext));
        }
    }
    if (const auto& record = m_measurement.record()) {
        m_text->setText(text(record->text));
        m_windows->setValue(static_cast<int>(record->windows));
        longest = static_cast<int>(record->context);
    }
    m_context->setValue(longest);
    refresh();
}

/// How long a text the run's model can read, where it is not the open one.
void MeasureForm::askForContext() {
    const auto& started = m_session.record().started();
    if (!started || started->model == m_askedFor || text(started->model) == m_session.modelFolder()) {
        return;
    }
    m_askedFor = started->model;
    const Json arguments = {{"model", m_askedFor}};
    m_session.desk().ask(
        QStringLiteral("inspect"), jsonToText(arguments), this,
        [this](const std::string& json) {
            const Json sizes = jsonFromText(json).value("sizes", Json::object());
            const qint64 positions = countAt(sizes, "max_positions");
            if (positions > 0 && !m_measurement.record()) {
                m_context->setValue(static_cast<int>(std::min<qint64>(positions, kUsualContext)));
            }
        },
        [](const Failed&) {}); // the model may be gone; measuring will say so
}

void MeasureForm::start() {
    m_measurement.start({m_text->text(), m_windows->value(), m_context->value(), m_sweep->currentData().toString()});
}

void MeasureForm::refresh() {
    const bool busy = m_measurement.measuring();
    for (QWidget* field :
         {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_browse), static_cast<QWidget*>(m_windows),
          static_cast<QWidget*>(m_context), static_cast<QWidget*>(m_sweep)}) {
        field->setEnabled(!busy);
    }
    m_start->setEnabled(m_measurement.canStart() && !m_text->text().isEmpty());
    m_cancel->setEnabled(busy);
    m_back->setVisible(m_measurement.record().has_value());
    m_bar->setVisible(busy);
    m_bar->setValue(static_cast<int>(1000.0 * m_measurement.fraction()));
    if (busy) {
        m_words->setText(m_measurement.words());
    } else if (m_measurement.canStart() && m_measurement.begun()) {
        m_words->setText(tr("A measurement was begun here. With the same text, windows and tokens it goes on where it "
                            "stopped."));
    } else {
        m_words->setText(m_measurement.canStart() ? QString()
                                                  : tr("A finished run has to be shown; open one in History."));
    }
}

} // namespace salient::ui
