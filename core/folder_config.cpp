// SPDX-License-Identifier: Apache-2.0
#include "core/folder_config.h"

#include "core/export/companion_files.h"
#include "core/formats/loader_rules.h"
#include "core/quantize_plan.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

static std::string replay(const std::string& quantizationConfig, const std::vector<ExportModule>& modules,
                          const RunContext& context) {
    const LoaderReplay replay = replayLoaders(quantizationConfig, modules);
    for (const LoaderDisagreement& disagreement : replay.disagreements) {
        context.emit(IssueFound{disagreement.issue});
    }
    nlohmann::ordered_json report = nlohmann::ordered_json::array();
    for (const Loader loader : {Loader::Vllm, Loader::SgLang, Loader::Transformers}) {
        const auto disagrees = [&](const LoaderChoice& choice) { return choice.loader == loader && !choice.agrees; };
        const bool agrees = std::none_of(replay.choices.begin(), replay.choices.end(), disagrees);
        nlohmann::ordered_json problems = nlohmann::ordered_json::array();
        for (const LoaderDisagreement& disagreement : replay.disagreements) {
            if (disagreement.loader == loader) {
                problems.push_back(disagreement.issue.sentence);
            }
        }
        report.push_back({{"loader", loaderName(loader)}, {"agrees", agrees}, {"problems", problems}});
    }
    return report.dump();
}

std::string writeFolderConfig(const std::filesystem::path& folder, const ModelSource& source,
                              const ExportFormat& format, const ExportSettings& settings, const RunContext& context) {
    copyCompanionFiles(source.folder(), folder);
    const std::string section = format.quantizationConfig(settings);
    std::string loaders = replay(section, settings.modules, context);
    writeTextFile(folder / "config.json", exportedConfig(source.configText(), section));
    if (format.sideFiles != nullptr) {
        for (const SideFile& file : format.sideFiles(settings)) {
            writeTextFile(folder / file.name, file.text);
        }
    }
    return loaders;
}

std::string replayFolder(const ModelSource& source, const RunContext& context) {
    const auto config = nlohmann::ordered_json::parse(source.configText());
    const auto section = config.find("quantization_config");
    if (section == config.end()) {
        return "null";
    }
    const ExportSettings settings = exportSettings({}, planAsStored(source), source.config());
    return replay(section->dump(), settings.modules, context);
}

} // namespace salient
