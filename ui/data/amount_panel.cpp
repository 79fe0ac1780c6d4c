// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/amount_panel.h"

#include "ui/widgets/named.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>

#include <limits>

namespace salient::ui {

namespace {
enum MergeKey { kSamplesKey = 100, kLengthKey, kSeedKey, kHoldoutKey };
}

AmountPanel::AmountPanel(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    build();
    bind(m_samples, tr("change samples"), kSamplesKey, [](Recipe& r, int value) { r.calibration.samples = value; });
    bind(m_length, tr("change tokens per sample"), kLengthKey,
         [](Recipe& r, int value) { r.calibration.length = value; });
    bind(m_seed, tr("change seed"), kSeedKey,
         [](Recipe& r, int value) { r.calibration.seed = static_cast<uint64_t>(value); });
    bind(m_holdout, tr("change hold-out"), kHoldoutKey, [](Recipe& r, int value) { r.holdoutSamples = value; });
    connect(&session, &Session::recipeChanged, this, &AmountPanel::showRecipe);
    showRecipe();
}

QSpinBox* AmountPanel::numberBox(const QString& name, const QString& words, const QString& tip, int least, int most) {
    auto* box = named(new QSpinBox, name, words, tip);
    box->setRange(least, most);
    box->setGroupSeparatorShown(true);
    return box;
}

void AmountPanel::build() {
    m_samples =
        numberBox(QStringLiteral("dataSamples"), tr("Samples"), tr("Sequences that calibration reads"), 1, 100'000);
    m_length =
        numberBox(QStringLiteral("dataLength"), tr("Tokens per sample"), tr("Length of each sequence"), 8, 1'000'000);
    m_seed = numberBox(QStringLiteral("dataSeed"), tr("Seed"), tr("Another seed draws other parts of the texts"), 0,
                       std::numeric_limits<int>::max());
    m_seed->setGroupSeparatorShown(false);
    m_holdout = numberBox(QStringLiteral("dataHoldout"), tr("Hold-out"),
                          tr("Sequences kept out of calibration, to measure before and after"), 0, 10'000);
    m_total = new QLabel;
    m_total->setObjectName(QStringLiteral("dataTotal"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 4, 0, 0);
    const auto field = [grid](int row, int column, const QString& words, QWidget* box) {
        auto* label = new QLabel(words);
        label->setBuddy(box);
        grid->addWidget(label, row, column);
        grid->addWidget(box, row, column + 1);
    };
    field(0, 0, tr("S&amples"), m_samples);
    field(0, 2, tr("× &tokens"), m_length);
    grid->addWidget(m_total, 0, 4);
    field(1, 0, tr("&Hold-out"), m_holdout);
    field(1, 2, tr("S&eed"), m_seed);
    grid->setColumnStretch(4, 1);
}

void AmountPanel::bind(QSpinBox* box, const QString& undoText, int mergeKey,
                       const std::function<void(Recipe&, int)>& set) {
    connect(box, &QSpinBox::valueChanged, this, [this, undoText, mergeKey, set](int value) {
        if (!m_showing) {
            Recipe recipe = m_session.recipe();
            set(recipe, value);
            m_session.changeRecipe(recipe, undoText, mergeKey);
        }
    });
}

void AmountPanel::showRecipe() {
    m_showing = true;
    const Recipe& recipe = m_session.recipe();
    m_samples->setValue(static_cast<int>(recipe.calibration.samples));
    m_length->setValue(static_cast<int>(recipe.calibration.length));
    m_seed->setValue(static_cast<int>(recipe.calibration.seed));
    m_holdout->setValue(static_cast<int>(recipe.holdoutSamples));
    const qlonglong total = recipe.calibration.samples * recipe.calibration.length;
    m_total->setText(tr("= <b>%1 tokens</b>").arg(QLocale().toString(total)));
    m_showing = false;
}

} // namespace salient::ui
