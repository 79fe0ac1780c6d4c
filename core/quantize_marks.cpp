// SPDX-License-Identifier: Apache-2.0
#include "core/quantize_marks.h"

#include "core/fused_set.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>

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

/// "a, b, c and 5 more"
std::string namesText(const std::vector<std::string>& names) {
    constexpr size_t kMost = 6;
    const size_t shown = std::min(names.size(), kMost);
    const std::vector<std::string> first(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown));
    return fmt::format("{}{}", fmt::join(first, ", "),
                       shown < names.size() ? fmt::format(" and {} more", names.size() - shown) : "");
}

/// Sets of which some members are marked with 16 bits and others are not.
std::vector<std::string> splitSets(const QuantizeMarks& marks, const ModelConfig& config) {
    std::map<std::string, std::pair<int64_t, int64_t>> counts; // marked and all
    forEachLinear(config, [&](int64_t layer, const std::string& module, const LinearShape& shape) {
        if (const std::string set = fusedSet(config, layer, shape); !set.empty()) {
            counts[set].first += marks.keeps(module) ? 1 : 0;
            counts[set].second += 1;
        }
    });
    std::vector<std::string> split;
    for (const auto& [set, count] : counts) {
        if (count.first > 0 && count.first < count.second) {
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
        marks.sixteen.erase(mark.module);
        marks.eight.erase(mark.module);
        if (mark.bits == 16 && found->second) {
            marks.sixteen.insert(mark.module);
        } else if (mark.bits == 8) {
            marks.eight.insert(mark.module);
        }
    }
    return marks;
}

std::vector<Issue> markIssues(const QuantizeMarks& marks, const Recipe& recipe, const ModelConfig& config) {
    std::vector<Issue> issues;
    if (!marks.eight.empty()) {
        issues.push_back(
            {Severity::Blocking, "marks.eight_bits",
             fmt::format("An AWQ file has one number of bits for all its layers, so {} marked with 8 bits cannot be "
                         "written beside {} ({}); compressed-tensors would hold them, which is not written yet: mark "
                         "them with 16.",
                         marks.eight.size() == 1 ? "1 linear" : fmt::format("{} linears", marks.eight.size()),
                         recipe.bits, namesText({marks.eight.begin(), marks.eight.end()}))});
    }
    if (const std::vector<std::string> split = splitSets(marks, config); !split.empty()) {
        issues.push_back({Severity::Warning, "marks.split_set",
                          fmt::format("vLLM and SGLang join the linears of {} and refuse sets of which only some stay "
                                      "in 16 bit; mark all of a set.",
                                      namesText(split))});
    }
    return issues;
}

} // namespace salient
