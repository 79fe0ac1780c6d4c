// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration_data.h"
#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/engine/kept_model.h"
#include "core/record/study_table.h"
#include "core/report/study_report.h"
#include "core/study/study.h"
#include "core/tokenizer/tokenizer.h"

namespace salient {

/// The lists and numbers that a command may give; the rest follows from them.
static constexpr auto jsonFields(const StudyRequest*) {
    using R = StudyRequest;
    return std::tuple{jsonField("model", &R::model),
                      jsonField("methods", &R::methods),
                      jsonField("bits", &R::bits),
                      jsonField("group_sizes", &R::groupSizes),
                      jsonField("calibration", &R::calibrations),
                      jsonField("samples", &R::samples),
                      jsonField("seeds", &R::seeds),
                      jsonField("length", &R::sampleLength),
                      jsonField("text", &R::text),
                      jsonField("windows", &R::windows),
                      jsonField("window_length", &R::windowLength),
                      jsonField("output", &R::folder),
                      jsonField("memory_bytes", &R::memoryBytes),
                      jsonField("device", &R::device)};
}

static Json rowToJson(const StudyRow& row) {
    const StudySetting& setting = row.setting;
    const StudyFigures& figures = row.figures;
    return {{"method", setting.method},
            {"bits", setting.bits},
            {"group_size", setting.groupSize},
            {"calibration", setting.calibration},
            {"samples", setting.samples},
            {"seed", setting.seed},
            {"bytes", row.bytes},
            {"bits_per_weight", jsonNumber(row.bitsPerWeight)},
            {"perplexity", jsonNumber(figures.perplexity.mean)},
            {"perplexity_error", jsonNumber(figures.perplexity.error)},
            {"kl", jsonNumber(figures.kl.mean)},
            {"kl_error", jsonNumber(figures.kl.error)},
            {"same_top_token", jsonNumber(figures.sameTop)},
            {"seconds", jsonNumber(row.seconds)},
            {"peak_bytes", row.peakBytes}};
}

std::string studyCommand(const std::string& arguments, const RunContext& context) {
    auto request = readArguments<StudyRequest>("study", arguments);
    requireArgument("study", "model", !request.model.empty());
    requireArgument("study", "text", !request.text.empty());
    requireArgument("study", "output", !request.folder.empty());
    request.model = resolveModelFolder(request.model.string());
    request.ids = Tokenizer::load(request.model).encode(readTextFile(request.text));
    if (context.keptModel != nullptr) {
        context.keptModel->release(); // the plan counts on its memory
    }
    std::vector<std::filesystem::path> pages;
    const StudyRecord record =
        runStudy(request, context, [&](const StudyRecord& far) { pages = writeStudyFiles(request.folder, far); });
    Json rows = Json::array();
    for (const StudyRow& row : studyRows(record)) {
        rows.push_back(rowToJson(row));
    }
    Json files = Json::array({studyFile(request.folder).string()});
    for (const std::filesystem::path& file : pages) {
        files.push_back(file.string());
    }
    return jsonToText({{"model", record.model},
                       {"text", record.text},
                       {"windows", record.windows},
                       {"window_length", record.windowLength},
                       {"rows", rows},
                       {"files", files}});
}

} // namespace salient
