// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace salient {

/// How weights become integers.
enum class Method { Awq, Best, AwqGptq, Gptq, RtnClip, Rtn, SmoothQuant };

/// What a method does to every block, in this order.
struct MethodParts {
    bool smooth = false;         ///< fold SmoothQuant's scales, which move range from activations into weights
    bool scales = false;         ///< search and fold AWQ's scales (Lin et al. 2023)
    bool clip = false;           ///< search the range of every group
    bool feedback = false;       ///< round column after column, each error made up for by those that follow (GPTQ)
    bool descent = false;        ///< coordinate descent on the codes and scales that this rounding left
    bool searchFeedback = false; ///< judge scales by what that rounding makes of them, not by rounding to nearest
    bool propagateError = false; ///< later blocks are calibrated on what the quantised ones before them give

    /// Rounding to nearest alone needs no calibration data.
    bool needStatistics() const { return smooth || scales || clip || feedback; }
    bool operator==(const MethodParts&) const = default;
};

struct MethodInfo {
    Method method;
    const char* name;  ///< in recipes and on the command line
    const char* title; ///< for people
    MethodParts parts;
};

/// All methods, the default first.
inline constexpr std::array<MethodInfo, 7> kMethods = {{
    {Method::Awq, "awq", "AWQ", {.scales = true, .clip = true}},
    {Method::Best,
     "best",
     "AWQ + GPTQ with error propagation",
     {.scales = true, .clip = true, .feedback = true, .descent = true, .searchFeedback = true, .propagateError = true}},
    {Method::AwqGptq, "awq-gptq", "AWQ + GPTQ", {.scales = true, .clip = true, .feedback = true}},
    {Method::Gptq, "gptq", "GPTQ", {.clip = true, .feedback = true, .propagateError = true}},
    {Method::RtnClip, "rtn-clip", "RTN + clip", {.clip = true}},
    {Method::Rtn, "rtn", "RTN", {}},
    {Method::SmoothQuant, "smoothquant", "SmoothQuant W8A8", {.smooth = true}},
}};

/// Parts by the names that a recipe's `without` uses.
struct MethodPart {
    const char* name;
    bool MethodParts::*part;
};
inline constexpr std::array<MethodPart, 7> kMethodParts = {{{"smoothing", &MethodParts::smooth},
                                                            {"scales", &MethodParts::scales},
                                                            {"clip", &MethodParts::clip},
                                                            {"feedback", &MethodParts::feedback},
                                                            {"descent", &MethodParts::descent},
                                                            {"feedback-search", &MethodParts::searchFeedback},
                                                            {"propagation", &MethodParts::propagateError}}};

constexpr const MethodInfo& methodInfo(Method method) {
    for (const MethodInfo& info : kMethods) {
        if (info.method == method) {
            return info;
        }
    }
    return kMethods.front();
}

/// In which order GPTQ rounds columns, and which of them share a grid.
enum class ColumnOrder {
    GroupAware, ///< groups by their largest diagonal of H, columns within a group by theirs; groups stay as they lie
    AsIs,       ///< from the first to the last
    Act,        ///< by the diagonal of H, groups made along that order: files carry g_idx (desc_act)
    StaticAct,  ///< by the diagonal of H, on grids of the original groups (static_groups)
};

struct ColumnOrderName {
    ColumnOrder order;
    const char* name;
};
inline constexpr std::array<ColumnOrderName, 4> kColumnOrders = {{{ColumnOrder::GroupAware, "group-aware"},
                                                                  {ColumnOrder::AsIs, "as-is"},
                                                                  {ColumnOrder::Act, "act"},
                                                                  {ColumnOrder::StaticAct, "static-act"}}};

constexpr const char* columnOrderName(ColumnOrder order) {
    for (const ColumnOrderName& named : kColumnOrders) {
        if (named.order == order) {
            return named.name;
        }
    }
    return "";
}

} // namespace salient
