// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include "ui/export/format_table.h"
#include "ui/json_values.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>

namespace salient::ui {

ExportDialog::ExportDialog(Session& session, const QString& folder, QWidget* parent)
    : QDialog(parent), m_session(session), m_folder(folder), m_engine(new EngineProcess(session.program(), this)) {
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export to another format"));
    build();
    resize(860, 520);
    connect(m_engine, &EngineProcess::eventsArrived, this, [this](quint64, const std::vector<Event>& events) {
        for (const Event& event : events) {
            if (const auto* progress = std::get_if<Progress>(&event)) {
                m_bar->setValue(static_cast<int>(1000.0 * progress->fraction));
            }
        }
    });
    ask();
}

void ExportDialog::build() {
    m_source = new QLabel(tr("Reading %1…").arg(m_folder));
    m_source->setObjectName(QStringLiteral("exportSource"));
    m_source->setWordWrap(true);
    m_formats = new FormatTable;
    connect(m_formats, &QTableWidget::itemSelectionChanged, this, &ExportDialog::chooseFormat);
    m_bar = new QProgressBar;
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_bar->setRange(0, 1000);
    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("exportWords"));
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_convert = named(new QPushButton(tr("Export")), QStringLiteral("exportStart"), QString(), QString());
    m_convert->setDefault(true);
    m_cancel = named(new QPushButton(tr("Cancel")), QStringLiteral("exportCancel"), QString(), QString());
    m_open = named(new QPushButton(tr("Open folder")), QStringLiteral("exportOpen"), tr("Open folder"),
                   tr("Shows the files that were written"));
    auto* close = named(new QPushButton(tr("Close")), QStringLiteral("exportClose"), tr("Close"), tr("Closes this"));
    connect(m_convert, &QPushButton::clicked, this, &ExportDialog::convert);
    connect(m_cancel, &QPushButton::clicked, m_engine, &EngineProcess::cancel);
    connect(m_open, &QPushButton::clicked, this, [this] {
        const QFileInfo written(m_written);
        QDesktopServices::openUrl(QUrl::fromLocalFile(written.isDir() ? m_written : written.absolutePath()));
    });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_convert);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->addWidget(m_source);
    all->addWidget(m_formats, 1);
    all->addWidget(buildPlace());
    all->addWidget(m_bar);
    all->addWidget(m_words);
    all->addLayout(buttons);
    showState();
}

QWidget* ExportDialog::buildPlace() {
    m_place = new QLabel;
    m_place->setObjectName(QStringLiteral("exportPlace"));
    m_output = named(new QLineEdit, QStringLiteral("exportOutput"), QString(), QString());
    connect(m_output, &QLineEdit::textEdited, this, [this] { m_ownPlace = true; });
    connect(m_output, &QLineEdit::textChanged, this, &ExportDialog::showState);
    m_browse = named(new QPushButton(tr("…")), QStringLiteral("exportBrowse"), QString(), QString());
    m_browse->setMaximumWidth(32);
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::browse);
    m_overwrite = named(new QCheckBox, QStringLiteral("exportOverwrite"), QString(), QString());
    namePlace(false);
    auto* place = new QWidget;
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_place);
    row->addWidget(m_output, 1);
    row->addWidget(m_browse);
    row->addWidget(m_overwrite);
    return place;
}

void ExportDialog::namePlace(bool oneFile) {
    const auto describe = [](QWidget* widget, const QString& name, const QString& tip) {
        widget->setAccessibleName(name);
        widget->setToolTip(tip);
    };
    m_place->setText(oneFile ? tr("File:") : tr("Folder:"));
    describe(m_output, oneFile ? tr("File") : tr("Folder"),
             oneFile ? tr("The file to write") : tr("Where the files go"));
    const QString choose = oneFile ? tr("Choose the file") : tr("Choose the folder");
    describe(m_browse, choose, choose);
    m_overwrite->setText(oneFile ? tr("Replace an existing file") : tr("Replace an existing folder"));
    describe(m_overwrite, m_overwrite->text(),
             oneFile ? tr("The old file stays until the new one is proved")
                     : tr("The old folder stays until the new one is proved"));
    describe(m_convert, tr("Export"),
             oneFile ? tr("Writes the file and reads it back, tensor by tensor")
                     : tr("Writes the folder and reads it back, integer by integer"));
    describe(m_cancel, tr("Cancel the export"),
             oneFile ? tr("Nothing is left under the file's name") : tr("Nothing is left under the folder's name"));
}

void ExportDialog::browse() {
    // Whether something may be replaced is asked below, not by the file dialog.
    const QString chosen =
        m_formats->isOneFile(m_formats->chosen())
            ? QFileDialog::getSaveFileName(this, tr("File"), m_output->text(), tr("GGUF files (*.gguf)"), nullptr,
                                           QFileDialog::DontConfirmOverwrite)
            : QFileDialog::getExistingDirectory(this, tr("Folder"), m_output->text());
    if (!chosen.isEmpty()) {
        m_ownPlace = true;
        m_output->setText(chosen);
    }
}

void ExportDialog::ask() {
    const Json arguments = {{"model", m_folder.toStdString()}};
    m_session.desk().ask(
        QStringLiteral("inspect"), jsonToText(arguments), this,
        [this](const std::string& json) { takeInspection(json); },
        [this](const Failed& failure) { m_source->setText(text(failure.sentence)); });
}

void ExportDialog::takeInspection(const std::string& json) {
    const Json report = jsonFromText(json);
    const Json stored = report.value("stored_as", Json::object());
    m_present = textAt(stored, "format");
    if (m_present.isEmpty()) {
        m_source->setText(tr("%1 is not quantised; there is nothing to convert.").arg(m_folder));
        return;
    }
    m_source->setText(tr("%1 is stored as <b>%2</b>. The integers stay as they are; only their layout changes. "
                         "Formats of folders that would have to round again are off.")
                          .arg(m_folder.toHtmlEscaped(), m_present));
    m_formats->showFormats(formatsFromJson(jsonToText(report.value("formats", Json::array()))), m_present);
    if (m_formats->chosen().isEmpty()) {
        m_words->setText(tr("No other format holds these integers as they are; quantise the original into the one you "
                            "want."));
    }
    showState();
}

void ExportDialog::chooseFormat() {
    if (!m_ownPlace && !m_formats->chosen().isEmpty()) {
        const QString base = QFileInfo(m_folder).absoluteFilePath() + QLatin1Char('-') + m_formats->chosen();
        m_output->setText(m_formats->isOneFile(m_formats->chosen()) ? base + QStringLiteral(".gguf") : base);
    }
    namePlace(m_formats->isOneFile(m_formats->chosen()));
    showState();
}

void ExportDialog::convert() {
    m_busy = true;
    m_written.clear();
    m_bar->setValue(0);
    m_words->clear();
    const Json arguments = {{"model", m_folder.toStdString()},
                            {"output", m_output->text().toStdString()},
                            {"format", m_formats->chosen().toStdString()},
                            {"overwrite", m_overwrite->isChecked()}};
    m_engine->ask(
        QStringLiteral("convert"), jsonToText(arguments), this, [this](const std::string& json) { takeResult(json); },
        [this](const Failed& failure) {
            const QColor bad = Theme::colors(palette()).bad;
            end(failure.code == "cancelled" ? tr("Cancelled; nothing was written.")
                                            : QStringLiteral("<span style='color:%1'>●</span> %2")
                                                  .arg(bad.name(), text(failure.sentence).toHtmlEscaped()));
        });
    showState();
}

void ExportDialog::takeResult(const std::string& json) {
    const Json result = jsonFromText(json);
    m_written = textAt(result, "output");
    if (m_formats->isOneFile(textAt(result, "format"))) {
        end(fileWords(result));
        return;
    }
    const ThemeColors colors = Theme::colors(palette());
    const QString line = QStringLiteral("<span style='color:%1'>●</span> %2");
    QStringList lines = {
        line.arg(colors.good.name(), tr("%1, %2: read back, all %n linear layer(s) hold the same integers.", nullptr,
                                        static_cast<int>(countAt(result, "linears")))
                                         .arg(m_written.toHtmlEscaped(), bytesText(countAt(result, "bytes"))))};
    for (const Json& loader : result.value("loaders", Json::array())) {
        // What the folder says is read right; whether there is a kernel for it, the format knows.
        const QString refusal = m_formats->refusal(textAt(result, "format"), textAt(loader, "loader"));
        const bool agrees = loader.value("agrees", false) && refusal.isEmpty();
        QStringList problems;
        if (!refusal.isEmpty() && loader.value("agrees", false)) {
            problems.append(refusal.toHtmlEscaped());
        }
        for (const Json& problem : loader.value("problems", Json::array())) {
            problems.append(text(problem.get<std::string>()).toHtmlEscaped());
        }
        lines.append(line.arg((agrees ? colors.good : colors.warning).name(),
                              agrees ? tr("%1 reads every layer for what it is.").arg(textAt(loader, "loader"))
                                     : tr("%1: %2").arg(textAt(loader, "loader"), problems.join(QLatin1Char(' ')))));
    }
    end(lines.join(QStringLiteral("<br>")));
}

// A GGUF file: which integers are still the same, and what to know of it.
QString ExportDialog::fileWords(const Json& result) const {
    const ThemeColors colors = Theme::colors(palette());
    const QString line = QStringLiteral("<span style='color:%1'>●</span> %2");
    const Json linears = result.value("linears", Json::object());
    QStringList lines = {
        line.arg(colors.good.name(), tr("%1, %2: read back, byte for byte what was to be written.")
                                         .arg(m_written.toHtmlEscaped(), bytesText(countAt(result, "bytes")))),
        line.arg(
            (countAt(linears, "rounded_again") == 0 ? colors.good : colors.warning).name(),
            tr("Linear layers: %1 with the same integers, %2 with the same and a rounded minimum, %3 rounded again, "
               "%4 from 16 bit.")
                .arg(countAt(linears, "exact"))
                .arg(countAt(linears, "minimum_rounded"))
                .arg(countAt(linears, "rounded_again"))
                .arg(countAt(linears, "from_16_bit")))};
    for (const Json& note : result.value("notes", Json::array())) {
        lines.append(line.arg(colors.warning.name(), text(note.get<std::string>()).toHtmlEscaped()));
    }
    return lines.join(QStringLiteral("<br>"));
}

void ExportDialog::end(const QString& words) {
    m_busy = false;
    m_words->setText(words);
    showState();
}

void ExportDialog::showState() {
    m_convert->setEnabled(!m_busy && !m_formats->chosen().isEmpty() && !m_output->text().isEmpty());
    m_cancel->setEnabled(m_busy);
    m_bar->setVisible(m_busy);
    m_open->setEnabled(!m_written.isEmpty());
}

} // namespace salient::ui
