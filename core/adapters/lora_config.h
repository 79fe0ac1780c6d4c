// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace salient {

/// What an adapter_config.json says of a LoRA adapter. Source: huggingface/peft, src/peft/tuners/lora/config.py.
struct LoraConfig {
    int64_t rank = 8;
    double alpha = 8.0;
    bool rankStabilised = false; ///< use_rslora: alpha / sqrt(rank) instead of alpha / rank
    bool fanInFanOut = false;    ///< weights are stored [in, out]
    /// For modules whose name ends with a match of the expression; the first counts.
    std::vector<std::pair<std::string, int64_t>> rankPattern;
    std::vector<std::pair<std::string, double>> alphaPattern;

    int64_t rankOf(const std::string& module) const;
    double alphaOf(const std::string& module) const;
    /// What B·A is multiplied by.
    double factorOf(const std::string& module) const;
};

/// Throws Error (input): adapter.not_lora for other kinds of adapters, adapter.unsupported for variants of LoRA that
/// this program does not merge (DoRA, ...), adapter.config for values that make no sense, json.*.
LoraConfig readLoraConfig(const std::filesystem::path& file);

} // namespace salient
