// SPDX-License-Identifier: Apache-2.0
#include "core/study/study_plan.h"

#include "core/record/study_settings.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

namespace salient {

namespace {

void requireSome(bool some, const char* what) {
    if (!some) {
        throw usageError("study.nothing", fmt::format("A study needs at least one of {}.", what));
    }
}

} // namespace

std::vector<StudyWork> planStudy(const StudyRequest& request, const ModelConfig& config) {
    requireSome(!request.methods.empty(), "--methods");
    requireSome(!request.bits.empty(), "--bits");
    requireSome(!request.groupSizes.empty(), "--group-sizes");
    requireSome(!request.samples.empty(), "--samples");
    requireSome(!request.seeds.empty(), "--seeds");
    for (const std::string& method : request.methods) {
        studyMethod(method); // refuses an unknown one before anything else
    }
    const StudiedModel model{request.model, config, request.sampleLength};
    std::vector<StudyWork> works;
    for (const StudySetting& setting : studySettings({request.methods, request.bits, request.groupSizes,
                                                      request.calibrations, request.samples, request.seeds})) {
        works.push_back(studyMethod(setting.method).prepare(setting, model));
    }
    return works;
}

std::vector<int64_t> StudyPass::sampleCounts() const {
    std::set<int64_t> counts;
    for (const StudyWork& work : works) {
        if (work.setting.samples > 0) {
            counts.insert(work.setting.samples);
        }
    }
    return {counts.begin(), counts.end()};
}

std::vector<StudyPass> studyPasses(std::vector<StudyWork> works,
                                   const std::function<bool(std::span<const StudyWork>)>& fits) {
    const auto calibrated = std::ranges::find_if(works, [](const StudyWork& work) { return work.setting.samples > 0; });
    const StudySetting first = calibrated == works.end() ? StudySetting() : calibrated->setting;
    // By the place of the text and seed among the settings, then by samples.
    std::vector<std::pair<std::string, uint64_t>> sources;
    std::vector<std::pair<size_t, StudyWork>> ordered;
    for (StudyWork& work : works) {
        const StudySetting& setting = work.setting.samples > 0 ? work.setting : first;
        const std::pair source(setting.calibration, setting.seed);
        const auto place = static_cast<size_t>(std::ranges::find(sources, source) - sources.begin());
        if (place == sources.size()) {
            sources.push_back(source);
        }
        ordered.emplace_back(place, std::move(work));
    }
    std::ranges::stable_sort(ordered, {},
                             [](const auto& one) { return std::pair(one.first, one.second.setting.samples); });
    std::vector<StudyPass> passes;
    size_t last = 0;
    for (auto& [place, work] : ordered) {
        const bool beside = !passes.empty() && place == last;
        if (beside) {
            passes.back().works.push_back(std::move(work));
            if (fits(passes.back().works)) {
                continue;
            }
            work = std::move(passes.back().works.back());
            passes.back().works.pop_back();
        }
        passes.push_back({sources[place].first, sources[place].second, {}});
        passes.back().works.push_back(std::move(work));
        last = place;
    }
    return passes;
}

} // namespace salient
