// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"
#include "ui/session.h"

class QLabel;
class QListView;

namespace salient::ui {

class ModelListModel;
class Settings;

/// Models found on this machine as cards, folders opened lately, and how to open any other.
class StartPage : public Page {
    Q_OBJECT

public:
    /// `demoFolder`: where the models that come with the program lie.
    StartPage(Session& session, Settings& settings, const QString& demoFolder, QWidget* parent = nullptr);
    /// Looks for models again.
    void scan();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void openCurrent();
    void chooseFolder();
    void addRoot();

    Session& m_session;
    Settings& m_settings;
    QString m_demoFolder;
    ModelListModel* m_models;
    QListView* m_list;
    QLabel* m_status;
    bool m_stale = false; ///< a model was opened since the last look
};

} // namespace salient::ui
