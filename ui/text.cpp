// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace salient::ui {

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString bytesText(qint64 bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString durationText(double seconds) {
    const auto whole = static_cast<qint64>(std::llround(std::max(0.0, seconds)));
    const auto part = [](const char* pattern, qint64 first, qint64 second) {
        return QCoreApplication::translate("Duration", pattern).arg(first).arg(second);
    };
    if (whole < 60) {
        return QCoreApplication::translate("Duration", "%1 s").arg(whole);
    }
    if (whole < 3600) {
        return part(QT_TRANSLATE_NOOP("Duration", "%1 min %2 s"), whole / 60, whole % 60);
    }
    return part(QT_TRANSLATE_NOOP("Duration", "%1 h %2 min"), whole / 3600, whole % 3600 / 60);
}

QString numberText(double value) {
    return QLocale().toString(value, 'g', 3);
}

QString countText(qint64 count) {
    struct Unit {
        double size;
        const char* pattern;
    };
    static constexpr std::array<Unit, 3> kUnits = {{{1e9, QT_TRANSLATE_NOOP("Count", "%1 billion")},
                                                    {1e6, QT_TRANSLATE_NOOP("Count", "%1 million")},
                                                    {1e4, QT_TRANSLATE_NOOP("Count", "%1 thousand")}}};
    for (const Unit& unit : kUnits) {
        if (static_cast<double>(count) >= unit.size) {
            const double shown = static_cast<double>(count) / (unit.size == 1e4 ? 1e3 : unit.size);
            return QCoreApplication::translate("Count", unit.pattern).arg(QLocale().toString(shown, 'f', 1));
        }
    }
    return QLocale().toString(count);
}

} // namespace salient::ui
