// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/calibration_source.h"

#include "ui/text.h"

#include <QFileInfo>
#include <QStringList>

#include <algorithm>

namespace salient::ui {

CalibrationSource sourceFromText(const std::string& source) {
    CalibrationSource read{.place = text(source), .key = {}};
    const qsizetype colon = read.place.lastIndexOf(QLatin1Char(':'));
    if (colon >= 0 && !QFileInfo::exists(read.place)) {
        bool isNumber = false;
        const double weight = read.place.mid(colon + 1).toDouble(&isNumber);
        if (isNumber && weight > 0.0) {
            read.weight = weight;
            read.place.truncate(colon);
        }
    }
    const qsizetype hash = read.place.lastIndexOf(QLatin1Char('#'));
    if (hash >= 0 && !QFileInfo::exists(read.place)) {
        read.key = read.place.mid(hash + 1);
        read.place.truncate(hash);
    }
    return read;
}

std::string sourceToText(const CalibrationSource& source) {
    QString written = source.place;
    if (!source.key.isEmpty()) {
        written += QLatin1Char('#') + source.key;
    }
    if (source.weight > 0.0) {
        written += QLatin1Char(':') + QString::number(source.weight);
    }
    return written.toStdString();
}

// As the engine counts: 1 for a source without a weight beside one that has one.
std::vector<double> sharesOf(const std::vector<CalibrationSource>& sources) {
    const bool weighted =
        std::any_of(sources.begin(), sources.end(), [](const CalibrationSource& one) { return one.weight > 0.0; });
    if (!weighted) {
        return {};
    }
    std::vector<double> shares;
    double sum = 0.0;
    for (const CalibrationSource& source : sources) {
        shares.push_back(source.weight > 0.0 ? source.weight : 1.0);
        sum += shares.back();
    }
    for (double& share : shares) {
        share /= sum;
    }
    return shares;
}

bool isCalibrationFile(const QString& file) {
    static const QStringList kinds{QStringLiteral("txt"),  QStringLiteral("md"),  QStringLiteral("jsonl"),
                                   QStringLiteral("json"), QStringLiteral("csv"), QStringLiteral("parquet")};
    return kinds.contains(QFileInfo(file).suffix().toLower());
}

bool hasFields(const QString& file) {
    const QString kind = QFileInfo(file).suffix().toLower();
    return isCalibrationFile(file) && kind != QStringLiteral("txt") && kind != QStringLiteral("md");
}

} // namespace salient::ui
