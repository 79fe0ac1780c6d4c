// SPDX-License-Identifier: Apache-2.0
#include "core/formats/stored_tensors.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

void checkStored(const std::string& family, const std::string& place, const TensorView& found,
                 const PlannedTensor& expected) {
    if (found.dtype != expected.dtype) {
        throw inputError(family + ".type", fmt::format("{} should have the type {}, found {}.", place,
                                                       dtypeName(expected.dtype), dtypeName(found.dtype)));
    }
    if (found.shape != expected.shape) {
        throw inputError(family + ".shape", fmt::format("{} should have the shape {} by config.json, found {}.", place,
                                                        shapeText(expected.shape), shapeText(found.shape)));
    }
}

void checkStored(const std::string& family, const Checkpoint& checkpoint, const std::vector<PlannedTensor>& expected) {
    for (const PlannedTensor& tensor : expected) {
        const TensorInfo& found = checkpoint.info(tensor.name);
        checkStored(family, fmt::format("{}: tensor {}", found.file.string(), inQuotes(found.name)),
                    {nullptr, found.dtype, found.shape}, tensor);
    }
}

void refuseInputOrder(const std::string& module, const PackedLinear& weight, const std::string& format) {
    if (!weight.inputOrder().empty()) {
        throw inputError("format.input_order",
                         fmt::format("{}: its groups are not neighbouring inputs (GPTQ's act-order), which {} cannot "
                                     "say: quantise the original model instead of converting this one.",
                                     module, format));
    }
}

} // namespace salient
