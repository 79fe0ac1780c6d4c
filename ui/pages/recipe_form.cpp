// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/recipe_form.h"

#include "core/json_fields.h"
#include "core/method.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/widgets/format_choice.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

#include <array>

namespace salient::ui {

namespace {

/// What "Quick", "Balanced" and "Best" mean.
struct Effort {
    const char* name;
    int64_t samples;
    int64_t length;
    bool clip;
};
constexpr std::array<Effort, 3> kEfforts = {{{QT_TRANSLATE_NOOP("salient::ui::RecipeForm", "Quick"), 16, 256, true},
                                             {QT_TRANSLATE_NOOP("salient::ui::RecipeForm", "Balanced"), 64, 512, true},
                                             {QT_TRANSLATE_NOOP("salient::ui::RecipeForm", "Best"), 128, 512, true}}};
constexpr std::array<int, 6> kGroupSizes = {16, 32, 64, 128, 256, 0};

/// The translators' tool does not read core; other titles are names in every language.
[[maybe_unused]] constexpr const char* kTitleWithWords =
    QT_TRANSLATE_NOOP("Methods", "AWQ + GPTQ with error propagation");

/// SmoothQuant is made for rounded inputs, which one format holds; back from it the usual shape returns.
void chooseMethod(Recipe& recipe, Method method) {
    const bool smooths = methodInfo(method).parts.smooth;
    if (smooths != methodInfo(recipe.method).parts.smooth) {
        const Recipe usual = Session::usualRecipe();
        recipe.bits = smooths ? 8 : usual.bits;
        recipe.groupSize = smooths ? 0 : usual.groupSize;
        recipe.format = smooths ? "compressed-tensors-int8" : usual.format;
    }
    recipe.method = method;
}

/// Whether sizes and layers are those that a model's inspection told.
bool isInspected(const Recipe& recipe) {
    const Recipe usual;
    return recipe.bits == usual.bits && recipe.format == usual.format;
}

enum MergeKey { kSamplesKey = 1, kLengthKey, kOutputKey };

} // namespace

RecipeForm::RecipeForm(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    build();
    connectFields();
    connect(&session, &Session::recipeChanged, this, &RecipeForm::showRecipe);
    connect(&session, &Session::planChanged, this, &RecipeForm::showPlan);
    connect(&session, &Session::inspectionChanged, this, &RecipeForm::fillGroupSizes);
    connect(&session, &Session::inspectionChanged, this, &RecipeForm::showState);
    connect(&session, &Session::runStateChanged, this, &RecipeForm::showState);
    connect(&session, &Session::modelChanged, this, &RecipeForm::showState);
    fillGroupSizes();
    showRecipe();
    showPlan();
    showState();
}

void RecipeForm::build() {
    m_effort = named(new QComboBox, QStringLiteral("effortBox"), tr("Preset"),
                     tr("How much calibration text and time the run gets"));
    for (const Effort& effort : kEfforts) {
        m_effort->addItem(tr(effort.name));
    }
    m_effort->addItem(tr("Own settings"));
    m_method =
        named(new QComboBox, QStringLiteral("methodBox"), tr("Method"),
              tr("AWQ searches scales that protect the salient channels, GPTQ makes up for each rounding error in "
                 "the columns that follow; RTN, rounding to nearest, is the baseline"));
    for (const MethodInfo& method : kMethods) {
        const QString title = QCoreApplication::translate("Methods", method.title);
        m_method->addItem(title, static_cast<int>(method.method));
        m_method->setItemData(m_method->count() - 1, title, Qt::ToolTipRole); // the box may be too narrow for it
    }
    m_bits = named(new QComboBox, QStringLiteral("bitsBox"), tr("Bits"), tr("Bits per weight"));
    for (const int bits : {8, 4, 3, 2}) {
        m_bits->addItem(tr("%n bit(s)", nullptr, bits), bits);
    }
    m_group = named(new QComboBox, QStringLiteral("groupBox"), tr("Group size"),
                    tr("Inputs that share a scale: smaller groups are more exact and need more space"));
    for (QComboBox* box : {m_effort, m_method, m_bits, m_group}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(14);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    m_samples = named(new QSpinBox, QStringLiteral("samplesBox"), tr("Samples"), tr("Calibration texts"));
    m_samples->setRange(1, 100'000);
    m_length = named(new QSpinBox, QStringLiteral("lengthBox"), tr("Tokens per sample"), tr("Length of each sample"));
    m_length->setRange(8, 1'000'000);
    m_clip = named(new QCheckBox(tr("Clip large weights")), QStringLiteral("clipBox"), tr("Clip large weights"),
                   tr("Searches a limit per group that lowers the output error"));
    m_overwrite = named(new QCheckBox(tr("Replace an existing folder")), QStringLiteral("overwriteBox"),
                        tr("Replace an existing folder"), tr("The old folder stays until the new one is proved"));
    m_output = named(new QLineEdit, QStringLiteral("outputEdit"), tr("Output folder"), tr("Where the result goes"));
    m_browse = named(new QPushButton(tr("…")), QStringLiteral("outputBrowse"), tr("Choose the output folder"),
                     tr("Choose the output folder"));
    m_browse->setMaximumWidth(32);
    m_costs = new QLabel;
    m_issues = new QLabel;
    for (QLabel* label : {m_costs, m_issues}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_costs->setObjectName(QStringLiteral("costsLabel"));
    m_issues->setObjectName(QStringLiteral("issuesLabel"));
    m_command = named(new QPlainTextEdit, QStringLiteral("commandText"), tr("The same as a command line"),
                      tr("What to type in a terminal for the same run"));
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setMaximumHeight(m_command->fontMetrics().height() * 5);
    m_copy = named(new QPushButton(tr("Copy command")), QStringLiteral("commandCopy"), tr("Copy command"),
                   tr("Copies the command line"));
    m_start = named(new QPushButton(tr("Start")), QStringLiteral("startButton"), tr("Start the run"),
                    tr("Quantises the model into the output folder"));
    m_start->setDefault(true);

    auto* output = new QHBoxLayout;
    output->addWidget(m_output, 1);
    output->addWidget(m_browse);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&Preset"), m_effort);
    form->addRow(tr("&Method"), m_method);
    form->addRow(tr("&Bits"), m_bits);
    form->addRow(tr("&Group size"), m_group);
    form->addRow(tr("&Format"), new FormatChoice(m_session));
    form->addRow(tr("S&amples"), m_samples);
    form->addRow(tr("&Tokens each"), m_length);
    form->addRow(m_clip);
    auto* outputLabel = new QLabel(tr("&Output"));
    outputLabel->setBuddy(m_output);
    form->addRow(outputLabel, output);
    form->addRow(m_overwrite);
    auto* all = new QVBoxLayout(this);
    all->addLayout(form);
    all->addWidget(m_start);
    all->addWidget(m_costs);
    all->addWidget(m_issues);
    all->addWidget(m_command);
    all->addWidget(m_copy, 0, Qt::AlignLeft);
    all->addStretch(1);
}

void RecipeForm::change(const QString& undoText, const std::function<void(Recipe&)>& edit, int mergeKey) {
    if (m_showing) {
        return;
    }
    Recipe recipe = m_session.recipe();
    edit(recipe);
    m_session.changeRecipe(recipe, undoText, mergeKey);
}

void RecipeForm::connectFields() {
    connect(m_effort, &QComboBox::activated, this, [this](int index) {
        if (index < static_cast<int>(kEfforts.size())) {
            const Effort& effort = kEfforts[static_cast<size_t>(index)];
            change(tr("choose preset %1").arg(tr(effort.name)), [&](Recipe& recipe) {
                recipe.calibration.samples = effort.samples;
                recipe.calibration.length = effort.length;
                recipe.clip = effort.clip;
            });
        }
    });
    connect(m_method, &QComboBox::activated, this, [this] {
        change(tr("change method"),
               [&](Recipe& recipe) { chooseMethod(recipe, static_cast<Method>(m_method->currentData().toInt())); });
    });
    connect(m_bits, &QComboBox::activated, this, [this] {
        change(tr("change bits"), [&](Recipe& recipe) { recipe.bits = m_bits->currentData().toInt(); });
    });
    connect(m_group, &QComboBox::activated, this, [this] {
        change(tr("change group size"), [&](Recipe& recipe) { recipe.groupSize = m_group->currentData().toInt(); });
    });
    connect(m_samples, &QSpinBox::valueChanged, this, [this](int value) {
        change(
            tr("change samples"), [&](Recipe& recipe) { recipe.calibration.samples = value; }, kSamplesKey);
    });
    connect(m_length, &QSpinBox::valueChanged, this, [this](int value) {
        change(
            tr("change tokens per sample"), [&](Recipe& recipe) { recipe.calibration.length = value; }, kLengthKey);
    });
    connect(m_clip, &QCheckBox::toggled, this, [this](bool on) {
        change(on ? tr("clip weights") : tr("do not clip weights"), [&](Recipe& recipe) { recipe.clip = on; });
    });
    connect(m_overwrite, &QCheckBox::toggled, this, [this](bool on) {
        change(on ? tr("replace the folder") : tr("keep the folder"), [&](Recipe& recipe) { recipe.overwrite = on; });
    });
    connect(m_output, &QLineEdit::textEdited, this, [this](const QString& folder) {
        change(
            tr("change output"), [&](Recipe& recipe) { recipe.output = folder.toStdString(); }, kOutputKey);
    });
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Output folder"), m_output->text());
        if (!folder.isEmpty()) {
            change(tr("change output"), [&](Recipe& recipe) { recipe.output = folder.toStdString(); });
        }
    });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_command->toPlainText()); });
    connect(m_start, &QPushButton::clicked, &m_session, &Session::startRun);
}

// The size of the result and the layers that forbid a choice stand beside each group size, where they are known.
void RecipeForm::fillGroupSizes() {
    m_group->clear();
    m_groupsInspected = isInspected(m_session.recipe());
    Json sizes = Json::array();
    if (!m_session.inspection().empty() && m_groupsInspected) {
        sizes = jsonFromText(m_session.inspection()).value("group_sizes", Json::array());
    }
    for (const int size : kGroupSizes) {
        QString words = size == 0 ? tr("whole row") : QString::number(size);
        QString tip;
        for (const Json& entry : sizes) {
            if (entry.value("group_size", -1) != size) {
                continue;
            }
            words += tr(" · ≈ %1").arg(bytesText(entry.value("output_bytes", int64_t{0})));
            QStringList layers;
            for (const Json& layer : entry.value("layers_that_do_not", Json::array())) {
                layers.append(text(layer.get<std::string>()));
            }
            if (!layers.isEmpty()) {
                words += tr(" · not for all");
                tip = tr("Stay in 16 bit: %1").arg(layers.join(QStringLiteral(", ")));
            }
        }
        m_group->addItem(words, size);
        m_group->setItemData(m_group->count() - 1, tip, Qt::ToolTipRole);
    }
    showRecipe();
}

void RecipeForm::showRecipe() {
    const Recipe& recipe = m_session.recipe();
    if (isInspected(recipe) != m_groupsInspected) {
        fillGroupSizes(); // and shows the recipe
        return;
    }
    m_showing = true;
    int effort = static_cast<int>(kEfforts.size());
    for (size_t i = 0; i < kEfforts.size(); ++i) {
        if (kEfforts[i].samples == recipe.calibration.samples && kEfforts[i].length == recipe.calibration.length &&
            kEfforts[i].clip == recipe.clip) {
            effort = static_cast<int>(i);
        }
    }
    m_effort->setCurrentIndex(effort);
    m_method->setCurrentIndex(m_method->findData(static_cast<int>(recipe.method)));
    m_bits->setCurrentIndex(m_bits->findData(recipe.bits));
    m_group->setCurrentIndex(m_group->findData(static_cast<int>(recipe.groupSize)));
    m_samples->setValue(static_cast<int>(recipe.calibration.samples));
    m_length->setValue(static_cast<int>(recipe.calibration.length));
    m_clip->setChecked(recipe.clip);
    m_overwrite->setChecked(recipe.overwrite);
    if (m_output->text() != text(recipe.output.string())) {
        m_output->setText(text(recipe.output.string()));
    }
    m_showing = false;
}

void RecipeForm::showPlan() {
    const std::optional<RunPlan>& plan = m_session.plan();
    m_command->setPlainText(plan ? plan->commandLine : QString());
    if (!plan) {
        m_costs->setText(m_session.modelFolder().isEmpty() ? tr("Open a model first.")
                         : m_session.modelQuantized()
                             ? tr("This model is quantised already; open the original to quantise it.")
                             : QString());
        m_issues->clear();
        return;
    }
    const QString row = QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td><b>%2</b></td></tr>");
    QString table = QStringLiteral("<table>");
    table +=
        row.arg(tr("Result"), tr("%1 (%2 bits per weight)")
                                  .arg(bytesText(plan->outputBytes), QLocale().toString(plan->bitsPerWeight, 'f', 2)));
    table += row.arg(tr("Disk free"), bytesText(plan->freeDiskBytes));
    table +=
        row.arg(tr("Memory"), tr("%1 of %2 free").arg(bytesText(plan->peakBytes), bytesText(plan->freeMemoryBytes)));
    if (plan->secondsHigh > 0.0) {
        table +=
            row.arg(tr("Time"), tr("%1 to %2").arg(durationText(plan->secondsLow), durationText(plan->secondsHigh)));
    }
    m_costs->setText(table + QStringLiteral("</table>"));
    const ThemeColors colors = Theme::colors(palette());
    QStringList lines;
    for (const Issue& issue : plan->issues) {
        const QColor color = issue.severity == Severity::Blocking  ? colors.bad
                             : issue.severity == Severity::Warning ? colors.warning
                                                                   : colors.reference;
        lines.append(QStringLiteral("<span style='color:%1'>●</span> %2")
                         .arg(color.name(), text(issue.sentence).toHtmlEscaped()));
    }
    m_issues->setText(lines.join(QStringLiteral("<br>")));
    showState();
}

void RecipeForm::showState() {
    const bool idle = m_session.runState() == RunState::Idle;
    m_start->setEnabled(m_session.canStart());
    m_start->setToolTip(m_session.modelQuantized()
                            ? tr("This model is quantised already; open the original to quantise it")
                            : tr("Quantises the model into the output folder"));
    m_start->setText(idle ? tr("Start") : tr("Running…"));
}

void RecipeForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) { // colours stand in the text
        showPlan();
    }
}

} // namespace salient::ui
