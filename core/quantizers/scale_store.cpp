// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/scale_store.h"

#include "core/checkpoint/safetensors_writer.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>

namespace salient {

static std::string nameOf(const Block& block, const ScalingGroup& group) {
    return fmt::format("{}.{}", block.name, fmt::join(group.consumers, "+"));
}

void ScaleStore::add(const Block& block, const std::vector<GroupScale>& scales) {
    for (const GroupScale& scale : scales) {
        m_scales[nameOf(block, *scale.group)] = scale.scales.clone();
    }
}

void ScaleStore::write(const std::filesystem::path& folder) const {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) {
        throw resourceError("scales.write", fmt::format("{} cannot be made: {}.", folder.string(), failure.message()));
    }
    std::vector<PlannedTensor> planned;
    for (const auto& [name, value] : m_scales) {
        planned.push_back({name, DType::F32, value.shape()});
    }
    SafetensorsWriter writer(folder, std::move(planned), std::numeric_limits<int64_t>::max());
    for (const auto& [name, value] : m_scales) {
        writer.write(name, value);
    }
    writer.finish();
}

ScaleStore ScaleStore::read(const std::filesystem::path& folder) {
    std::error_code failure;
    if (!std::filesystem::exists(folder / "model.safetensors", failure)) {
        throw inputError("scales.missing",
                         fmt::format("{} holds no scales; runs of AWQ keep them since version 0.2: quantise again.",
                                     folder.string()));
    }
    const Checkpoint checkpoint = Checkpoint::open(folder);
    ScaleStore store;
    for (const TensorInfo& info : checkpoint.tensors()) {
        store.m_scales[info.name] = toFloat32(checkpoint.view(info.name));
    }
    return store;
}

std::vector<GroupScale> ScaleStore::of(const Block& block) const {
    std::vector<GroupScale> scales;
    for (const ScalingGroup& group : block.groups) {
        const auto found = m_scales.find(nameOf(block, group));
        if (found == m_scales.end()) {
            continue;
        }
        const int64_t channels = block.linear(group.consumers.front()).in;
        if (found->second.shape() != Shape{channels}) {
            throw inputError("scales.wrong_shape",
                             fmt::format("The scales of {} have the shape {}, expected [{}]: they belong to another "
                                         "model.",
                                         found->first, shapeText(found->second.shape()), channels));
        }
        scales.push_back({&group, found->second.clone()});
    }
    return scales;
}

std::vector<GroupScale> inverted(const std::vector<GroupScale>& scales) {
    std::vector<GroupScale> inverse;
    for (const GroupScale& scale : scales) {
        inverse.push_back({scale.group, scale.scales.clone()});
        for (float& value : inverse.back().scales.floats()) {
            value = 1.0F / value;
        }
    }
    return inverse;
}

} // namespace salient
