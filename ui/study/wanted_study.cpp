// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/wanted_study.h"

#include "core/command_line.h"
#include "core/json_fields.h"
#include "core/method.h"
#include "core/record/study_settings.h"
#include "ui/text.h"

#include <QCoreApplication>

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

QString studyCommandLine(const WantedStudy& wanted) {
    const WantedStudy usual;
    CommandLine line("study");
    line.path(wanted.model);
    line.path("--text", wanted.text);
    line.path("-o", wanted.output);
    line.list("--methods", wanted.methods, usual.methods);
    line.list("--bits", wanted.bits, usual.bits);
    line.list("--group-sizes", wanted.groupSizes, usual.groupSizes);
    line.sources("--calibration", wanted.calibration);
    line.list("--samples", wanted.samples, usual.samples);
    line.list("--seeds", wanted.seeds, usual.seeds);
    line.number("--length", wanted.sampleLength, usual.sampleLength);
    line.number("--windows", wanted.windows, usual.windows);
    line.number("--window-length", wanted.windowLength, usual.windowLength);
    return text(line.line());
}

} // namespace salient::ui
