// SPDX-License-Identifier: Apache-2.0
#include "core/loader_report.h"

#include "core/formats/loader_rules.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

std::string loaderReport(const std::string& quantizationConfig, const ExportSettings& settings,
                         const RunContext& context) {
    const LoaderReplay replay = replayLoaders(quantizationConfig, settings.modules);
    for (const LoaderDisagreement& disagreement : replay.disagreements) {
        context.emit(IssueFound{disagreement.issue});
    }
    nlohmann::ordered_json report = nlohmann::ordered_json::array();
    for (const Loader loader : {Loader::Vllm, Loader::SgLang, Loader::Transformers}) {
        const auto disagrees = [&](const LoaderChoice& choice) { return choice.loader == loader && !choice.agrees; };
        const bool agrees = std::none_of(replay.choices.begin(), replay.choices.end(), disagrees);
        nlohmann::ordered_json problems = nlohmann::ordered_json::array();
        for (const LoaderDisagreement& disagreement : replay.disagreements) {
            if (disagreement.issue.sentence.find(loaderName(loader)) != std::string::npos) {
                problems.push_back(disagreement.issue.sentence);
            }
        }
        report.push_back({{"loader", loaderName(loader)}, {"agrees", agrees}, {"problems", problems}});
    }
    return report.dump();
}

} // namespace salient
