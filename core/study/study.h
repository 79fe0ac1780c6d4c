// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/study_record.h"
#include "core/run_context.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace salient {

/// Every combination of what stands in the lists is one setting.
struct StudyRequest {
    std::filesystem::path model;
    std::vector<std::string> methods = {"awq", "rtn"}; ///< names of studyMethods()
    std::vector<int> bits = {4};
    std::vector<int64_t> groupSizes = {128};
    std::vector<std::string> calibrations; ///< sources, each studied by itself; empty: the default preset
    std::vector<int64_t> samples = {128};
    std::vector<uint64_t> seeds = {42};
    int64_t sampleLength = 512; ///< tokens of a calibration sample
    std::filesystem::path text; ///< named in the record
    std::vector<int32_t> ids;   ///< the text's tokens
    int64_t windows = 16;       ///< from the start of the text; 0: all, fewer when it is shorter
    int64_t windowLength = 2048;
    std::filesystem::path folder; ///< of study.json; made when it is not there
    int64_t memoryBytes = 0;      ///< that a pass may plan with; 0: most of what is free
    std::string device = "auto";
};

/// Measures all settings of the request that the folder's study.json does not have yet, several in one pass over the
/// model, and writes study.json after each pass, of which `saved` is told: a study that was stopped goes on with the
/// next one. What an earlier request measured in the same folder stays. Emits IssueFound and Progress. Throws Error:
/// (usage, input) before any work for a setting that cannot be, a text that is too short, or a folder whose study is of
/// another text or model.
StudyRecord runStudy(
    const StudyRequest& request, const RunContext& context,
    const std::function<void(const StudyRecord&)>& saved = [](const StudyRecord&) {});

} // namespace salient
