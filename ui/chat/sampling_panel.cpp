// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/sampling_panel.h"

#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

#include <limits>

namespace salient::ui {

SamplingPanel::SamplingPanel(QWidget* parent) : QWidget(parent) {
    build();
    for (QCheckBox* box : {m_greedy, m_randomSeed}) {
        connect(box, &QCheckBox::toggled, this, &SamplingPanel::showEnabled);
    }
    connect(m_defaults, &QPushButton::clicked, this, [this] {
        ChatSettings defaults;
        defaults.system = m_system->toPlainText();
        showSettings(defaults);
    });
    showSettings({});
}

QDoubleSpinBox* SamplingPanel::numberBox(const QString& name, const QString& words, const QString& tip, double least,
                                         double most, double step) {
    auto* box = named(new QDoubleSpinBox, name, words, tip);
    box->setRange(least, most);
    box->setDecimals(2);
    box->setSingleStep(step);
    return box;
}

void SamplingPanel::build() {
    m_system = named(new QPlainTextEdit, QStringLiteral("systemPrompt"), tr("System prompt"),
                     tr("What the model is told before the first message; base models ignore it"));
    m_system->setPlaceholderText(tr("System prompt (none)"));
    m_system->setTabChangesFocus(true);
    m_system->setFixedHeight(m_system->fontMetrics().lineSpacing() * 5);
    m_greedy = named(new QCheckBox(tr("Greedy")), QStringLiteral("greedyBox"), tr("Greedy"),
                     tr("Always the likeliest token: the same reply each time, best for comparing two models"));
    m_temperature =
        numberBox(QStringLiteral("temperatureBox"), tr("Temperature"),
                  tr("How bold the choice is: 0 takes the likeliest, 1 draws as the model thinks"), 0, 5, 0.05);
    m_topK = named(new QSpinBox, QStringLiteral("topKBox"), tr("Top-k"), tr("Only this many likeliest tokens; 0: all"));
    m_topK->setRange(0, 1'000'000);
    m_topK->setSpecialValueText(tr("all"));
    m_topP = numberBox(QStringLiteral("topPBox"), tr("Top-p"),
                       tr("Only the likeliest tokens that together have this probability; 1: all"), 0.01, 1, 0.05);
    m_minP = numberBox(QStringLiteral("minPBox"), tr("Min-p"),
                       tr("Only tokens at least this likely, as a share of the likeliest one; 0: all"), 0, 1, 0.01);
    m_penalty = numberBox(QStringLiteral("penaltyBox"), tr("Repetition penalty"),
                          tr("Makes tokens that were there already less likely; 1: no penalty"), 0.01, 5, 0.05);
    m_randomSeed = named(new QCheckBox(tr("Random seed")), QStringLiteral("randomSeedBox"), tr("Random seed"),
                         tr("Another reply each time; both panes get the same seed"));
    m_seed = named(new QSpinBox, QStringLiteral("seedBox"), tr("Seed"), tr("The same seed gives the same reply"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_maxTokens = named(new QSpinBox, QStringLiteral("maxTokensBox"), tr("Most tokens"),
                        tr("A reply ends after this many tokens at the latest"));
    m_maxTokens->setRange(1, 1'000'000);
    m_defaults = named(new QPushButton(tr("Defaults")), QStringLiteral("samplingDefaults"), tr("Default sampling"),
                       tr("Puts all numbers back; the system prompt stays"));

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(m_greedy);
    form->addRow(tr("Temperature"), m_temperature);
    form->addRow(tr("Top-k"), m_topK);
    form->addRow(tr("Top-p"), m_topP);
    form->addRow(tr("Min-p"), m_minP);
    form->addRow(tr("Repetition"), m_penalty);
    form->addRow(m_randomSeed);
    form->addRow(tr("Seed"), m_seed);
    form->addRow(tr("Most tokens"), m_maxTokens);
    auto* all = new QVBoxLayout(this);
    all->addWidget(m_system);
    all->addLayout(form);
    all->addWidget(m_defaults, 0, Qt::AlignLeft);
    all->addStretch(1);
}

void SamplingPanel::showEnabled() {
    const bool drawn = !m_greedy->isChecked();
    for (QWidget* field :
         {static_cast<QWidget*>(m_temperature), static_cast<QWidget*>(m_topK), static_cast<QWidget*>(m_topP),
          static_cast<QWidget*>(m_minP), static_cast<QWidget*>(m_randomSeed)}) {
        field->setEnabled(drawn);
    }
    m_seed->setEnabled(drawn && !m_randomSeed->isChecked());
}

ChatSettings SamplingPanel::settings() const {
    ChatSettings settings;
    settings.system = m_system->toPlainText();
    settings.greedy = m_greedy->isChecked();
    settings.temperature = m_temperature->value();
    settings.topK = m_topK->value();
    settings.topP = m_topP->value();
    settings.minP = m_minP->value();
    settings.repetitionPenalty = m_penalty->value();
    settings.maxTokens = m_maxTokens->value();
    if (!m_randomSeed->isChecked()) {
        settings.seed = static_cast<uint64_t>(m_seed->value());
    }
    return settings;
}

void SamplingPanel::showSettings(const ChatSettings& settings) {
    m_system->setPlainText(settings.system);
    m_greedy->setChecked(settings.greedy);
    m_temperature->setValue(settings.temperature);
    m_topK->setValue(settings.topK);
    m_topP->setValue(settings.topP);
    m_minP->setValue(settings.minP);
    m_penalty->setValue(settings.repetitionPenalty);
    m_maxTokens->setValue(settings.maxTokens);
    m_randomSeed->setChecked(!settings.seed);
    m_seed->setValue(static_cast<int>(settings.seed.value_or(0)));
    showEnabled();
}

} // namespace salient::ui
