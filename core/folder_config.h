// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"
#include "core/model/model_source.h"
#include "core/run_context.h"

#include <filesystem>
#include <string>

namespace salient {

/// Writes what a quantised folder holds besides its weights: the source's tokenizer and the like, config.json with the
/// format's section, the format's side files. What the programs that load folders would make of that section is
/// replayed by their own rules (core/formats/loader_rules.h) and emitted as findings; returns it as JSON text:
/// [{"loader", "agrees" (every linear gets what the files hold), "problems": sentences}]. Throws Error.
std::string writeFolderConfig(const std::filesystem::path& folder, const ModelSource& source,
                              const ExportFormat& format, const ExportSettings& settings, const RunContext& context);

/// The same replay for a quantised folder that is there, by its config.json and what its files hold: JSON text as
/// above; "null" when its settings are in an older file beside config.json, which these programs do not all read.
std::string replayFolder(const ModelSource& source, const RunContext& context);

} // namespace salient
