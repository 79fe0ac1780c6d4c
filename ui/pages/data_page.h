// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/calibration_source.h"
#include "ui/pages/page.h"
#include "ui/session.h"

#include <QSet>

class QCheckBox;
class QPushButton;

namespace salient::ui {

class PresetList;
class SourceTable;
class TokenPreview;

/// Which texts calibration sees, in which mix and how much of them; beside it, what the model makes of them.
class DataPage : public Page {
    Q_OBJECT

public:
    explicit DataPage(Session& session, QWidget* parent = nullptr);
    /// Those that are no calibration files or are there already are left out; returns how many were added.
    int addFiles(const QStringList& files);

protected:
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* buildSources();
    void connectFields();
    /// Those of the recipe; the default preset when it names none.
    std::vector<CalibrationSource> sources() const;
    void change(const QString& undoText, const std::function<void(Recipe&)>& edit, int mergeKey = 0);
    void changeSources(const QString& undoText, const std::vector<CalibrationSource>& sources, int mergeKey = 0);
    void togglePreset(const QString& name, bool on);
    void mixByWeight(bool on);
    void chooseFiles();
    void askForPresets();
    void askForFields(const QString& file);
    void showRecipe();

    Session& m_session;
    PresetList* m_presets;
    SourceTable* m_table;
    TokenPreview* m_preview;
    QCheckBox* m_mix;
    QPushButton* m_add;
    QPushButton* m_remove;
    QSet<QString> m_fieldsAsked; ///< files
    QString m_presetsAskedFor;   ///< model
    bool m_presetsAsked = false;
    bool m_showing = false;
};

} // namespace salient::ui
