// SPDX-License-Identifier: Apache-2.0
#include "core/formats/feasibility.h"

#include "core/formats/loader_rules.h"
#include "kernels/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace salient {

namespace {

using Verdict = FormatFeasibility::Verdict;

void add(FormatFeasibility& result, const Issue& issue, const std::string& module) {
    const auto found = std::find_if(result.reasons.begin(), result.reasons.end(),
                                    [&](const auto& reason) { return reason.issue.code == issue.code; });
    if (found == result.reasons.end()) {
        result.reasons.push_back({issue, {module}});
    } else {
        found->modules.push_back(module);
    }
}

/// What each linear becomes; those that the format does not take stay in 16 bit.
std::vector<ExportModule> adapted(const ExportFormat& format, const std::vector<ExportModule>& wanted,
                                  FormatFeasibility& result) {
    std::vector<ExportModule> modules = wanted;
    for (ExportModule& module : modules) {
        if (!module.spec) {
            continue;
        }
        module.spec = format.adapt(*module.spec);
        if (const auto issue = format.check(module.linear, *module.spec)) {
            add(result, *issue, module.linear.module);
            if (issue->severity == Severity::Blocking) {
                module.spec.reset();
            }
        }
    }
    return modules;
}

/// Where not a single loader of those that are replayed takes every linear for what it is.
bool nobodyTakes(const LoaderReplay& replay) {
    std::set<Loader> all;
    std::set<Loader> failing;
    for (const LoaderChoice& choice : replay.choices) {
        all.insert(choice.loader);
        if (!choice.agrees) {
            failing.insert(choice.loader);
        }
    }
    return !all.empty() && failing.size() == all.size();
}

/// `reasons`: of the format's own checks, which know of kernels; a configuration that is read right is not enough.
std::vector<LoaderVerdict> loaderVerdicts(const LoaderReplay& replay, const std::vector<FeasibilityReason>& reasons) {
    std::vector<LoaderVerdict> loaders;
    for (const LoaderChoice& choice : replay.choices) {
        const std::string name(loaderName(choice.loader));
        const auto known =
            std::find_if(loaders.begin(), loaders.end(), [&](const LoaderVerdict& one) { return one.loader == name; });
        if (known == loaders.end()) {
            loaders.push_back({name, choice.agrees});
        } else {
            known->agrees = known->agrees && choice.agrees;
        }
    }
    for (const FeasibilityReason& reason : reasons) {
        for (LoaderVerdict& loader : loaders) {
            const bool named = reason.issue.sentence.find(loader.loader) != std::string::npos;
            loader.agrees = loader.agrees && !(reason.issue.code == "format.few_loaders" && named);
        }
    }
    return loaders;
}

void addReplay(const ExportFormat& format, std::vector<ExportModule> modules, FormatFeasibility& result) {
    ExportSettings settings;
    settings.spec = usualSpec(modules);
    settings.modules = std::move(modules);
    LoaderReplay replay;
    try {
        replay = replayLoaders(format.quantizationConfig(settings), settings.modules);
    } catch (const Error& error) {
        result.reasons.push_back({{Severity::Blocking, error.code(), error.what()}, {}});
        return;
    }
    result.loaders = loaderVerdicts(replay, result.reasons);
    const bool nobody = nobodyTakes(replay);
    for (LoaderDisagreement& disagreement : replay.disagreements) {
        Issue& issue = disagreement.issue;
        issue.severity = nobody ? Severity::Blocking : issue.severity;
        result.reasons.push_back({std::move(issue), std::move(disagreement.linears)});
    }
}

/// What does not fit stays in 16 bit; anything else that blocks makes the format impossible.
bool impossible(const FeasibilityReason& reason) {
    const std::string& code = reason.issue.code;
    return reason.issue.severity == Severity::Blocking && code != "format.group_size" && code != "format.outputs";
}

int rankOf(const FeasibilityReason& reason) {
    return impossible(reason) ? 0 : reason.issue.severity == Severity::Blocking ? 1 : 2;
}

Verdict verdictOf(const FormatFeasibility& result) {
    if (result.reasons.empty()) {
        return Verdict::Yes;
    }
    return std::any_of(result.reasons.begin(), result.reasons.end(), impossible) ? Verdict::No : Verdict::WithWarnings;
}

} // namespace

std::vector<FormatFeasibility> formatFeasibility(const std::vector<ExportModule>& wanted) {
    std::vector<FormatFeasibility> results;
    for (const ExportFormat& format : exportFormats()) {
        FormatFeasibility result{format.name, Verdict::Yes, {}, {}};
        std::vector<ExportModule> modules = adapted(format, wanted, result);
        if (verdictOf(result) != Verdict::No) {
            addReplay(format, std::move(modules), result);
        }
        result.verdict = verdictOf(result);
        std::stable_sort(result.reasons.begin(), result.reasons.end(),
                         [](const auto& a, const auto& b) { return rankOf(a) < rankOf(b); });
        results.push_back(std::move(result));
    }
    return results;
}

std::string feasibilityToJson(const std::vector<FormatFeasibility>& formats) {
    const auto name = [](Verdict verdict) {
        return verdict == Verdict::No ? "no" : verdict == Verdict::Yes ? "yes" : "with_warnings";
    };
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const FormatFeasibility& format : formats) {
        nlohmann::ordered_json reasons = nlohmann::ordered_json::array();
        for (const FeasibilityReason& reason : format.reasons) {
            reasons.push_back({{"sentence", reason.issue.sentence}, {"modules", reason.modules.size()}});
        }
        nlohmann::ordered_json loaders = nlohmann::ordered_json::array();
        for (const LoaderVerdict& loader : format.loaders) {
            loaders.push_back({{"loader", loader.loader}, {"agrees", loader.agrees}});
        }
        list.push_back({{"format", format.format},
                        {"verdict", name(format.verdict)},
                        {"reasons", reasons},
                        {"loaders", loaders},
                        {"output", format.oneFile ? "file" : "folder"}});
    }
    return list.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace salient
