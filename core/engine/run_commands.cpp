// SPDX-License-Identifier: Apache-2.0
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/report/html_report.h"
#include "core/report/run_listing.h"
#include "core/report/stored_run.h"
#include "core/run_folder.h"
#include "core/whole_file.h"

#include <optional>

namespace salient {

namespace {

struct RunsArguments {
    std::filesystem::path root;
};
constexpr auto jsonFields(const RunsArguments*) {
    return std::tuple{jsonField("root", &RunsArguments::root)};
}

struct ReportArguments {
    std::string run;
    std::filesystem::path output;
};
constexpr auto jsonFields(const ReportArguments*) {
    return std::tuple{jsonField("run", &ReportArguments::run), jsonField("output", &ReportArguments::output)};
}

struct NoteArguments {
    std::string run;
    std::string text;
};
constexpr auto jsonFields(const NoteArguments*) {
    return std::tuple{jsonField("run", &NoteArguments::run), jsonField("text", &NoteArguments::text)};
}

Json orNull(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}
Json orNull(const std::optional<int64_t>& count) {
    return count ? Json(*count) : Json();
}
Json orNull(const std::optional<double>& number) {
    return number ? jsonNumber(*number) : Json();
}

Json listingToJson(const RunListing& run) {
    return {{"folder", run.folder.string()},
            {"name", run.name},
            {"model", orNull(run.model)},
            {"output", orNull(run.output)},
            {"started", run.started},
            {"state", runEndName(run.state)},
            {"method", orNull(run.method)},
            {"bits", orNull(run.bits)},
            {"group_size", orNull(run.groupSize)},
            {"samples", orNull(run.samples)},
            {"length", orNull(run.length)},
            {"bytes_before", orNull(run.bytesBefore)},
            {"bytes_after", orNull(run.bytesAfter)},
            {"perplexity_before", orNull(run.perplexityBefore)},
            {"perplexity_after", orNull(run.perplexityAfter)},
            {"mean_kl", orNull(run.meanKl)},
            {"seconds", orNull(run.seconds)},
            {"failure", orNull(run.failure)},
            {"notes", run.notes},
            {"problem", orNull(run.problem)}};
}

} // namespace

std::string runsCommand(const std::string& arguments, const RunContext& context) {
    const auto given = readArguments<RunsArguments>("runs", arguments);
    const std::filesystem::path root = given.root.empty() ? runsFolder() : given.root;
    Json runs = Json::array();
    for (const RunListing& run : listRuns(root)) {
        context.checkCancelled();
        runs.push_back(listingToJson(run));
    }
    return jsonToText({{"runs", runs}, {"root", root.string()}});
}

std::string reportCommand(const std::string& arguments, const RunContext&) {
    const auto given = readArguments<ReportArguments>("report", arguments);
    requireArgument("report", "run", !given.run.empty());
    const std::filesystem::path folder = resolveRunFolder(given.run);
    const std::filesystem::path file = given.output.empty() ? folder / "report.html" : given.output;
    const HtmlReport report = htmlReport(readStoredRun(folder));
    writeWholeFile(file, report.html);
    return jsonToText({{"file", file.string()}, {"bytes", report.html.size()}, {"charts", report.charts}});
}

std::string noteCommand(const std::string& arguments, const RunContext&) {
    const auto given = readArguments<NoteArguments>("note", arguments);
    requireArgument("note", "run", !given.run.empty());
    const std::filesystem::path folder = resolveRunFolder(given.run);
    writeRunNotes(folder, given.text);
    return jsonToText({{"run", folder.string()}, {"notes", readRunNotes(folder)}});
}

} // namespace salient
