// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start_page.h"

#include "core/json_fields.h"
#include "ui/models/card_delegate.h"
#include "ui/models/model_list_model.h"
#include "ui/settings.h"
#include "ui/text.h"

#include <QAction>
#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QPushButton>

namespace salient::ui {

StartPage::StartPage(Session& session, Settings& settings, const QString& demoFolder, QWidget* parent)
    : Page(QStringLiteral("start"), tr("Start"), parent), m_session(session), m_settings(settings),
      m_demoFolder(demoFolder), m_models(new ModelListModel(this)), m_list(new QListView), m_status(new QLabel) {
    auto* head = new QLabel(tr("Models on this machine"));
    QFont large = head->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    head->setFont(large);
    auto* hint =
        new QLabel(tr("Open a model to quantise it to 4 bits, or a quantised one to talk to it. Any folder with "
                      "config.json and safetensors files will do: drop it anywhere in this window."));
    hint->setWordWrap(true);
    m_status->setWordWrap(true);
    m_status->setObjectName(QStringLiteral("startStatus"));
    m_list->setObjectName(QStringLiteral("modelCards"));
    m_list->setAccessibleName(tr("Models found on this machine"));
    m_list->setModel(m_models);
    m_list->setItemDelegate(new CardDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->viewport()->setAutoFillBackground(false);
    connect(m_list, &QListView::activated, this, &StartPage::openCurrent);
    connect(m_list, &QListView::clicked, this, &StartPage::openCurrent);

    const auto button = [this](const QString& name, const QString& words, const QString& tip, auto does) {
        QAction* action = addPageAction(name, words, tip);
        connect(action, &QAction::triggered, this, does);
        auto* push = new QPushButton(words);
        push->setObjectName(name + QStringLiteral("Button"));
        push->setToolTip(tip);
        push->setAccessibleName(words);
        connect(push, &QPushButton::clicked, action, &QAction::trigger);
        return push;
    };
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(button(QStringLiteral("openFolder"), tr("Open folder…"), tr("Opens any model folder"),
                              &StartPage::chooseFolder));
    buttons->addWidget(button(QStringLiteral("addRoot"), tr("Look in another folder…"),
                              tr("Adds a folder in which models are looked for at every start"), &StartPage::addRoot));
    buttons->addWidget(
        button(QStringLiteral("rescan"), tr("Look again"), tr("Looks for models again"), &StartPage::scan));
    buttons->addStretch(1);

    auto* centre = new QWidget;
    auto* all = new QVBoxLayout(centre);
    all->setContentsMargins(24, 18, 24, 12);
    all->addWidget(head);
    all->addWidget(hint);
    all->addLayout(buttons);
    all->addWidget(m_list, 1);
    all->addWidget(m_status);
    setCentralWidget(centre);
    rememberLayout();
    connect(&session, &Session::modelChanged, this, [this] { m_stale = true; });
}

// What was opened from elsewhere is a card from then on.
void StartPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_stale) {
        scan();
    }
}

void StartPage::scan() {
    m_stale = false;
    m_status->setText(tr("Looking for models…"));
    Json roots = Json::array();
    QStringList places = m_settings.list(QStringLiteral("roots"));
    places += m_settings.list(QStringLiteral("recent_models"));
    places << m_demoFolder << QDir::currentPath() << QDir::home().filePath(QStringLiteral("models"));
    places.removeDuplicates();
    for (const QString& place : places) {
        if (QFileInfo(place).isDir()) {
            roots.push_back(place.toStdString());
        }
    }
    const Json arguments = {{"roots", roots}};
    m_session.desk().ask(
        QStringLiteral("models"), jsonToText(arguments), this,
        [this](const std::string& result) {
            m_models->showModels(result, m_settings.list(QStringLiteral("recent_models")));
            const int found = m_models->rowCount();
            m_status->setText(found == 0 ? tr("No model was found. Open a folder, or look in another one.")
                                         : tr("%n model(s) found; click one to open it.", nullptr, found));
        },
        [this](const Failed& failure) { m_status->setText(text(failure.sentence)); });
}

void StartPage::openCurrent() {
    const QString path = m_list->currentIndex().data(ModelListModel::PathRole).toString();
    if (!path.isEmpty()) {
        m_session.openModel(path);
        Q_EMIT m_session.pageWanted(QStringLiteral("model"));
    }
}

void StartPage::chooseFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a model folder"));
    if (!folder.isEmpty()) {
        m_session.openModel(folder);
        Q_EMIT m_session.pageWanted(QStringLiteral("model"));
    }
}

void StartPage::addRoot() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Look for models in"));
    if (!folder.isEmpty()) {
        m_settings.addToList(QStringLiteral("roots"), folder);
        scan();
    }
}

} // namespace salient::ui
