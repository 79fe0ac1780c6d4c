// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/diagnose_page.h"

#include "core/record/chart_words.h"
#include "core/record/run_charts.h"
#include "ui/diagnose/budget_panel.h"
#include "ui/diagnose/measurement.h"
#include "ui/diagnose/place_selection.h"
#include "ui/diagnose/sensitivity_panel.h"
#include "ui/plots/chart_view.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/layer_table.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace salient::ui {

DiagnosePage::DiagnosePage(Session& session, LayerModel& layers, QWidget* parent)
    : Page(QStringLiteral("diagnose"), tr("Diagnose"), parent), m_session(session),
      m_measurement(new Measurement(session, this)), m_stack(new QStackedWidget),
      m_chart(new ChartView(QStringLiteral("diagnoseChart"),
                            tr("The layers' errors are drawn when a run has packed one."))),
      m_measure(new QComboBox), m_threshold(new QDoubleSpinBox), m_size(new QLabel), m_exports(new QLabel) {
    auto* empty =
        new EmptyState(tr("No measurement yet"),
                       tr("Every run measures the error of each layer. Start one, or open an old one in History; "
                          "then mark the layers that suffer for 8 or 16 bits here."),
                       tr("Go to Run"));
    connect(empty->button(), &QPushButton::clicked, this,
            [this] { Q_EMIT m_session.pageWanted(QStringLiteral("run")); });
    auto* centre = new QWidget;
    auto* all = new QVBoxLayout(centre);
    all->setContentsMargins(8, 6, 8, 6);
    all->addWidget(buildControls());
    auto* charts = new QSplitter(Qt::Horizontal);
    charts->addWidget(m_chart);
    charts->addWidget(new SensitivityPanel(session, *m_measurement));
    charts->setChildrenCollapsible(false);
    charts->setSizes({1000, 1000}); // shares, not pixels
    all->addWidget(charts, 1);
    all->addWidget(m_exports);
    m_exports->setWordWrap(true);
    m_exports->setObjectName(QStringLiteral("marksLabel"));
    m_stack->addWidget(empty);
    m_stack->addWidget(centre);
    setCentralWidget(m_stack);
    QDockWidget* dock =
        addDock(QStringLiteral("diagnoseLayersDock"), tr("Layers"),
                new LayerTable(session, layers, QStringLiteral("diagnoseLayers")), Qt::BottomDockWidgetArea);
    QDockWidget* budgetDock = addDock(QStringLiteral("budgetDock"), tr("Budget"),
                                      new BudgetPanel(session, *m_measurement), Qt::BottomDockWidgetArea);
    tabifyDockWidget(dock, budgetDock);
    dock->raise();
    resizeDocks({dock}, {230}, Qt::Vertical);
    connect(m_measurement, &Measurement::changed, budgetDock, [this, budgetDock] {
        if (m_measurement->record()) { // what to do with it
            budgetDock->raise();
        }
    });
    buildActions();
    rememberLayout();

    connect(&session, &Session::recordChanged, this, [this](const QSet<int>& parts) {
        if (parts.isEmpty()) {
            m_thresholdChosen = false;
        }
        if (holds(parts, {RecordPart::Layers})) {
            refresh();
        }
    });
    connect(&session, &Session::recipeChanged, this, &DiagnosePage::refreshChart);
    connect(&session, &Session::planChanged, this, &DiagnosePage::refreshSummary);
    connect(&session, &Session::selectionChanged, this, &DiagnosePage::refreshChart);
    selectFrom(*m_chart, m_session, [this](int place) { return modulesAt(place); });
    refresh();
}

QWidget* DiagnosePage::buildControls() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_measure->setObjectName(QStringLiteral("measureBox"));
    m_measure->setAccessibleName(tr("What the bars show"));
    m_measure->setToolTip(tr("What the bars show"));
    m_measure->addItems({tr("Output error"), tr("SQNR")});
    connect(m_measure, &QComboBox::activated, this, [this] {
        m_thresholdChosen = false;
        refresh();
    });
    m_threshold->setObjectName(QStringLiteral("thresholdBox"));
    m_threshold->setAccessibleName(tr("Threshold"));
    m_threshold->setToolTip(tr("The line in the chart; layers on its bad side can be selected at once"));
    m_threshold->setDecimals(5);
    m_threshold->setRange(0.0, 200.0);
    m_threshold->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, [this] {
        m_thresholdChosen = true;
        refreshChart();
    });
    auto* worse = new QPushButton(tr("Select beyond the line"));
    worse->setObjectName(QStringLiteral("selectWorse"));
    worse->setToolTip(tr("Selects all layers on the bad side of the threshold"));
    worse->setAccessibleName(worse->text());
    connect(worse, &QPushButton::clicked, this, &DiagnosePage::selectWorse);
    row->addWidget(new QLabel(tr("Bars:")));
    row->addWidget(m_measure);
    row->addWidget(new QLabel(tr("Threshold:")));
    row->addWidget(m_threshold);
    row->addWidget(worse);
    for (const auto& [bits, words] : {std::pair{8, tr("Mark 8 bit")}, {16, tr("Mark 16 bit")}, {4, tr("Unmark")}}) {
        auto* button = new QPushButton(words);
        button->setObjectName(QStringLiteral("markButton%1").arg(bits));
        button->setAccessibleName(words);
        button->setToolTip(bits == 4 ? tr("Takes the marks of the selected layers away")
                                     : tr("Marks the selected layers, and what is fused with them"));
        connect(button, &QPushButton::clicked, this, [this, bits = bits] { markSelected(bits); });
        row->addWidget(button);
    }
    row->addStretch(1);
    m_size->setObjectName(QStringLiteral("sizeLabel"));
    row->addWidget(m_size);
    return bar;
}

void DiagnosePage::buildActions() {
    const auto add = [this](const char* name, const QString& words, const QString& tip, const QKeySequence& keys,
                            auto does) {
        QAction* action = addPageAction(QString::fromLatin1(name), words, tip);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, does);
    };
    add("mark8", tr("Mark 8 bit"), tr("Marks the selected layers for 8 bits"), QKeySequence(tr("Alt+8")),
        [this] { markSelected(8); });
    add("mark16", tr("Mark 16 bit"), tr("Leaves the selected layers in 16 bits"), QKeySequence(tr("Alt+6")),
        [this] { markSelected(16); });
    add("unmark", tr("Unmark"), tr("Takes the marks of the selected layers away"), QKeySequence(tr("Alt+4")),
        [this] { markSelected(4); });
    add("selectBeyond", tr("Select beyond the threshold"), tr("Selects all layers on the bad side of the threshold"),
        QKeySequence(tr("Alt+T")), [this] { selectWorse(); });
    add("selectNone", tr("Select nothing"), tr("Clears the selection of layers"), QKeySequence(tr("Ctrl+Shift+A")),
        [this] { m_session.selectLayers({}); });
}

bool DiagnosePage::shownAsSqnr() const {
    return m_measure->currentIndex() == 1;
}

QStringList DiagnosePage::modulesAt(int place) const {
    const auto& layers = m_session.record().layers();
    return place >= 0 && static_cast<size_t>(place) < layers.size()
               ? QStringList{text(layers[static_cast<size_t>(place)].layer.module)}
               : QStringList();
}

void DiagnosePage::refresh() {
    const auto& layers = m_session.record().layers();
    m_stack->setCurrentIndex(layers.empty() ? 0 : 1);
    if (!m_thresholdChosen && !layers.empty()) {
        // Twice the median stands out without being an accident; 3 dB below it for the ratio.
        std::vector<double> errors;
        for (const LayerRecord& one : layers) {
            if (one.layer.bits != 16) {
                errors.push_back(shownAsSqnr() ? one.layer.sqnrDb : one.layer.relativeError);
            }
        }
        if (!errors.empty()) {
            const double middle = medianOf(errors);
            const QSignalBlocker quiet(m_threshold);
            m_threshold->setValue(shownAsSqnr() ? middle - 3.0 : middle * 2.0);
        }
    }
    refreshChart();
}

void DiagnosePage::refreshChart() {
    ChartData chart =
        shownAsSqnr() ? layerSqnr(m_session.record(), chartWord) : layerErrors(m_session.record(), chartWord);
    if (!chart.empty()) {
        chart.level = ChartLevel{m_threshold->value(), tr("threshold").toStdString()};
    }
    ChartMarks marks;
    const auto& layers = m_session.record().layers();
    for (size_t i = 0; i < layers.size(); ++i) {
        const QString module = text(layers[i].layer.module);
        if (m_session.selectedLayers().contains(module)) {
            marks.selected.insert(static_cast<int>(i));
        }
        if (const std::optional<int> bits = m_session.markOf(module)) {
            marks.roles.insert(static_cast<int>(i), *bits == 8 ? SeriesRole::Second : SeriesRole::Winner);
        }
    }
    m_chart->setMarks(marks);
    m_chart->showChart(chart);
    refreshSummary();
}

void DiagnosePage::refreshSummary() {
    int eight = 0;
    int sixteen = 0;
    for (const Mark& mark : m_session.recipe().marks) {
        (mark.bits == 8 ? eight : sixteen) += 1;
    }
    if (const auto& plan = m_session.plan()) {
        m_size->setText(tr("Result: <b>%1</b>, %2 bits per weight")
                            .arg(bytesText(plan->outputBytes), QLocale().toString(plan->bitsPerWeight, 'f', 2)));
    } else {
        m_size->setText(m_session.modelFolder().isEmpty() ? tr("Open the run's model to see the size") : QString());
    }
    if (eight + sixteen == 0) {
        m_exports->setText(
            tr("No marks. Select bars or rows and mark them: Alt+8 for 8 bits, Alt+6 for 16, Alt+4 to take "
               "a mark away."));
        return;
    }
    const ThemeColors colors = Theme::colors(palette());
    const QString box = QStringLiteral("<span style='color:%1'>■</span>");
    QString words = tr("%1 8 bit %2 16 bit", "colours of marked bars")
                        .arg(box.arg(colors.second.name()), box.arg(colors.winner.name())) +
                    QStringLiteral(" &nbsp; ") + tr("Marked: %n layer(s) for 8 bit", nullptr, eight) +
                    tr(", %n for 16 bit.", nullptr, sixteen) + QLatin1Char(' ') +
                    tr("Marks count from the next run on.");
    m_exports->setText(words + formatWords());
}

/// Why the format of the recipe does not hold the marks, and which one would.
QString DiagnosePage::formatWords() const {
    if (!m_session.plan()) {
        return {};
    }
    const auto& formats = m_session.plan()->formats;
    const QString wanted = text(m_session.recipe().format);
    const OfferedFormat* format = formatNamed(formats, wanted);
    if (format == nullptr || format->verdict != OfferedFormat::Verdict::No) {
        return {};
    }
    const QString other = possibleFormat(formats, wanted);
    const QString words =
        QLatin1Char(' ') + tr("%1 cannot hold this: %2").arg(wanted, format->reasons.value(0).toHtmlEscaped());
    return other.isEmpty() ? words
                           : words + QLatin1Char(' ') + tr("Choose another format on Run, for example %1.").arg(other);
}

void DiagnosePage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) { // colours stand in the text
        refreshSummary();
    }
}

void DiagnosePage::markSelected(int bits) {
    const QSet<QString>& chosen = m_session.selectedLayers();
    if (chosen.isEmpty()) {
        Q_EMIT m_session.said(tr("Select layers first: click bars, draw a rectangle, or choose rows."));
        return;
    }
    m_session.markLayers(QStringList(chosen.begin(), chosen.end()), bits);
}

void DiagnosePage::selectWorse() {
    QSet<QString> modules;
    for (const LayerRecord& one : m_session.record().layers()) {
        const bool worse =
            shownAsSqnr() ? one.layer.sqnrDb < m_threshold->value() : one.layer.relativeError > m_threshold->value();
        if (one.layer.bits != 16 && worse) {
            modules.insert(text(one.layer.module));
        }
    }
    m_session.selectLayers(modules);
}

} // namespace salient::ui
