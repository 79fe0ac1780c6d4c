// SPDX-License-Identifier: Apache-2.0
#include "core/quantize_marks.h"

#include "core/formats/format_issues.h"
#include "core/fused_set.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace salient {

namespace {

using Visitor = std::function<void(int64_t layer, const std::string& module, const LinearShape& shape)>;

void forEachLinear(const ModelConfig& config, const Visitor& visit) {
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        for (const LinearShape& shape : blockLinears(config, layer)) {
            visit(layer, config.blockName(layer) + "." + shape.name, shape);
        }
    }
}

/// Sets whose members are to have different bits.
std::vector<std::string> splitSets(const QuantizeMarks& marks, int bits, const ModelConfig& config) {
    std::map<std::string, std::set<int>> wanted;
    forEachLinear(config, [&](int64_t layer, const std::string& module, const LinearShape& shape) {
        if (const std::string set = fusedSet(config, layer, shape); !set.empty()) {
            const int mark = marks.of(module);
            wanted[set].insert(mark == 0 ? bits : mark);
        }
    });
    std::vector<std::string> split;
    for (const auto& [set, values] : wanted) {
        if (values.size() > 1) {
            split.push_back(set);
        }
    }
    return split;
}

} // namespace

bool QuantizeMarks::touches(const std::string& blockName, const ScalingGroup& group) const {
    const auto marked = [&](const std::string& name) { return keeps(blockName + "." + name); };
    return marked(group.producer) || std::any_of(group.consumers.begin(), group.consumers.end(), marked);
}

QuantizeMarks findMarks(const Recipe& recipe, const ModelConfig& config) {
    std::map<std::string, bool> packable;
    if (!recipe.marks.empty()) {
        forEachLinear(config, [&](int64_t, const std::string& module, const LinearShape& shape) {
            packable[module] = shape.packable();
        });
    }
    QuantizeMarks marks;
    for (const Mark& mark : recipe.marks) {
        const auto found = packable.find(mark.module);
        if (found == packable.end()) {
            throw usageError("marks.unknown_module",
                             fmt::format("The mark of \"{}\" meets no linear of the model's blocks; expected a path as "
                                         "\"{}\".",
                                         mark.module, packable.begin()->first));
        }
        if (!found->second && mark.bits != 16) {
            throw usageError("marks.router", fmt::format("{} chooses the experts and always stays in 16 bit, found a "
                                                         "mark of {} bits.",
                                                         mark.module, mark.bits));
        }
        if (found->second) {
            marks.bits[mark.module] = mark.bits;
        }
    }
    return marks;
}

std::vector<Issue> markIssues(const QuantizeMarks& marks, const Recipe& recipe, const ModelConfig& config) {
    std::vector<Issue> issues;
    if (const std::vector<std::string> split = splitSets(marks, recipe.bits, config); !split.empty()) {
        issues.push_back({Severity::Warning, "marks.split_set",
                          fmt::format("vLLM and SGLang join the linears of {} and refuse sets whose members have "
                                      "different bits; mark all of a set alike.",
                                      shortList(split, kMostNames))});
    }
    return issues;
}

} // namespace salient
