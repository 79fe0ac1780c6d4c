// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/safetensors_writer.h"
#include "tests/support/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <vector>

namespace salient::testing {

/// What a copy of a small model has in place of the original's.
struct ModelChanges {
    /// New name of a tensor; an empty one leaves it out.
    std::function<std::string(const std::string&)> rename = [](const std::string& name) { return name; };
    std::vector<PlannedTensor> further = {};                          ///< F32, filled with zeros
    nlohmann::ordered_json config = nlohmann::ordered_json::object(); ///< keys set in config.json; null removes one
};

/// Writes config.json and model.safetensors of tests/data/architectures/<folder> with these changes.
inline void copyModel(const std::string& folder, const ModelChanges& changes, const TemporaryFolder& target) {
    const std::filesystem::path source = std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / folder;
    auto config = nlohmann::ordered_json::parse(readWhole(source / "config.json"));
    for (const auto& [key, value] : changes.config.items()) {
        config[key] = value;
    }
    target.write("config.json", config.dump());
    const Checkpoint checkpoint = Checkpoint::open(source);
    std::vector<PlannedTensor> planned = changes.further;
    for (const TensorInfo& info : checkpoint.tensors()) {
        if (const std::string name = changes.rename(info.name); !name.empty()) {
            planned.push_back({name, info.dtype, info.shape});
        }
    }
    SafetensorsWriter writer(target.path(), planned, int64_t(1) << 30);
    for (const PlannedTensor& tensor : changes.further) {
        Tensor zeros(tensor.shape, DType::F32);
        std::ranges::fill(zeros.floats(), 0.0F);
        writer.write(tensor.name, zeros);
    }
    for (const TensorInfo& info : checkpoint.tensors()) {
        if (const std::string name = changes.rename(info.name); !name.empty()) {
            writer.write(name, checkpoint.view(info.name));
        }
    }
    writer.finish();
}

} // namespace salient::testing
