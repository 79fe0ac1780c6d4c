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

/// What the whole folder's `quantization_config` says.
struct ExportSettings {
    QuantSpec spec;
    std::vector<std::string> modulesNotConverted; ///< linears of the blocks that stay in 16 bit, and the head
    std::vector<std::string> modulesPacked;
};

/// One on-disk format; a new one is a file with these functions and a line in export_format.cpp.
struct ExportFormat {
    std::string name; ///< "awq-gemm"
    std::string description;
    /// Why this linear cannot be packed (Blocking) or will be slow in some loaders (Warning); nothing when all is well.
    std::optional<Issue> (*check)(const ExportLinear& linear, const QuantSpec& spec);
    /// Tensors that replace `<module>.weight`.
    std::vector<PlannedTensor> (*plan)(const ExportLinear& linear, const QuantSpec& spec);
    std::vector<NamedTensor> (*pack)(const std::string& module, const PackedLinear& weight);
    /// JSON text of `quantization_config`. Throws Error (input) when loaders would misread the lists of modules.
    std::string (*quantizationConfig)(const ExportSettings& settings);
};

const std::vector<ExportFormat>& exportFormats();
/// Throws Error (usage) naming the known formats.
const ExportFormat& exportFormat(const std::string& name);

} // namespace salient
