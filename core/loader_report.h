// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"
#include "core/run_context.h"

#include <string>

namespace salient {

/// What the programs that load a folder would make of its configuration, replayed by their own rules
/// (core/formats/loader_rules.h). Emits a finding per kind of disagreement; returns JSON text: [{"loader", "agrees"
/// (every linear gets what the files hold), "problems": sentences}].
std::string loaderReport(const std::string& quantizationConfig, const ExportSettings& settings,
                         const RunContext& context);

} // namespace salient
