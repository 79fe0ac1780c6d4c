// SPDX-License-Identifier: Apache-2.0
#include "core/formats/gptq_dynamic.h"

#include "core/formats/module_pattern.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

namespace {

using nlohmann::ordered_json;

bool isSame(const std::optional<QuantSpec>& a, const std::optional<QuantSpec>& b) {
    if (!a || !b) {
        return !a && !b;
    }
    return a->bits == b->bits && a->groupSize == b->groupSize && a->symmetric == b->symmetric;
}

/// What loaders call the layer that joins a fused set (core/fused_set.h).
struct JoinedName {
    std::string_view set;
    std::string_view layer;
};
constexpr std::array kJoinedNames{JoinedName{"qkv", "qkv_proj"}, JoinedName{"gate_up", "gate_up_proj"},
                                  JoinedName{"qkv_a", "fused_qkv_a_proj"}};

std::string_view lastPart(std::string_view path) {
    return path.substr(path.rfind('.') + 1);
}

/// `(?:.*\.)?` lets a prefix of whole path parts stand before, as "language_model.".
std::string patternOf(const std::string& escapedPath) {
    return "(?:.*\\.)?" + escapedPath + "$";
}

std::string modulePattern(const std::string& module) {
    return patternOf(escapedPattern(module));
}

/// All members of a set and the joined layer; "" for a set that loaders do not join by a known name.
std::string setPattern(const std::string& set, const std::vector<const ExportModule*>& members) {
    const size_t dot = set.rfind('.');
    const std::string parent = dot == std::string::npos ? "" : set.substr(0, dot + 1);
    const bool inside = std::all_of(members.begin(), members.end(), [&](const ExportModule* member) {
        return member->linear.module.starts_with(set + ".");
    });
    if (inside) {
        return patternOf(escapedPattern(set) + "(?:\\..*)?"); // experts and what lies below them
    }
    const auto joined = std::find_if(kJoinedNames.begin(), kJoinedNames.end(),
                                     [&](const JoinedName& name) { return name.set == lastPart(set); });
    if (joined == kJoinedNames.end()) {
        return {};
    }
    std::string names(joined->layer);
    for (const ExportModule* member : members) {
        const std::string& module = member->linear.module;
        if (module.substr(0, module.rfind('.') + 1) != parent) {
            return {};
        }
        names += "|" + escapedPattern(lastPart(module));
    }
    return patternOf(escapedPattern(parent) + "(?:" + names + ")");
}

void addEntry(ordered_json& dynamic, const std::string& pattern, const std::optional<QuantSpec>& spec) {
    if (!spec) {
        dynamic["-:" + pattern] = ordered_json::object();
        return;
    }
    dynamic["+:" + pattern] = {
        {"bits", spec->bits}, {"group_size", spec->groupSize == 0 ? -1 : spec->groupSize}, {"sym", spec->symmetric}};
}

} // namespace

ordered_json gptqDynamic(const ExportSettings& settings) {
    std::map<std::string, std::vector<const ExportModule*>> sets;
    for (const ExportModule& module : settings.modules) {
        if (!module.fusedSet.empty()) {
            sets[module.fusedSet].push_back(&module);
        }
    }
    ordered_json dynamic = ordered_json::object();
    for (const ExportModule& module : settings.modules) {
        if (isSame(module.spec, settings.spec)) {
            continue;
        }
        const auto set = sets.find(module.fusedSet);
        std::string pattern;
        if (set != sets.end() && std::all_of(set->second.begin(), set->second.end(), [&](const ExportModule* member) {
                return isSame(member->spec, module.spec);
            })) {
            pattern = setPattern(set->first, set->second);
        }
        addEntry(dynamic, pattern.empty() ? modulePattern(module.linear.module) : pattern, module.spec);
    }
    return dynamic;
}

} // namespace salient
