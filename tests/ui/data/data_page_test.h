// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/data_page.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

/// The page as a person uses it, with the engine, the presets and small files.
class DataPageTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<salient::ui::Session> m_session;
    std::unique_ptr<salient::ui::DataPage> m_page;

    template <class Widget>
    Widget* find(const QString& name) {
        auto* found = m_page->findChild<Widget*>(name);
        if (found == nullptr) {
            qFatal("no widget %s", qPrintable(name));
        }
        return found;
    }
    QString write(const QString& name, const QByteArray& bytes);
    std::vector<std::string> sources() const { return m_session->recipe().calibration.sources; }
    void waitForPresets();
    QString cell(int row, int column);

private Q_SLOTS:
    void init();
    void cleanup();
    void sourcesAreWrittenAsTheyAreRead_data();
    void sourcesAreWrittenAsTheyAreRead();
    void aFileWithAHashInItsNameIsThatFile();
    void presetsComeWithoutAModel();
    void theLastSourceCannotGo();
    void aDraggedWeightIsOneStep();
    void theAmountIsTheProduct();
    void droppedFilesTakeTheFieldThatIsPicked();
    void whatCannotBeReadIsSaidInThePreview();
};
