// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnose/sensitivity_panel.h"

#include "ui/diagnose/measure_form.h"
#include "ui/diagnose/place_selection.h"
#include "ui/plots/chart_view.h"
#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

namespace salient::ui {

SensitivityPanel::SensitivityPanel(Session& session, Measurement& measurement, QWidget* parent)
    : QWidget(parent), m_session(session), m_measurement(measurement), m_stack(new QStackedWidget),
      m_form(new MeasureForm(session, measurement)),
      m_chart(new ChartView(QStringLiteral("sensitivityChart"), tr("This sweep was not measured. Measure again."))) {
    auto* charts = new QWidget;
    auto* column = new QVBoxLayout(charts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(buildControls());
    column->addWidget(m_chart, 1);
    m_stack->addWidget(m_form);
    m_stack->addWidget(charts);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    connect(&measurement, &Measurement::changed, this, &SensitivityPanel::rebuild);
    connect(&measurement, &Measurement::changed, this, &SensitivityPanel::showState);
    connect(m_form, &MeasureForm::leaveWanted, this, &SensitivityPanel::showState);
    connect(&session, &Session::recipeChanged, this, &SensitivityPanel::refreshMarks);
    connect(&session, &Session::selectionChanged, this, &SensitivityPanel::refreshMarks);
    selectFrom(*m_chart, m_session, [this](int place) { return modulesAt(place); });
    rebuild();
    showState();
}

QWidget* SensitivityPanel::buildControls() {
    m_measure = named(new QComboBox, QStringLiteral("effectBox"), tr("What is measured"), tr("What the bars show"));
    m_measure->addItems({tr("KL"), tr("Perplexity")});
    m_sweep = named(new QComboBox, QStringLiteral("sweepBox"), tr("Sweep"),
                    tr("What a set costs in the original, or gives back in the quantised model"));
    m_sweep->addItems({tr("quantised alone"), tr("restored alone")});
    m_sorted = named(new QCheckBox(tr("Sorted")), QStringLiteral("sortedBox"), tr("Sorted"),
                     tr("The costliest first, instead of the order of the model"));
    m_threshold = named(new QDoubleSpinBox, QStringLiteral("effectThreshold"), tr("Threshold"),
                        tr("A line in the chart; the sets above it can be selected at once"));
    m_threshold->setDecimals(5);
    m_threshold->setRange(0.0, 1000.0);
    m_threshold->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    auto* above = named(new QPushButton(tr("Select above")), QStringLiteral("selectAbove"), tr("Select above"),
                        tr("Selects all sets above the threshold"));
    auto* again = named(new QPushButton(tr("Measure…")), QStringLiteral("measureAgain"), tr("Measure again"),
                        tr("Shows what a measurement needs"));
    for (QComboBox* box : {m_measure, m_sweep}) {
        connect(box, &QComboBox::activated, this, &SensitivityPanel::rebuild);
    }
    connect(m_sorted, &QCheckBox::toggled, this, &SensitivityPanel::rebuild);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, &SensitivityPanel::refreshMarks);
    connect(above, &QPushButton::clicked, this, &SensitivityPanel::selectAbove);
    connect(again, &QPushButton::clicked, this, [this] { m_stack->setCurrentIndex(0); });
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(6, 0, 6, 0);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_measure), static_cast<QWidget*>(m_sweep), static_cast<QWidget*>(m_sorted),
          static_cast<QWidget*>(m_threshold), static_cast<QWidget*>(above)}) {
        row->addWidget(widget);
    }
    row->addStretch(1);
    row->addWidget(again);
    return bar;
}

SensitivityView SensitivityPanel::view() const {
    SensitivityView view;
    view.measure = m_measure->currentIndex() == 0 ? SensitivityView::Measure::Kl : SensitivityView::Measure::Perplexity;
    view.sweep = m_sweep->currentIndex() == 0 ? SensitivityView::Sweep::Alone : SensitivityView::Sweep::Restored;
    view.sorted = m_sorted->isChecked();
    return view;
}

void SensitivityPanel::showState() {
    m_stack->setCurrentIndex(m_measurement.record() ? 1 : 0);
}

void SensitivityPanel::rebuild() {
    m_effects = {};
    m_data = {};
    if (const auto& record = m_measurement.record()) {
        m_effects = setEffects(*record, view());
        m_data = sensitivityBars(*record, view(), m_effects, chartWord);
        double largest = 0;
        for (const SetEffect& effect : m_effects.sets) {
            largest = std::max(largest, effect.value);
        }
        const QSignalBlocker quiet(m_threshold);
        m_threshold->setValue(std::max(m_effects.floor, 0.5 * largest)); // half of the worst stands out
    }
    refreshMarks();
}

QStringList SensitivityPanel::modulesAt(int place) const {
    QStringList modules;
    if (m_measurement.record() && place >= 0 && static_cast<size_t>(place) < m_effects.sets.size()) {
        for (const std::string& module :
             m_measurement.record()->sets[m_effects.sets[static_cast<size_t>(place)].set].modules) {
            modules.append(text(module));
        }
    }
    return modules;
}

void SensitivityPanel::refreshMarks() {
    ChartMarks marks;
    for (int place = 0; place < static_cast<int>(m_effects.sets.size()); ++place) {
        for (const QString& module : modulesAt(place)) {
            if (m_session.selectedLayers().contains(module)) {
                marks.selected.insert(place);
            }
            if (const std::optional<int> bits = m_session.markOf(module)) {
                marks.roles.insert(place, *bits == 8 ? SeriesRole::Second : SeriesRole::Winner);
            }
        }
    }
    ChartData chart = m_data;
    if (!chart.empty()) {
        chart.level = ChartLevel{m_threshold->value(), tr("threshold").toStdString()};
    }
    m_chart->setMarks(marks);
    m_chart->showChart(chart);
}

// What is within the noise is no reason to spend bits, wherever the threshold is.
void SensitivityPanel::selectAbove() {
    QSet<QString> modules;
    for (size_t place = 0; place < m_effects.sets.size(); ++place) {
        if (m_effects.sets[place].value > m_threshold->value() && !m_effects.sets[place].noise) {
            for (const QString& module : modulesAt(static_cast<int>(place))) {
                modules.insert(module);
            }
        }
    }
    m_session.selectLayers(modules);
}

} // namespace salient::ui
