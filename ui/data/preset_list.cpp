// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/preset_list.h"

#include "core/json_fields.h"
#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>

namespace salient::ui {

PresetList::PresetList(QWidget* parent)
    : QWidget(parent), m_rows(new QVBoxLayout(this)), m_waiting(new QLabel(tr("Asking for the presets…"), this)) {
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(1);
    m_waiting->setWordWrap(true);
    m_rows->addWidget(m_waiting);
}

void PresetList::showPresets(const std::string& json) {
    try {
        const Json result = jsonFromText(json);
        for (const Json& preset : result.at("presets")) {
            const QString name = text(preset.at("name").get<std::string>());
            if (!m_names.contains(name)) {
                auto* box = named(new QCheckBox(name, this), QStringLiteral("preset_") + name,
                                  tr("Preset %1").arg(name), text(preset.at("description").get<std::string>()));
                auto* facts = new QLabel(this);
                facts->setWordWrap(true);
                facts->setIndent(22);
                facts->setForegroundRole(QPalette::PlaceholderText);
                m_names.append(name);
                m_boxes[name] = box;
                m_facts[name] = facts;
                m_rows->addWidget(box);
                m_rows->addWidget(facts);
                connect(box, &QCheckBox::toggled, this, [this, name](bool on) {
                    if (!m_showing) {
                        Q_EMIT toggled(name, on);
                    }
                });
            }
            const Json& tokens = preset.at("tokens");
            m_facts[name]->setText(tr("%1 · %2 · %3")
                                       .arg(text(preset.at("description").get<std::string>()),
                                            tokens.is_null() ? bytesText(preset.at("bytes").get<qint64>())
                                                             : tr("%1 tokens").arg(countText(tokens.get<qint64>())),
                                            text(preset.at("licence").get<std::string>())));
        }
        m_waiting->hide();
    } catch (const Json::exception& error) {
        showProblem(tr("The presets of the engine cannot be read: %1.").arg(text(jsonProblem(error))));
    }
}

void PresetList::showProblem(const QString& sentence) {
    m_waiting->setText(sentence);
    m_waiting->show();
}

void PresetList::tick(const QStringList& names) {
    m_showing = true;
    for (const auto& [name, box] : m_boxes) {
        box->setChecked(names.contains(name));
    }
    m_showing = false;
}

} // namespace salient::ui
