// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

#include <nlohmann/json_fwd.hpp>

namespace salient {

/// GPTQ's `dynamic` for a folder: an entry for every fused set or lone linear that is not stored as the folder's
/// settings say, "-:" for 16 bit. Loaders look it up under the names in the files (GPTQModel) and under those of the
/// layers that they join (vLLM, SGLang: qkv_proj, gate_up_proj, fused_qkv_a_proj, experts), behind any prefix; the
/// expressions match all of these and nothing else. Empty object: all is as the settings say.
nlohmann::ordered_json gptqDynamic(const ExportSettings& settings);

} // namespace salient
