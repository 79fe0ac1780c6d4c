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

std::vector<NamedTensor> namedAwqTensors(const std::string& module, AwqTensors tensors);

/// JSON text of `quantization_config`. Throws Error (input) quantization.ambiguous_modules when loaders would misread
/// the list of modules, format.mixed_groups when the modules differ in what the section says once for all.
std::string awqConfigText(const std::string& version, const ExportSettings& settings);

} // namespace salient
