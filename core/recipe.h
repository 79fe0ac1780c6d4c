// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/issue.h"
#include "core/method.h"
#include "kernels/quant_spec.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace salient {

/// How the AWQ search goes.
enum class SearchPreset {
    Default,   ///< superset grid with identity, Gram losses where exact, screened where not
    Reference, ///< AutoAWQ's grid, losses, clipping and order, to be compared choice by choice
};

/// Which texts the statistics come from.
struct CalibrationOptions {
    std::vector<std::string> sources; ///< PLACE[#KEY][:WEIGHT], see source_spec.h; empty: the default preset
    int64_t samples = 128;
    int64_t length = 512; ///< tokens per sample
    uint64_t seed = 42;
};

/// What the user wants for one linear in place of the recipe's bits.
struct Mark {
    std::string module; ///< full path, "model.layers.3.mlp.down_proj"
    int bits = 16;      ///< 2, 3, 4, 8; 16: left as it is
};

/// Everything a quantisation run was asked to do; `recipe.json` of its run folder.
struct Recipe {
    std::filesystem::path model;
    std::filesystem::path adapter; ///< LoRA folder that is merged into the model first; may be empty
    std::filesystem::path output;
    Method method = Method::Awq;
    SearchPreset preset = SearchPreset::Default;
    std::string format = "awq-gemm"; ///< of the files, by the table in core/formats
    int bits = 4;
    int64_t groupSize = 128; ///< 0: whole row
    bool symmetric = false;
    bool clip = true;                                  ///< false: as "clip" among `without`
    std::vector<std::string> without;                  ///< parts of the method left out, by kMethodParts
    ColumnOrder columnOrder = ColumnOrder::GroupAware; ///< of methods with feedback
    double smoothing = 0.5; ///< SmoothQuant: how much of the range moves into the weights, 0 … 1
    double damping = 0.05;  ///< share of H's mean diagonal that GPTQ adds to it
    CalibrationOptions calibration;
    std::vector<Mark> marks; ///< of linears whose bits are chosen by hand; the last one of a module counts
    bool strict = false;     ///< refuse instead of leaving layers in 16 bit
    bool overwrite = false;  ///< replace an existing output folder
    int64_t shardBytes = 5'000'000'000;
    int64_t holdoutSamples = 4;  ///< sequences kept out of calibration to measure perplexity before and after; 0: none
    std::filesystem::path reuse; ///< folder of an earlier run: blocks that would become the same are taken from it
    std::filesystem::path runFolder; ///< empty: a new one under the user's data folder
    std::string device = "auto";

    /// The arithmetic that the method and preset imply.
    QuantSpec spec() const;
    /// What the method does, less what is left out.
    MethodParts parts() const;
};

/// JSON text with all fields / read back; unknown keys and wrong types are an Error (usage) naming the key.
std::string recipeToJson(const Recipe& recipe);
Recipe recipeFromJson(const std::string& text, const std::filesystem::path& origin);

/// What can be judged without the model: numbers out of range, missing or equal folders. Empty when all is well.
std::vector<Issue> checkRecipe(const Recipe& recipe);

} // namespace salient
