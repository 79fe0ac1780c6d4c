// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace salient {

/// What `salient inspect` reports, as JSON text: {"model", "architecture", "supported", "reason", "parameters",
/// "bytes", "dtypes", "quantization", "layers", "sizes":{hidden,...}, "group_sizes":[{"group_size", "fits",
/// "layers_that_do_not"}], "memory_plan":{...}, "tensors":[{"name","dtype","shape","bytes","file"}]}. Works for unknown
/// architectures too: then "supported" is false and "reason" says which part is unknown. Throws Error (input) when the
/// folder is no model or a file is broken.
std::string inspectModel(const std::filesystem::path& folder);

} // namespace salient
