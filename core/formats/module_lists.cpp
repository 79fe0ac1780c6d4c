// SPDX-License-Identifier: Apache-2.0
#include "core/formats/module_lists.h"

#include "core/formats/module_pattern.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>

namespace salient {

namespace {

bool isNumber(std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> partsOf(const std::string& path) {
    std::vector<std::string> parts;
    size_t begin = 0;
    for (size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
        parts.push_back(path.substr(begin, dot - begin));
        begin = dot + 1;
    }
    parts.push_back(path.substr(begin));
    return parts;
}

std::string joined(const std::vector<std::string>& parts, size_t begin, size_t end) {
    std::string path;
    for (size_t i = begin; i < end; ++i) {
        path += (path.empty() ? "" : ".") + parts[i];
    }
    return path;
}

/// "3", "(1|2|3)".
template <typename List>
std::string alternatives(const List& list) {
    return list.size() == 1 ? fmt::format("{}", *list.begin()) : fmt::format("({})", fmt::join(list, "|"));
}

/// A path without its numbers: "model.layers", "mlp.experts.#", "up_proj".
struct Kind {
    std::string block;
    std::string parent;
    std::string name;

    auto key() const { return std::tie(block, parent, name); }
    bool operator<(const Kind& other) const { return key() < other.key(); }
};

using Numbers = std::set<int64_t>;

/// Of one kind: per layer the numbers of its experts, {−1} where there are none.
using Members = std::map<int64_t, Numbers>;

struct Places {
    std::map<Kind, Members> members;
    std::vector<Kind> order; ///< as first met

    void add(const Kind& kind, int64_t layer, int64_t expert) {
        const auto [at, isNew] = members.try_emplace(kind);
        if (isNew) {
            order.push_back(kind);
        }
        at->second[layer].insert(expert);
    }
};

void add(Places& places, const std::string& module) {
    const ModulePath path = splitModulePath(module);
    std::vector<std::string> parents = partsOf(path.parent);
    int64_t expert = -1;
    for (std::string& part : parents) {
        if (isNumber(part)) {
            std::from_chars(part.data(), part.data() + part.size(), expert);
            part = "#";
        }
    }
    places.add({path.block, joined(parents, 0, parents.size()), path.name}, path.layer, expert);
}

/// Layers of a kind that need the same expression: those whose chosen experts are the same.
struct Rule {
    std::string block;
    std::string parent; ///< as an expression
    std::string layers; ///< as an expression
    std::vector<std::string> names;
};

std::string numbersText(const Numbers& chosen, const Numbers& all) {
    return chosen == all && all.size() > 1 ? R"(\d+)" : alternatives(chosen);
}

std::vector<Rule> rulesOf(const Kind& kind, const Members& chosen, const Members& all) {
    std::map<std::string, Numbers> layersByParent;
    for (const auto& [layer, experts] : chosen) {
        std::string parent = escapedPattern(kind.parent);
        if (const size_t mark = parent.find('#'); mark != std::string::npos) {
            parent.replace(mark, 1, numbersText(experts, all.at(layer)));
        }
        layersByParent[parent].insert(layer);
    }
    Numbers allLayers;
    for (const auto& [layer, experts] : all) {
        allLayers.insert(layer);
    }
    std::vector<Rule> rules;
    for (const auto& [parent, layers] : layersByParent) {
        rules.push_back({kind.block, parent, numbersText(layers, allLayers), {kind.name}});
    }
    return rules;
}

std::string expressionOf(const Rule& rule) {
    // Other programs put names before a path ("language_model."), but not before one that has none in this file.
    const size_t dot = rule.block.rfind('.');
    const std::string begin = dot == std::string::npos ? R"((.*\.)?)" + escapedPattern(rule.block)
                                                       : R"(.*\.)" + escapedPattern(rule.block.substr(dot + 1));
    std::vector<std::string> names;
    for (const std::string& name : rule.names) {
        names.push_back(escapedPattern(name));
    }
    const std::string parent = rule.parent.empty() ? "" : rule.parent + R"(\.)";
    return begin + R"(\.)" + rule.layers + R"(\.)" + parent + alternatives(names) + "$";
}

/// What `chosen` gives, and what there is, with fused forms among both.
void fill(const std::vector<ExportModule>& modules, const std::function<bool(const ExportModule&)>& chosen,
          Places& wanted, Places& all) {
    for (const ExportModule& module : modules) {
        add(all, module.linear.module);
        if (chosen(module)) {
            add(wanted, module.linear.module);
        }
    }
    for (const auto& [fused, whole] : fusedModules(modules, chosen)) {
        add(all, fused);
        if (whole) {
            add(wanted, fused);
        }
    }
}

} // namespace

ModulePath splitModulePath(const std::string& module) {
    const std::vector<std::string> parts = partsOf(module);
    ModulePath path;
    path.name = parts.back();
    const auto number = std::find_if(parts.begin(), parts.end() - 1, isNumber);
    if (number == parts.end() - 1) {
        path.parent = joined(parts, 0, parts.size() - 1);
        return path;
    }
    const auto at = static_cast<size_t>(number - parts.begin());
    std::from_chars(number->data(), number->data() + number->size(), path.layer);
    path.block = joined(parts, 0, at);
    path.parent = joined(parts, at + 1, parts.size() - 1);
    return path;
}

std::string fusedModule(const std::string& fusedSet) {
    struct Fused {
        std::string_view set;
        std::string_view module;
    };
    constexpr Fused kFused[] = {{"qkv", "qkv_proj"}, {"gate_up", "gate_up_proj"}, {"qkv_a", "fused_qkv_a_proj"}};
    const size_t dot = fusedSet.rfind('.');
    if (dot == std::string::npos) {
        return {};
    }
    for (const Fused& fused : kFused) {
        if (std::string_view(fusedSet).substr(dot + 1) == fused.set) {
            return fusedSet.substr(0, dot + 1) + std::string(fused.module);
        }
    }
    return {};
}

std::map<std::string, bool> fusedModules(const std::vector<ExportModule>& modules,
                                         const std::function<bool(const ExportModule&)>& chosen) {
    std::map<std::string, bool> whole;
    for (const ExportModule& module : modules) {
        if (const std::string fused = fusedModule(module.fusedSet); !fused.empty()) {
            const auto [at, isNew] = whole.try_emplace(fused, true);
            at->second = at->second && chosen(module);
        }
    }
    return whole;
}

std::vector<std::string> moduleExpressions(const std::vector<ExportModule>& modules,
                                           const std::function<bool(const ExportModule&)>& chosen) {
    Places wanted;
    Places all;
    fill(modules, chosen, wanted, all);
    std::vector<Rule> rules;
    for (const Kind& kind : wanted.order) {
        for (Rule& rule : rulesOf(kind, wanted.members.at(kind), all.members.at(kind))) {
            const auto same = std::find_if(rules.begin(), rules.end(), [&](const Rule& other) {
                return std::tie(other.block, other.parent, other.layers) ==
                       std::tie(rule.block, rule.parent, rule.layers);
            });
            if (same == rules.end()) {
                rules.push_back(std::move(rule));
            } else {
                same->names.push_back(kind.name);
            }
        }
    }
    std::vector<std::string> expressions;
    for (const Rule& rule : rules) {
        expressions.push_back(expressionOf(rule));
    }
    return expressions;
}

} // namespace salient
