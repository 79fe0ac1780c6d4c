// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnose/budget_panel.h"

#include "ui/diagnose/budget_words.h"
#include "ui/plots/chart_view.h"
#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>

#include <cmath>

namespace salient::ui {

static constexpr int kSliderSteps = 1000;
static constexpr int kLeastHeight = 265; ///< pixels; below it the names of the chart's axes do not fit

BudgetPanel::BudgetPanel(Session& session, Measurement& measurement, QWidget* parent)
    : QWidget(parent), m_session(session), m_budget(new Budget(session, measurement, this)),
      m_run(new MarkedRun(session, measurement, *m_budget, this)),
      m_chart(new ChartView(QStringLiteral("budgetChart"),
                            tr("Size against quality is drawn here when the sensitivity is measured."))) {
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 4, 0);
    column->setSpacing(4);
    column->addWidget(buildFields());
    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("budgetWords"));
    m_promise = new QLabel;
    m_promise->setObjectName(QStringLiteral("budgetPromise"));
    for (QLabel* label : {m_words, m_promise}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    }
    column->addWidget(buildButtons());
    column->addWidget(m_words);
    column->addWidget(m_promise);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("budgetScroll"));
    scroll->setWidget(side);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(side->minimumSizeHint().width() + 20);
    setMinimumHeight(kLeastHeight);
    auto* left = new QVBoxLayout;
    left->setSpacing(0);
    left->addWidget(buildViewRow());
    left->addWidget(m_chart, 1);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(4, 2, 4, 2);
    all->addLayout(left, 3);
    all->addWidget(scroll, 2);
    connect(m_budget, &Budget::changed, this, &BudgetPanel::refresh);
    connect(m_run, &MarkedRun::changed, this, &BudgetPanel::refresh);
    connect(&measurement, &Measurement::progressed, this, &BudgetPanel::refresh);
    connect(&session, &Session::runStateChanged, this, &BudgetPanel::refresh);
    connect(m_chart, &ChartView::limitDragged, this,
            [this](double place) { m_budget->setBits(bitsAtSize(m_budget->record(), view(), place)); });
    refresh();
}

QWidget* BudgetPanel::buildViewRow() {
    m_size = named(new QComboBox, QStringLiteral("budgetSizeBox"), tr("Size"), tr("What the lower axis shows"));
    m_size->addItems({tr("Bits per weight"), tr("File size")});
    m_quality = named(new QComboBox, QStringLiteral("budgetQualityBox"), tr("Quality"), tr("What the left axis shows"));
    m_quality->addItems({tr("KL"), tr("Perplexity")});
    for (QComboBox* box : {m_size, m_quality}) {
        connect(box, &QComboBox::activated, this, &BudgetPanel::refresh);
    }
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(6, 0, 6, 0);
    row->addWidget(m_size);
    row->addWidget(m_quality);
    auto* hint = new QLabel(tr("Drag the budget line."));
    hint->setObjectName(QStringLiteral("budgetHint"));
    row->addWidget(hint);
    row->addStretch(1);
    return bar;
}

QWidget* BudgetPanel::buildFields() {
    m_slider = named(new QSlider(Qt::Horizontal), QStringLiteral("budgetSlider"), tr("Budget"),
                     tr("From the smallest possible size to the largest"));
    m_slider->setRange(0, kSliderSteps);
    m_bits = named(new QDoubleSpinBox, QStringLiteral("budgetBits"), tr("Bits per weight"),
                   tr("Of the measured layers, scales and zero points included"));
    m_bits->setDecimals(3);
    m_bits->setRange(0.5, 32.0);
    m_bits->setSingleStep(0.05);
    m_bits->setSuffix(tr(" bits"));
    m_megabytes = named(new QDoubleSpinBox, QStringLiteral("budgetMegabytes"), tr("Weight files"),
                        tr("All weight files, with what is not quantised"));
    m_megabytes->setRange(0.001, 1e7);
    m_megabytes->setSuffix(tr(" MB"));
    for (QDoubleSpinBox* box : {m_bits, m_megabytes}) {
        box->setKeyboardTracking(false); // a number half typed is no budget
    }
    m_eight = named(new QCheckBox(tr("8 bit")), QStringLiteral("budgetEight"), tr("8 bit may be chosen"),
                    tr("Whether sets may get 8 bits, which AutoAWQ's formats do not hold"));
    m_sixteen = named(new QCheckBox(tr("16 bit")), QStringLiteral("budgetSixteen"), tr("16 bit may be chosen"),
                      tr("Whether sets may stay in 16 bit"));
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        const auto& [low, high] = m_budget->range();
        m_budget->setBits(low + (high - low) * step / kSliderSteps);
    });
    connect(m_bits, &QDoubleSpinBox::valueChanged, this, [this](double bits) { m_budget->setBits(bits); });
    connect(m_megabytes, &QDoubleSpinBox::valueChanged, this,
            [this](double size) { m_budget->setBytes(static_cast<qint64>(std::llround(size * 1e6))); });
    connect(m_eight, &QCheckBox::toggled, this, [this](bool on) { m_budget->allow(8, on); });
    connect(m_sixteen, &QCheckBox::toggled, this, [this](bool on) { m_budget->allow(16, on); });
    auto* fields = new QWidget;
    auto* grid = new QGridLayout(fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(new QLabel(tr("Budget:")), 0, 0);
    grid->addWidget(m_slider, 0, 1, 1, 3);
    grid->addWidget(m_bits, 1, 0, 1, 2);
    grid->addWidget(m_megabytes, 1, 2, 1, 2);
    auto* allowed = new QHBoxLayout;
    allowed->addWidget(new QLabel(tr("Sets may get:")));
    allowed->addWidget(m_eight);
    allowed->addWidget(m_sixteen);
    allowed->addStretch(1);
    grid->addLayout(allowed, 2, 0, 1, 4);
    return fields;
}

QWidget* BudgetPanel::buildButtons() {
    m_use = named(new QPushButton(tr("Use these marks")), QStringLiteral("budgetUse"), tr("Use these marks"),
                  tr("Puts the bits chosen into the recipe, as one step that can be undone"));
    m_again = named(new QPushButton(tr("Quantise again with these marks")), QStringLiteral("budgetAgain"),
                    tr("Quantise again with these marks"),
                    tr("Starts a run with the settings of the measured one and these marks, into a new folder"));
    connect(m_use, &QPushButton::clicked, m_budget, &Budget::useMarks);
    connect(m_again, &QPushButton::clicked, m_run, &MarkedRun::start);
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_use);
    row->addWidget(m_again);
    row->addStretch(1);
    return buttons;
}

BudgetView BudgetPanel::view() const {
    BudgetView view;
    view.size = m_size->currentIndex() == 0 ? BudgetView::Size::BitsPerWeight : BudgetView::Size::Megabytes;
    view.quality = m_quality->currentIndex() == 0 ? BudgetView::Quality::Kl : BudgetView::Quality::Perplexity;
    return view;
}

void BudgetPanel::refreshFields() {
    const QSignalBlocker sliderQuiet(m_slider);
    const QSignalBlocker bitsQuiet(m_bits);
    const QSignalBlocker megabytesQuiet(m_megabytes);
    const QSignalBlocker eightQuiet(m_eight);
    const QSignalBlocker sixteenQuiet(m_sixteen);
    m_eight->setChecked(m_budget->allows(8));
    m_sixteen->setChecked(m_budget->allows(16));
    for (QWidget* field :
         {static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_bits), static_cast<QWidget*>(m_megabytes),
          static_cast<QWidget*>(m_eight), static_cast<QWidget*>(m_sixteen)}) {
        field->setEnabled(m_budget->ready());
    }
    if (!m_budget->ready()) {
        return;
    }
    const auto& [low, high] = m_budget->range();
    const double share = high > low ? (m_budget->bits() - low) / (high - low) : 0.0;
    m_slider->setValue(static_cast<int>(std::lround(share * kSliderSteps)));
    m_bits->setValue(m_budget->bits());
    const double megabytes = static_cast<double>(m_budget->bytes()) / 1e6;
    m_megabytes->setDecimals(megabytes < 10.0 ? 4 : 1);
    m_megabytes->setSingleStep(std::max(1e-4, megabytes / 100.0));
    m_megabytes->setValue(megabytes);
}

void BudgetPanel::refresh() {
    refreshFields();
    ChartData chart = m_budget->chart(view());
    chart.summary.clear(); // the words beside it say more
    m_chart->showChart(chart);
    m_words->setText(budgetWords(*m_budget));
    m_promise->setText(m_run->words());
    m_promise->setVisible(!m_run->words().isEmpty());
    m_use->setEnabled(m_budget->answer().has_value() && !m_budget->inUse());
    m_again->setEnabled(m_run->canStart());
}

} // namespace salient::ui
