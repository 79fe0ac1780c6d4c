// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/packed_reader.h"

namespace salient {

// One function per value of `quant_method`; `place` names the section in messages.

std::unique_ptr<PackedReader> openAwqReader(const nlohmann::ordered_json& section, const std::string& place);
std::unique_ptr<PackedReader> openGptqReader(const nlohmann::ordered_json& section, const std::string& place);
std::unique_ptr<PackedReader> openCompressedTensorsReader(const nlohmann::ordered_json& section,
                                                          const std::string& place);

} // namespace salient
