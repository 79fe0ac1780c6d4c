// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/run_list_model.h"

#include "ui/json_values.h"
#include "ui/text.h"

#include <QFileInfo>
#include <QLocale>

namespace salient::ui {

namespace {

ListedRun listedRun(const Json& json) {
    ListedRun run;
    run.folder = textAt(json, "folder");
    run.name = textAt(json, "name");
    run.model = textAt(json, "model");
    run.output = textAt(json, "output");
    run.started = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(numberAt(json, "started")));
    run.state = textAt(json, "state");
    run.method = textAt(json, "method");
    run.bits = knownNumberAt(json, "bits");
    run.groupSize = knownNumberAt(json, "group_size");
    run.bytesBefore = knownNumberAt(json, "bytes_before");
    run.bytesAfter = knownNumberAt(json, "bytes_after");
    run.perplexityBefore = knownNumberAt(json, "perplexity_before");
    run.perplexityAfter = knownNumberAt(json, "perplexity_after");
    run.meanKl = knownNumberAt(json, "mean_kl");
    run.seconds = knownNumberAt(json, "seconds");
    run.failure = textAt(json, "failure");
    run.notes = textAt(json, "notes").trimmed();
    run.problem = textAt(json, "problem");
    return run;
}

/// "39.4 → 44.2"; what is not known is left out.
QString changeText(const std::optional<double>& before, const std::optional<double>& after, QString (*write)(double)) {
    if (before && after) {
        return RunListModel::tr("%1 → %2").arg(write(*before), write(*after));
    }
    return before ? write(*before) : after ? write(*after) : QString();
}

QString sizeText(double bytes) {
    return bytesText(static_cast<qint64>(bytes));
}

QString perplexityText(double perplexity) {
    return QLocale().toString(perplexity, 'g', 4);
}

QString stateText(const QString& state) {
    return state == QStringLiteral("finished")    ? RunListModel::tr("finished")
           : state == QStringLiteral("failed")    ? RunListModel::tr("failed")
           : state == QStringLiteral("cancelled") ? RunListModel::tr("cancelled")
           : state == QStringLiteral("running")   ? RunListModel::tr("running")
                                                  : RunListModel::tr("unfinished");
}

QVariant orNothing(const std::optional<double>& number) {
    return number ? QVariant(*number) : QVariant();
}

} // namespace

QString ListedRun::modelName() const {
    return QFileInfo(model.endsWith(QLatin1Char('/')) ? model.chopped(1) : model).fileName();
}

QString ListedRun::label() const {
    if (modelName().isEmpty() || method.isEmpty()) {
        return name;
    }
    const QString how = bits && groupSize ? QStringLiteral("%1-%2 g%3").arg(method).arg(*bits).arg(*groupSize) : method;
    return QStringLiteral("%1 %2 %3").arg(modelName(), how, started.toString(QStringLiteral("hh:mm:ss")));
}

QString RunListModel::show(const std::string& runsJson, const QString& goingOn) {
    std::vector<ListedRun> runs;
    try {
        const Json answer = jsonFromText(runsJson);
        for (const Json& run : answer.at("runs")) {
            runs.push_back(listedRun(run));
            if (!goingOn.isEmpty() && runs.back().folder == goingOn) {
                runs.back().state = QStringLiteral("running");
            }
        }
    } catch (const Json::exception& error) {
        return tr("The list of runs cannot be read: %1.").arg(text(jsonProblem(error)));
    }
    beginResetModel();
    m_runs = std::move(runs);
    endResetModel();
    return {};
}

int RunListModel::rowOf(const QString& folder) const {
    for (size_t i = 0; i < m_runs.size(); ++i) {
        if (m_runs[i].folder == folder) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

void RunListModel::setNotes(const QString& folder, const QString& notes) {
    if (const int row = rowOf(folder); row >= 0) {
        m_runs[static_cast<size_t>(row)].notes = notes.trimmed();
        Q_EMIT dataChanged(index(row, Notes), index(row, Notes));
    }
}

int RunListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString RunListModel::shown(const ListedRun& run, int column) {
    switch (column) {
    case Date:
        return run.started.toString(QStringLiteral("yyyy-MM-dd hh:mm"));
    case Model:
        return run.modelName().isEmpty() ? run.name : run.modelName();
    case Method:
        return run.method;
    case Bits:
        return run.bits ? QLocale().toString(*run.bits) : QString();
    case Group:
        return !run.groupSize ? QString() : *run.groupSize == 0.0 ? tr("row") : QLocale().toString(*run.groupSize);
    case Size:
        return changeText(run.bytesBefore, run.bytesAfter, sizeText);
    case Perplexity:
        return changeText(run.perplexityBefore, run.perplexityAfter, perplexityText);
    case Kl:
        return run.meanKl ? numberText(*run.meanKl) : QString();
    case Time:
        return run.seconds ? durationText(*run.seconds) : QString();
    case State:
        return stateText(run.state);
    case Notes:
        return run.notes.section(QLatin1Char('\n'), 0, 0);
    default:
        return {};
    }
}

QVariant RunListModel::sortedBy(const ListedRun& run, int column) {
    switch (column) {
    case Date:
        return run.started;
    case Bits:
        return orNothing(run.bits);
    case Group:
        return orNothing(run.groupSize);
    case Size:
        return orNothing(run.bytesAfter);
    case Perplexity:
        return orNothing(run.perplexityAfter);
    case Kl:
        return orNothing(run.meanKl);
    case Time:
        return orNothing(run.seconds);
    default:
        return shown(run, column);
    }
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ListedRun& one = run(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(one, index.column());
    case Qt::UserRole:
        return sortedBy(one, index.column());
    case Qt::ToolTipRole: {
        QStringList lines = {one.folder};
        for (const QString& words : {one.failure, one.problem, one.notes}) {
            if (!words.isEmpty()) {
                lines.append(words);
            }
        }
        return lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    }
    case Qt::TextAlignmentRole: {
        const bool number = index.column() >= Bits && index.column() <= Time;
        return QVariant::fromValue((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default:
        return {};
    }
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount) {
        return {};
    }
    return QStringList{tr("Date"),       tr("Model"), tr("Method"), tr("Bits"),  tr("Group"), tr("Size"),
                       tr("Perplexity"), tr("KL"),    tr("Time"),   tr("State"), tr("Notes")}[section];
}

} // namespace salient::ui
