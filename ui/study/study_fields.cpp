// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/study_fields.h"

#include "core/record/study_settings.h"
#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>

#include <algorithm>
#include <utility>

namespace salient::ui {

namespace {

/// "4, 3" as numbers, each once and in their order; empty for anything else.
template <class T>
std::vector<T> numbersFrom(const QString& words) {
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    std::vector<T> numbers;
    for (const QString& word : words.split(between, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const qulonglong number = word.toULongLong(&isNumber);
        if (!isNumber || !std::in_range<T>(number)) {
            return {};
        }
        if (std::find(numbers.begin(), numbers.end(), static_cast<T>(number)) == numbers.end()) {
            numbers.push_back(static_cast<T>(number));
        }
    }
    return numbers;
}

template <class T>
QString textOf(const std::vector<T>& numbers) {
    QStringList words;
    for (const T number : numbers) {
        words.append(QString::number(number));
    }
    return words.join(QStringLiteral(", "));
}

constexpr int kMostInField = 1'000'000;

/// What a file says may be any number.
int fieldValue(int64_t number) {
    return static_cast<int>(std::clamp<int64_t>(number, 0, kMostInField));
}

} // namespace

StudyFields::StudyFields(QWidget* parent) : QWidget(parent) {
    auto* places = new QFormLayout;
    auto* lists = new QFormLayout;
    for (QFormLayout* form : {places, lists}) {
        form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    }
    addPlaces(*places);
    addLists(*lists);
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->addLayout(places, 1);
    columns->addSpacing(16); // a layout's own spacing would become that of the rows
    columns->addLayout(lists, 1);
}

void StudyFields::addPlaces(QFormLayout& form) {
    m_model = named(new QLineEdit, QStringLiteral("studyModel"), tr("Model to study"),
                    tr("The folder of the original, in 16 bit"));
    m_text = named(new QLineEdit, QStringLiteral("studyText"), tr("Text to measure on"),
                   tr("A text file that the calibration did not see"));
    m_output = named(new QLineEdit, QStringLiteral("studyOutput"), tr("Folder of the study"),
                     tr("Where the figures are kept; given again, the study goes on there"));
    m_windows = countField(QStringLiteral("studyWindows"), tr("Windows"),
                           tr("Of the text, from its start: more make the errors smaller and take longer"), 1);
    m_windowLength =
        countField(QStringLiteral("studyWindowLength"), tr("Tokens per window"), tr("Length of each window"), 2);
    form.addRow(tr("M&odel"), pathRow(m_model, tr("Choose the model's folder"), true));
    form.addRow(tr("&Text"), pathRow(m_text, tr("Choose a text file"), false));
    form.addRow(tr("&Windows"), m_windows);
    form.addRow(tr("Tokens per wi&ndow"), m_windowLength);
    form.addRow(tr("&Calibration"), calibrationRow());
    form.addRow(tr("Fol&der"), pathRow(m_output, tr("Choose the folder of the study"), true));
    for (QLineEdit* field : {m_model, m_text, m_output}) {
        connect(field, &QLineEdit::textChanged, this, &StudyFields::edited);
    }
}

void StudyFields::addLists(QFormLayout& form) {
    m_bits = numberField(QStringLiteral("studyBits"), tr("Bits per weight"), tr("One or more, for example: 4, 3"));
    m_groups = numberField(QStringLiteral("studyGroups"), tr("Group sizes"),
                           tr("Inputs that share a scale, for example: 128, 64; 0 for whole rows"));
    m_samples = numberField(QStringLiteral("studySamples"), tr("Calibration samples"),
                            tr("With several numbers the study shows what more samples bring: 8, 32, 128"));
    m_seeds = numberField(QStringLiteral("studySeeds"), tr("Seeds"),
                          tr("Of the choice of samples; several show what that choice changes: 1, 2, 3"));
    m_sampleLength = countField(QStringLiteral("studySampleLength"), tr("Tokens per sample"),
                                tr("Length of each calibration sample"), 8);
    form.addRow(tr("Methods"), methodRow());
    form.addRow(tr("&Bits"), m_bits);
    form.addRow(tr("&Group sizes"), m_groups);
    form.addRow(tr("S&amples"), m_samples);
    form.addRow(tr("Seed&s"), m_seeds);
    form.addRow(tr("Tokens per samp&le"), m_sampleLength);
}

QWidget* StudyFields::methodRow() {
    auto* box = new QWidget;
    auto* rows = new QGridLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    for (const StudyMethodName& method : studyMethodNames()) {
        const QString title = QCoreApplication::translate("Methods", method.title);
        auto* check = named(new QCheckBox(title), QStringLiteral("studyMethod_") + text(method.name), title,
                            studyMethodTraits(method.name).calibrated
                                ? tr("Measured with every calibration text, number of samples and seed")
                                : tr("Needs no calibration: measured once per bits and group size"));
        connect(check, &QCheckBox::toggled, this, &StudyFields::edited);
        const int place = static_cast<int>(m_methods.size());
        rows->addWidget(check, place / 2, place % 2);
        m_methods.push_back(check);
    }
    return box;
}

QWidget* StudyFields::pathRow(QLineEdit* field, const QString& browseTip, bool folder) {
    auto* browse =
        named(new QPushButton(tr("…")), field->objectName() + QStringLiteral("Browse"), browseTip, browseTip);
    browse->setMaximumWidth(32);
    connect(browse, &QPushButton::clicked, this, [this, field, browseTip, folder] {
        const QString chosen = folder ? QFileDialog::getExistingDirectory(this, browseTip, field->text())
                                      : QFileDialog::getOpenFileName(this, browseTip, field->text());
        if (!chosen.isEmpty()) {
            field->setText(chosen);
        }
    });
    auto* box = new QWidget;
    box->setFocusProxy(field); // the key of the row's label goes there
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(field, 1);
    row->addWidget(browse);
    return box;
}

QWidget* StudyFields::calibrationRow() {
    m_calibration = named(new QPlainTextEdit, QStringLiteral("studyCalibration"), tr("Calibration texts"),
                          tr("Files or names of embedded texts, one per line, each studied by itself"));
    m_calibration->setPlaceholderText(tr("The default text; or files, one per line"));
    m_calibration->setTabChangesFocus(true);
    m_calibration->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_calibration->setMaximumHeight(m_calibration->fontMetrics().height() * 5);
    connect(m_calibration, &QPlainTextEdit::textChanged, this, &StudyFields::edited);
    const QString tip = tr("Choose calibration texts");
    auto* browse = named(new QPushButton(tr("…")), QStringLiteral("studyCalibrationBrowse"), tip, tip);
    browse->setMaximumWidth(32);
    connect(browse, &QPushButton::clicked, this, [this, tip] {
        for (const QString& file : QFileDialog::getOpenFileNames(this, tip)) {
            m_calibration->appendPlainText(file);
        }
    });
    auto* box = new QWidget;
    box->setFocusProxy(m_calibration);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_calibration, 1, Qt::AlignTop);
    row->addWidget(browse, 0, Qt::AlignTop);
    return box;
}

QLineEdit* StudyFields::numberField(const QString& object, const QString& name, const QString& tip) {
    auto* field = named(new QLineEdit, object, name, tip);
    connect(field, &QLineEdit::textChanged, this, &StudyFields::edited);
    return field;
}

QSpinBox* StudyFields::countField(const QString& object, const QString& name, const QString& tip, int lowest) {
    auto* field = named(new QSpinBox, object, name, tip);
    field->setRange(lowest, kMostInField);
    connect(field, &QSpinBox::valueChanged, this, &StudyFields::edited);
    return field;
}

void StudyFields::show(const WantedStudy& wanted) {
    const QSignalBlocker quiet(this); // one change, not twelve
    m_model->setText(text(wanted.model));
    m_text->setText(text(wanted.text));
    m_output->setText(text(wanted.output));
    QStringList sources;
    for (const std::string& source : wanted.calibration) {
        sources.append(text(source));
    }
    m_calibration->setPlainText(sources.join(QLatin1Char('\n')));
    for (size_t i = 0; i < m_methods.size(); ++i) {
        const std::string name = studyMethodNames()[i].name;
        m_methods[i]->setChecked(std::find(wanted.methods.begin(), wanted.methods.end(), name) != wanted.methods.end());
    }
    m_bits->setText(textOf(wanted.bits));
    m_groups->setText(textOf(wanted.groupSizes));
    m_samples->setText(textOf(wanted.samples));
    m_seeds->setText(textOf(wanted.seeds));
    m_sampleLength->setValue(fieldValue(wanted.sampleLength));
    m_windows->setValue(fieldValue(wanted.windows));
    m_windowLength->setValue(fieldValue(wanted.windowLength));
}

WantedStudy StudyFields::wanted() const {
    WantedStudy wanted;
    wanted.model = m_model->text().trimmed().toStdString();
    wanted.text = m_text->text().trimmed().toStdString();
    wanted.output = m_output->text().trimmed().toStdString();
    for (const QString& line : m_calibration->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (!line.trimmed().isEmpty()) {
            wanted.calibration.push_back(line.trimmed().toStdString());
        }
    }
    wanted.methods.clear();
    for (size_t i = 0; i < m_methods.size(); ++i) {
        if (m_methods[i]->isChecked()) {
            wanted.methods.emplace_back(studyMethodNames()[i].name);
        }
    }
    wanted.bits = numbersFrom<int>(m_bits->text());
    wanted.groupSizes = numbersFrom<int64_t>(m_groups->text());
    wanted.samples = numbersFrom<int64_t>(m_samples->text());
    wanted.seeds = numbersFrom<uint64_t>(m_seeds->text());
    wanted.sampleLength = m_sampleLength->value();
    wanted.windows = m_windows->value();
    wanted.windowLength = m_windowLength->value();
    return wanted;
}

QString StudyFields::problem() const {
    const WantedStudy now = wanted();
    if (now.model.empty()) {
        return tr("Choose the model to study.");
    }
    if (now.text.empty()) {
        return tr("Choose a text to measure on.");
    }
    if (now.output.empty()) {
        return tr("Choose a folder for the figures.");
    }
    if (now.methods.empty()) {
        return tr("Choose at least one method.");
    }
    for (const auto& [field, empty] : {std::pair{m_bits, now.bits.empty()},
                                       {m_groups, now.groupSizes.empty()},
                                       {m_samples, now.samples.empty()},
                                       {m_seeds, now.seeds.empty()}}) {
        if (empty) {
            return tr("%1: write whole numbers with commas between them.").arg(field->accessibleName());
        }
    }
    return {};
}

} // namespace salient::ui
