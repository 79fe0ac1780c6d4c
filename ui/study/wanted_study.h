// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString> // first: Qt 6.4's moc reads <compare> only behind another header

#include "core/record/study_record.h"

#include <optional>
#include <string>
#include <vector>

namespace salient::ui {

/// A method as the engine's command `study` knows it.
struct StudyMethodName {
    const char* name;
    const char* title; ///< for people
};
/// All that a person may choose: those of `quantize` first, then those that AWQ is compared with.
const std::vector<StudyMethodName>& studyMethodNames();

/// What is asked of the engine's command `study`: every combination of what stands in the lists is one setting.
struct WantedStudy {
    std::string model; ///< folder
    std::vector<std::string> methods = {"awq", "rtn"};
    std::vector<int> bits = {4};
    std::vector<int64_t> groupSizes = {128}; ///< 0: whole rows
    std::vector<std::string> calibration;    ///< PLACE[#KEY][:WEIGHT]; empty: the default preset
    std::vector<int64_t> samples = {128};
    std::vector<uint64_t> seeds = {42};
    int64_t sampleLength = 512; ///< tokens of a calibration sample
    std::string text;           ///< file that quality is measured on
    int64_t windows = 16;
    int64_t windowLength = 2048; ///< tokens
    std::string output;          ///< folder of the study

    bool operator==(const WantedStudy&) const = default;
};

/// The settings that it asks for, each once: as the engine counts them.
std::vector<StudySetting> settingsOf(const WantedStudy& wanted);
/// How many of them a record has not.
int missingSettings(const WantedStudy& wanted, const StudyRecord& record);

/// The arguments of the engine's command, as JSON text, and back; nothing for a text that is none.
std::string studyArguments(const WantedStudy& wanted);
std::optional<WantedStudy> studyFromArguments(const std::string& json);
/// What asks for all lines of a study again, and for those that are missing.
WantedStudy wantedFrom(const StudyRecord& record, const std::string& folder);
/// The same for a terminal, quoted for a POSIX shell; what is as by default is left out.
QString studyCommandLine(const WantedStudy& wanted);

} // namespace salient::ui
