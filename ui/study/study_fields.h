// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/study/wanted_study.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace salient::ui {

/// The fields for what a study shall measure.
class StudyFields : public QWidget {
    Q_OBJECT

public:
    explicit StudyFields(QWidget* parent = nullptr);
    void show(const WantedStudy& wanted);
    /// What stands in the fields; a list that cannot be read is empty.
    WantedStudy wanted() const;
    /// Why that is no study yet, in a sentence; empty when it can be measured.
    QString problem() const;

Q_SIGNALS:
    void edited();

private:
    void addPlaces(QFormLayout& form);
    void addLists(QFormLayout& form);
    QWidget* pathRow(QLineEdit* field, const QString& browseTip, bool folder);
    QWidget* calibrationRow();
    QWidget* methodRow();
    QLineEdit* numberField(const QString& object, const QString& name, const QString& tip);
    QSpinBox* countField(const QString& object, const QString& name, const QString& tip, int lowest);

    QLineEdit* m_model = nullptr;
    QLineEdit* m_text = nullptr;
    QLineEdit* m_output = nullptr;
    QPlainTextEdit* m_calibration = nullptr;
    std::vector<QCheckBox*> m_methods; ///< in the order of studyMethodNames()
    QLineEdit* m_bits = nullptr;
    QLineEdit* m_groups = nullptr;
    QLineEdit* m_samples = nullptr;
    QLineEdit* m_seeds = nullptr;
    QSpinBox* m_sampleLength = nullptr;
    QSpinBox* m_windows = nullptr;
    QSpinBox* m_windowLength = nullptr;
};

} // namespace salient::ui
