// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data_page.h"

#include "core/json_fields.h"
#include "ui/data/amount_panel.h"
#include "ui/data/preset_list.h"
#include "ui/data/source_table.h"
#include "ui/data/token_preview.h"
#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>

#include <algorithm>
#include <cmath>

namespace salient::ui {

namespace {

constexpr int kWeightKey = 110; ///< and the row

QStringList droppedFiles(const QMimeData* data) {
    QStringList files;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile() && isCalibrationFile(url.toLocalFile()) && QFileInfo(url.toLocalFile()).isFile()) {
            files.append(url.toLocalFile());
        }
    }
    return files;
}

RecordFieldChoices choicesOf(const std::string& json) {
    const Json result = jsonFromText(json);
    RecordFieldChoices choices;
    if (result.at("shape").is_string()) {
        choices.byShape = text(result.at("shape").get<std::string>());
    }
    for (const Json& field : result.at("fields")) {
        const QString name = text(field.at("name").get<std::string>());
        choices.fields.push_back(
            {name, DataPage::tr("%1 (%2)").arg(name, text(field.at("kind").get<std::string>())),
             DataPage::tr("For example: %1").arg(text(field.at("example").get<std::string>()).left(200))});
    }
    return choices;
}

QLabel* heading(const QString& words) {
    auto* label = new QLabel(words);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

} // namespace

DataPage::DataPage(Session& session, QWidget* parent)
    : Page(QStringLiteral("data"), tr("Data"), parent), m_session(session), m_presets(new PresetList),
      m_table(new SourceTable), m_preview(new TokenPreview(session)) {
    setAcceptDrops(true);
    auto* left = new QWidget;
    auto* lines = new QVBoxLayout(left);
    lines->addWidget(buildSources(), 1);
    lines->addWidget(new AmountPanel(session));
    auto* centre = new QSplitter(Qt::Horizontal);
    centre->setObjectName(QStringLiteral("dataPanes"));
    centre->addWidget(left);
    centre->addWidget(m_preview);
    centre->setChildrenCollapsible(false);
    centre->setStretchFactor(0, 1);
    centre->setStretchFactor(1, 1);
    setCentralWidget(centre);
    QAction* add = addPageAction(QStringLiteral("addData"), tr("Add files…"), m_add->toolTip());
    connect(add, &QAction::triggered, this, &DataPage::chooseFiles);
    rememberLayout();
    connectFields();
    showRecipe();
}

QWidget* DataPage::buildSources() {
    m_add = named(new QPushButton(tr("Add files…")), QStringLiteral("addFiles"), tr("Add files"),
                  tr("Adds texts of yours: txt, md, jsonl, json, csv or parquet; or drop them onto this page"));
    m_remove = named(new QPushButton(tr("Remove")), QStringLiteral("removeSource"), tr("Remove the selected source"),
                     tr("Takes the selected source away (Delete)"));
    m_mix = named(new QCheckBox(tr("Choose the mix")), QStringLiteral("mixBox"), tr("Choose the mix"),
                  tr("Weights say how much each source gives; else all texts are drawn from alike"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    buttons->addWidget(m_mix);
    auto* whole = new QWidget;
    auto* lines = new QVBoxLayout(whole);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(heading(tr("Texts that come with Salient Studio")));
    lines->addWidget(m_presets);
    lines->addSpacing(6);
    lines->addWidget(heading(tr("Sources of calibration")));
    auto* hint = new QLabel(tr("Drop txt, md, jsonl, csv or parquet files onto this page, or add them below."));
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    lines->addWidget(hint);
    lines->addWidget(m_table, 1);
    lines->addLayout(buttons);
    return whole;
}

void DataPage::connectFields() {
    connect(&m_session, &Session::recipeChanged, this, &DataPage::showRecipe);
    connect(&m_session, &Session::modelChanged, this, &DataPage::askForPresets);
    connect(m_presets, &PresetList::toggled, this, &DataPage::togglePreset);
    connect(m_preview, &TokenPreview::figuresChanged, m_table, &SourceTable::showFigures);
    connect(m_mix, &QCheckBox::toggled, this, &DataPage::mixByWeight);
    connect(m_add, &QPushButton::clicked, this, &DataPage::chooseFiles);
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT m_table->removeWanted(m_table->currentRow()); });
    connect(m_table, &SourceTable::removeWanted, this, [this](int row) {
        std::vector<CalibrationSource> all = sources();
        if (row >= 0 && static_cast<size_t>(row) < all.size()) {
            all.erase(all.begin() + row);
            changeSources(tr("remove source"), all);
        }
    });
    connect(m_table, &SourceTable::weightChanged, this, [this](int row, int percent) {
        std::vector<CalibrationSource> all = sources();
        all.at(static_cast<size_t>(row)).weight = percent;
        changeSources(tr("change weight"), all, kWeightKey + row);
    });
    connect(m_table, &SourceTable::keyChanged, this, [this](int row, const QString& key) {
        std::vector<CalibrationSource> all = sources();
        all.at(static_cast<size_t>(row)).key = key;
        changeSources(tr("change field"), all);
    });
}

std::vector<CalibrationSource> DataPage::sources() const {
    std::vector<CalibrationSource> all;
    for (const std::string& source : m_session.recipe().calibration.sources) {
        all.push_back(sourceFromText(source));
    }
    if (all.empty() && !m_presets->names().isEmpty()) {
        all.push_back({.place = m_presets->names().first(), .key = {}});
    }
    return all;
}

void DataPage::change(const QString& undoText, const std::function<void(Recipe&)>& edit, int mergeKey) {
    if (!m_showing) {
        Recipe recipe = m_session.recipe();
        edit(recipe);
        m_session.changeRecipe(recipe, undoText, mergeKey);
    }
}

void DataPage::changeSources(const QString& undoText, const std::vector<CalibrationSource>& all, int mergeKey) {
    change(
        undoText,
        [&](Recipe& recipe) {
            recipe.calibration.sources.clear();
            for (const CalibrationSource& source : all) {
                recipe.calibration.sources.push_back(sourceToText(source));
            }
        },
        mergeKey);
    showRecipe(); // the last source cannot go: the default preset comes in its place
}

void DataPage::togglePreset(const QString& name, bool on) {
    std::vector<CalibrationSource> all = sources();
    if (on) {
        all.push_back({.place = name, .key = {}, .weight = sharesOf(all).empty() ? 0.0 : 50.0});
    } else {
        std::erase_if(all, [&](const CalibrationSource& one) { return one.place == name; });
    }
    if (all.empty()) {
        Q_EMIT m_session.said(tr("Calibration needs a text: without another one, the preset “%1” is read.")
                                  .arg(m_presets->names().first()));
    }
    changeSources(on ? tr("add preset %1").arg(name) : tr("remove preset %1").arg(name), all);
}

void DataPage::mixByWeight(bool on) {
    if (m_showing) {
        return;
    }
    std::vector<CalibrationSource> all = sources();
    for (CalibrationSource& source : all) {
        source.weight = on ? std::max(1.0, std::round(100.0 / static_cast<double>(all.size()))) : 0.0;
    }
    changeSources(on ? tr("choose the mix") : tr("mix by size"), all);
}

int DataPage::addFiles(const QStringList& files) {
    std::vector<CalibrationSource> all = sources();
    if (m_session.recipe().calibration.sources.empty()) {
        all.clear(); // the default steps back behind a person's own texts
    }
    int added = 0;
    for (const QString& file : files) {
        const bool known =
            std::any_of(all.begin(), all.end(), [&](const CalibrationSource& one) { return one.place == file; });
        if (!known && isCalibrationFile(file)) {
            all.push_back({.place = file, .key = {}, .weight = sharesOf(all).empty() ? 0.0 : 50.0});
            ++added;
        }
    }
    if (added > 0) {
        changeSources(tr("add %n file(s)", nullptr, added), all);
    }
    return added;
}

void DataPage::chooseFiles() {
    addFiles(QFileDialog::getOpenFileNames(this, tr("Texts for calibration"), QString(),
                                           tr("Texts (*.txt *.md *.jsonl *.json *.csv *.parquet)")));
}

void DataPage::askForPresets() {
    if (!isVisible() || (m_presetsAsked && m_presetsAskedFor == m_session.modelFolder())) {
        return;
    }
    m_presetsAsked = true;
    m_presetsAskedFor = m_session.modelFolder();
    const auto answered = [this](const std::string& result) {
        m_presets->showPresets(result);
        showRecipe();
    };
    const Json arguments =
        m_presetsAskedFor.isEmpty() ? Json::object() : Json{{"model", m_presetsAskedFor.toStdString()}};
    m_session.desk().ask(
        QStringLiteral("presets"), jsonToText(arguments), this, answered, [this, answered](const Failed& failure) {
            if (m_presets->names().isEmpty()) { // a model without a tokenizer: without their tokens
                m_session.desk().ask(QStringLiteral("presets"), "{}", this, answered,
                                     [this](const Failed& again) { m_presets->showProblem(text(again.sentence)); });
            }
            Q_EMIT m_session.said(text(failure.sentence));
        });
}

void DataPage::askForFields(const QString& file) {
    if (!isVisible() || !hasFields(file) || m_fieldsAsked.contains(file)) {
        return;
    }
    m_fieldsAsked.insert(file);
    const Json arguments = {{"file", file.toStdString()}};
    m_session.desk().ask(
        QStringLiteral("fields"), jsonToText(arguments), this,
        [this, file](const std::string& result) {
            try {
                m_table->showFields(file, choicesOf(result));
            } catch (const Json::exception& error) {
                Q_EMIT m_session.said(tr("The fields of %1 cannot be read: %2.").arg(file, text(jsonProblem(error))));
            }
        },
        [this, file](const Failed& failure) {
            m_fieldsAsked.remove(file); // it may be repaired meanwhile
            Q_EMIT m_session.said(text(failure.sentence));
        });
}

void DataPage::showRecipe() {
    m_showing = true;
    const std::vector<CalibrationSource> all = sources();
    QStringList places;
    for (const CalibrationSource& source : all) {
        places.append(source.place);
        askForFields(source.place);
    }
    m_presets->tick(places);
    m_table->showSources(all);
    m_mix->setChecked(!sharesOf(all).empty());
    m_mix->setEnabled(all.size() > 1 || m_mix->isChecked());
    m_showing = false;
}

void DataPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    askForPresets();
    showRecipe();
}

void DataPage::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFiles(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    } else {
        event->ignore(); // the window takes models and runs
    }
}

void DataPage::dropEvent(QDropEvent* event) {
    if (addFiles(droppedFiles(event->mimeData())) > 0) {
        event->acceptProposedAction();
    }
}

} // namespace salient::ui
