// SPDX-License-Identifier: Apache-2.0
#include "core/record/study_settings.h"

#include "core/method.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace salient {

namespace {

/// Methods that fix by their definition what others are given.
struct FixedMethod {
    std::string_view name;
    StudyMethodTraits traits;
};
constexpr std::array<FixedMethod, 4> kFixed = {
    {{"nf4", {false, 4, 64}}, {"nf4-dq", {false, 4, 64}}, {"llm-int8", {false, 8, 0}}, {"smoothquant", {true, 8, 0}}}};

StudySetting essential(StudySetting setting) {
    const StudyMethodTraits traits = studyMethodTraits(setting.method);
    if (!traits.calibrated) {
        setting.calibration.clear();
        setting.samples = 0;
        setting.seed = 0;
    }
    if (traits.fixedBits != 0) {
        setting.bits = traits.fixedBits;
        setting.groupSize = traits.fixedGroupSize;
    }
    return setting;
}

} // namespace

StudyMethodTraits studyMethodTraits(const std::string& method) {
    if (const auto fixed = std::ranges::find(kFixed, method, &FixedMethod::name); fixed != kFixed.end()) {
        return fixed->traits;
    }
    const auto known = std::ranges::find(kMethods, method, &MethodInfo::name);
    return {.calibrated = known == kMethods.end() || known->parts.needStatistics()};
}

std::vector<StudySetting> studySettings(StudyLists lists) {
    if (lists.calibrations.empty()) {
        lists.calibrations = {""};
    }
    std::vector<StudySetting> settings;
    std::set<StudySetting> known;
    const auto add = [&](const StudySetting& setting) {
        if (known.insert(setting).second) {
            settings.push_back(setting);
        }
    };
    for (const std::string& method : lists.methods) {
        for (const int bits : lists.bits) {
            for (const int64_t groupSize : lists.groupSizes) {
                for (const std::string& calibration : lists.calibrations) {
                    for (const int64_t samples : lists.samples) {
                        for (const uint64_t seed : lists.seeds) {
                            add(essential({method, bits, groupSize, calibration, samples, seed}));
                        }
                    }
                }
            }
        }
    }
    return settings;
}

} // namespace salient
