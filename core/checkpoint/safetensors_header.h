// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace salient {

/// The tensors of one safetensors file in order of offset; TensorInfo::file is `file`, offsets count from its start.
/// `bytes` is the whole file. The layout is
/// `u64 little-endian N | N bytes of JSON | data`, JSON `{"name": {"dtype", "shape", "data_offsets": [begin, end]},
/// ...}` with offsets into the data, which the tensors must cover without overlap and without holes
/// (huggingface/safetensors README "Format", src/tensor.rs `Metadata::validate`).
/// Throws Error (input) with a code safetensors.*; the sentence names file and tensor.
std::vector<TensorInfo> readSafetensorsHeader(const std::filesystem::path& file, std::span<const std::byte> bytes);

} // namespace salient
