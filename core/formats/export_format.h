// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/safetensors_writer.h"
#include "core/issue.h"
#include "kernels/packed_linear.h"
#include "kernels/quant_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace salient {

/// A tensor under the name it gets in the file.
struct NamedTensor {
    std::string name;
    Tensor value;
};

/// The linear that a format is asked about.
struct ExportLinear {
    std::string module; ///< full path, "model.layers.3.mlp.down_proj"
    int64_t out = 0;
    int64_t in = 0;
};

/// A linear of the folder and how it is stored.
struct ExportModule {
    ExportLinear linear;
    std::optional<QuantSpec> spec; ///< nothing: 16 bit
    std::string fusedSet;          ///< see fusedSet(); may be empty
};

/// What the whole folder's `quantization_config` says.
struct ExportSettings {
    QuantSpec spec;                    ///< what most linears have
    std::vector<ExportModule> modules; ///< all linears of the blocks, routers among them, in the order of execution
    std::string head;                  ///< the output head's module, in 16 bit; empty when it is tied or has no name
    std::string className;             ///< "LlamaForCausalLM"
    bool actOrder = false;             ///< groups follow an order of the inputs (GPTQ's desc_act)
};

/// A small text file beside the weights.
struct SideFile {
    std::string name;
    std::string text;
};

/// One on-disk format; a new one is a file with these functions and a line in export_format.cpp.
struct ExportFormat {
    std::string name; ///< "awq-gemm"
    std::string description;
    /// What a linear is rounded to when the recipe asks for `wanted` (8 bits symmetric, where loaders want that; with
    /// what programs that load it round its inputs to).
    QuantSpec (*adapt)(const QuantSpec& wanted);
    /// Why this linear cannot be packed (Blocking; "format.bits" when only its bits are in the way) or will be slow in
    /// some loaders (Warning); nothing when all is well.
    std::optional<Issue> (*check)(const ExportLinear& linear, const QuantSpec& spec);
    /// Tensors that replace `<module>.weight`.
    std::vector<PlannedTensor> (*plan)(const ExportLinear& linear, const QuantSpec& spec);
    /// Their values; `spec` is what plan() got, whose bits, groups and zero points `weight` has.
    std::vector<NamedTensor> (*pack)(const std::string& module, const PackedLinear& weight, const QuantSpec& spec);
    /// JSON text of `quantization_config`. `modules` have passed check(). Throws Error (input) when loaders would
    /// misread the lists of modules.
    std::string (*quantizationConfig)(const ExportSettings& settings);
    /// What older loaders read besides; null: nothing.
    std::vector<SideFile> (*sideFiles)(const ExportSettings& settings) = nullptr;
    std::string transformersNeeds = "gptqmodel"; ///< Python package with which transformers reads it
    bool holdsInputOrder = false;                ///< PackedLinear::inputOrder(), where ExportSettings::actOrder says so
};

const std::vector<ExportFormat>& exportFormats();
/// What most of the packed linears have; of equals the one that comes first.
QuantSpec usualSpec(const std::vector<ExportModule>& modules);
/// Bytes of the tensors that replace the weight.
int64_t storedBytes(const ExportFormat& format, const ExportLinear& linear, const QuantSpec& spec);
/// What every folder gets that was not asked for another one.
inline constexpr const char* kDefaultFormat = "awq-gemm";
/// Names of all, in the order of the table.
std::vector<std::string> formatNames();
/// Names of the formats that take a linear with this spec, besides `except`.
std::vector<std::string> formatsTaking(const ExportLinear& linear, const QuantSpec& spec, const std::string& except);
/// Throws Error (usage) naming the known formats.
const ExportFormat& exportFormat(const std::string& name);

} // namespace salient
