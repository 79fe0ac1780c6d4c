// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/awq_tensors.h"
#include "core/formats/export_format.h"

#include <optional>
#include <string>
#include <vector>

namespace salient {

// What the export formats of AutoAWQ's layouts have in common; `format` is their name in the table.

/// Blocking reasons of every layout: bits, groups that do not fill a row, outputs that fill no word.
std::optional<Issue> checkAwq(const std::string& format, const ExportLinear& linear, const QuantSpec& spec);

/// The same and those of gemv and gemv_fast: inputs that fill no `unit` ("word", "block") of `unitInputs`, groups
/// without a kernel. Bits come last, so that "format.bits" means that nothing else is in the way.
std::optional<Issue> checkAwqGemv(const std::string& format, int64_t unitInputs, const char* unit,
                                  const ExportLinear& linear, const QuantSpec& spec);

/// ExportFormat::adapt of a layout that stores every spec as it is.
QuantSpec asWanted(const QuantSpec& wanted);

std::vector<NamedTensor> namedAwqTensors(const std::string& module, AwqTensors tensors);

/// JSON text of `quantization_config`. Throws Error (input) quantization.ambiguous_modules when loaders would misread
/// the list of modules, format.mixed_groups when the modules differ in what the section says once for all.
std::string awqConfigText(const std::string& version, const ExportSettings& settings);

} // namespace salient
