// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/issue.h"
#include "core/quantizers/block_statistics.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// What can be chosen for the methods that AWQ is compared with.
struct ComparedSettings {
    QuantSpec rest;     ///< "salient-…": what all but the salient channels are rounded to
    double alpha = 0.5; ///< "smoothquant": see smoothingScales()
};

/// A linear behind a method: what a file of it would take.
struct ComparedLinear {
    std::string module;
    int64_t weights = 0;
    int64_t bytes = 0; ///< of the weight, without bias; linears that stay as they are count 16 bits per weight

    double bitsPerWeight() const { return 8.0 * static_cast<double>(bytes) / static_cast<double>(weights); }
};

struct ComparedMethod;

/// What a method works on; all of it outlives the call.
struct ComparedWork {
    Backend& backend;
    const ModelConfig& config;
    const ComparedMethod& method;
    const ComparedSettings& settings;
    const BlockStatistics& statistics; ///< complete, of the unchanged block
    Block& block;                      ///< with owned F32 weights
};

/// A method that AWQ is compared with; a new one is a file in this folder and a line in compared_methods.cpp.
struct ComparedMethod {
    std::string_view name;  ///< on the command line and in files, "nf4-dq"
    std::string_view title; ///< for people
    /// Turns a linear into what the method computes with; returns the bytes of its weight.
    int64_t (*change)(const ComparedWork& work, Linear& linear);
    /// Before the first linear of a block; null: nothing.
    void (*begin)(const ComparedWork& work) = nullptr;
    /// What stands in the method's way or should be known; null: nothing does.
    std::vector<Issue> (*check)(const ModelConfig& config, const ComparedSettings& settings) = nullptr;
    double share = 0.0; ///< "salient-…": of the input channels that stay in 16 bit
};

/// nf4, nf4-dq, llm-int8, smoothquant, salient-0.1, salient-1 (percent).
std::span<const ComparedMethod> comparedMethods();
/// Throws Error (usage) method.unknown naming the known ones.
const ComparedMethod& comparedMethod(std::string_view name);

/// To be asked before the start: Blocking where the method cannot be applied to this model as it is defined
/// (method.alpha, method.no_norms, method.group_size), a Warning naming linears that stay in 16 bit.
std::vector<Issue> comparedMethodIssues(const ComparedMethod& method, const ModelConfig& config,
                                        const ComparedSettings& settings);

/// Turns `block` (owned F32 weights) into what the method computes: weights become PackedLinear or dense F32 values as
/// the method restores them, inputs are rounded where it rounds them. Routers stay. Returns the linears in the block's
/// order. Throws Error (numeric) naming the linear.
std::vector<ComparedLinear> applyComparedMethod(Backend& backend, const ModelConfig& config,
                                                const ComparedMethod& method, const ComparedSettings& settings,
                                                const BlockStatistics& statistics, Block& block);

} // namespace salient
