// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/calibration_source.h"

#include <QMap>
#include <QTableWidget>

namespace salient::ui {

/// A field of a file's records, for the picker.
struct RecordFieldChoice {
    QString name;
    QString words; ///< name and kind
    QString example;
};
struct RecordFieldChoices {
    QString byShape; ///< what is read when none is chosen
    std::vector<RecordFieldChoice> fields;
};

/// What a source gave.
struct SourceFigures {
    QString source; ///< as the recipe writes it
    qint64 texts = 0;
    qint64 tokens = 0;
};

/// The sources of calibration, one row each: field of the records, weight by slider and number, share, what it gave.
class SourceTable : public QTableWidget {
    Q_OBJECT

public:
    explicit SourceTable(QWidget* parent = nullptr);
    /// Rows whose places stay are changed in place, so that a slider can be dragged.
    void showSources(const std::vector<CalibrationSource>& sources);
    void showFields(const QString& file, const RecordFieldChoices& choices);
    void showFigures(const std::vector<SourceFigures>& figures);

Q_SIGNALS:
    void weightChanged(int row, int percent);
    void keyChanged(int row, const QString& key);
    void removeWanted(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build(int row);
    QWidget* weightCell(int row);
    void fillKeys(int row);
    void setCell(int row, int column, const QString& words, const QString& tip = {});

    std::vector<CalibrationSource> m_sources;
    QMap<QString, RecordFieldChoices> m_fields; ///< by file
    bool m_showing = false;
};

} // namespace salient::ui
