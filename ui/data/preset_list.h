// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <map>
#include <string>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace salient::ui {

/// The texts that come with the program, to be ticked: what is in them, tokens, licence.
class PresetList : public QWidget {
    Q_OBJECT

public:
    explicit PresetList(QWidget* parent = nullptr);
    /// `json`: the result of the command `presets`.
    void showPresets(const std::string& json);
    void showProblem(const QString& sentence);
    void tick(const QStringList& names);
    /// The first one is the default.
    const QStringList& names() const { return m_names; }

Q_SIGNALS:
    void toggled(const QString& name, bool on);

private:
    QVBoxLayout* m_rows;
    QLabel* m_waiting;
    QStringList m_names;
    std::map<QString, QCheckBox*> m_boxes;
    std::map<QString, QLabel*> m_facts;
    bool m_showing = false;
};

} // namespace salient::ui
