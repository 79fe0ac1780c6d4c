// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/wanted_study.h"

#include "core/json_fields.h"
#include "core/method.h"
#include "core/record/study_settings.h"
#include "ui/text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace salient::ui {

static constexpr auto jsonFields(const WantedStudy*) {
    using W = WantedStudy;
    return std::tuple{jsonField("model", &W::model),
                      jsonField("methods", &W::methods),
                      jsonField("bits", &W::bits),
                      jsonField("group_sizes", &W::groupSizes),
                      jsonField("calibration", &W::calibration),
                      jsonField("samples", &W::samples),
                      jsonField("seeds", &W::seeds),
                      jsonField("length", &W::sampleLength),
                      jsonField("text", &W::text),
                      jsonField("windows", &W::windows),
                      jsonField("window_length", &W::windowLength),
                      jsonField("output", &W::output)};
}

/// Of core/quantizers/compared_methods.h, which the window does not link; a test asks the engine for its names.
static constexpr std::array<StudyMethodName, 6> kComparedMethods = {{
    {"nf4", QT_TRANSLATE_NOOP("Methods", "NF4")},
    {"nf4-dq", QT_TRANSLATE_NOOP("Methods", "NF4, double quantisation")},
    {"llm-int8", QT_TRANSLATE_NOOP("Methods", "LLM.int8()")},
    {"smoothquant", QT_TRANSLATE_NOOP("Methods", "SmoothQuant W8A8")},
    {"salient-0.1", QT_TRANSLATE_NOOP("Methods", "0.1 % salient channels in 16 bit")},
    {"salient-1", QT_TRANSLATE_NOOP("Methods", "1 % salient channels in 16 bit")},
}};

const std::vector<StudyMethodName>& studyMethodNames() {
    static const std::vector<StudyMethodName> names = [] {
        std::vector<StudyMethodName> all;
        for (const MethodInfo& method : kMethods) {
            if (!method.parts.smooth) { // in a study by its own definition, below
                all.push_back({method.name, method.title});
            }
        }
        all.insert(all.end(), kComparedMethods.begin(), kComparedMethods.end());
        return all;
    }();
    return names;
}

std::vector<StudySetting> settingsOf(const WantedStudy& wanted) {
    return studySettings(
        {wanted.methods, wanted.bits, wanted.groupSizes, wanted.calibration, wanted.samples, wanted.seeds});
}

int missingSettings(const WantedStudy& wanted, const StudyRecord& record) {
    const std::vector<StudySetting> settings = settingsOf(wanted);
    return static_cast<int>(std::count_if(settings.begin(), settings.end(), [&](const StudySetting& setting) {
        return record.find(setting) == nullptr;
    }));
}

std::string studyArguments(const WantedStudy& wanted) {
    return jsonToText(toJson(wanted));
}

std::optional<WantedStudy> studyFromArguments(const std::string& json) {
    try {
        WantedStudy wanted;
        readJson(jsonFromText(json), wanted, "", UnknownKeys::Ignore);
        return wanted;
    } catch (const Json::exception&) {
        return std::nullopt;
    } catch (const JsonMismatch&) {
        return std::nullopt;
    }
}

template <class T>
static void addOnce(std::vector<T>& list, const T& value) {
    if (std::find(list.begin(), list.end(), value) == list.end()) {
        list.push_back(value);
    }
}

WantedStudy wantedFrom(const StudyRecord& record, const std::string& folder) {
    WantedStudy wanted;
    wanted.model = record.model;
    wanted.text = record.text;
    wanted.windows = record.windows;
    wanted.windowLength = record.windowLength;
    wanted.sampleLength = record.sampleLength;
    wanted.output = folder;
    WantedStudy asked;
    asked.methods.clear();
    asked.bits.clear();
    asked.groupSizes.clear();
    asked.samples.clear();
    asked.seeds.clear();
    const auto add = [&](const StudySetting& setting) {
        addOnce(asked.methods, setting.method);
        if (studyMethodTraits(setting.method).fixedBits == 0) {
            addOnce(asked.bits, setting.bits);
            addOnce(asked.groupSizes, setting.groupSize);
        }
        if (setting.samples > 0) {
            addOnce(asked.samples, setting.samples);
            addOnce(asked.seeds, setting.seed);
            if (!setting.calibration.empty()) {
                addOnce(asked.calibration, setting.calibration);
            }
        }
    };
    for (const StudyEntry& entry : record.entries) {
        add(entry.setting);
    }
    std::ranges::for_each(record.missing, add);
    const auto take = [](auto& into, const auto& from) {
        if (!from.empty()) {
            into = from;
        }
    };
    take(wanted.methods, asked.methods);
    take(wanted.bits, asked.bits);
    take(wanted.groupSizes, asked.groupSizes);
    take(wanted.calibration, asked.calibration);
    take(wanted.samples, asked.samples);
    take(wanted.seeds, asked.seeds);
    return wanted;
}

namespace {

/// A word as a POSIX shell reads it back.
QString quoted(const QString& word) {
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    return plain.match(word).hasMatch()
               ? word
               : QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QStringLiteral("'\\''")) +
                     QLatin1Char('\'');
}

/// A path that begins like a flag is written so that it is none.
QString pathWord(const std::string& path) {
    const QString word = text(path);
    return quoted(word.startsWith(QLatin1Char('-')) ? QStringLiteral("./") + word : word);
}

template <class T>
QString joined(const std::vector<T>& values) {
    QStringList words;
    for (const T& value : values) {
        if constexpr (std::is_integral_v<T>) {
            words.append(QString::number(value));
        } else {
            words.append(text(value));
        }
    }
    return words.join(QLatin1Char(','));
}

} // namespace

QString studyCommandLine(const WantedStudy& wanted) {
    const WantedStudy usual;
    QStringList words = {QStringLiteral("salient study"), pathWord(wanted.model), QStringLiteral("--text"),
                         pathWord(wanted.text),           QStringLiteral("-o"),   pathWord(wanted.output)};
    const auto list = [&](const char* flag, const auto& values, const auto& byDefault) {
        if (values != byDefault) {
            words << QString::fromLatin1(flag) << quoted(joined(values));
        }
    };
    const auto number = [&](const char* flag, int64_t value, int64_t byDefault) {
        if (value != byDefault) {
            words << QString::fromLatin1(flag) << QString::number(value);
        }
    };
    list("--methods", wanted.methods, usual.methods);
    list("--bits", wanted.bits, usual.bits);
    list("--group-sizes", wanted.groupSizes, usual.groupSizes);
    list("--calibration", wanted.calibration, usual.calibration);
    list("--samples", wanted.samples, usual.samples);
    list("--seeds", wanted.seeds, usual.seeds);
    number("--length", wanted.sampleLength, usual.sampleLength);
    number("--windows", wanted.windows, usual.windows);
    number("--window-length", wanted.windowLength, usual.windowLength);
    return words.join(QLatin1Char(' '));
}

} // namespace salient::ui
