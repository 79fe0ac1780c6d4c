// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace salient {

/// What `salient inspect` reports, as JSON text: {"model", "architecture", "support":{"level", "family", "reasons":[],
/// "works"}, "family", "quantization", "layers", "sizes":{hidden,...}, "group_sizes":[{"group_size", "fits",
/// "layers_that_do_not"}], "memory_plan":{...}, "tokenizer", "bytes", "dtypes",
/// "tensors":[{"name","dtype","shape","bytes","file"}]}; of a quantised folder also "stored_as":{"format",
/// "linears":[{"module", "bits", and where packed "group_size", "symmetric", with rounded inputs "input_bits"}]} and
/// "formats", those that could hold the same integers (feasibilityToJson()). "level" is "full", "partly" (close to a
/// known family) or "none", see ModelSupport; unless the model can be opened, "family" to "memory_plan" are not there.
/// Throws Error (input) when the folder is no model or a file is broken.
std::string inspectModel(const std::filesystem::path& folder);

/// One weight of a block as inference sees it: {"name", "shape", "packed", "sha256"} with the digest over the fp32,
/// little-endian values [out, in], so that other software's unpacking can be compared bit for bit. Throws Error (input)
/// when no linear of a block has the name ("model.layers.0.mlp.up_proj.weight").
std::string weightDigest(const std::filesystem::path& folder, const std::string& name);

} // namespace salient
