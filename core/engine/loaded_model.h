// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/transformer.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace salient {

/// A model folder opened for inference on one device; the parts refer to each other, so it stays where it is.
struct LoadedModel {
    /// `device` as parseDevice() reads it. Throws Error, and what `betweenBlocks` throws.
    LoadedModel(const std::filesystem::path& folder, const std::string& deviceName, Precision precision,
                const std::filesystem::path& adapter = {}, const std::function<void()>& betweenBlocks = {},
                const InferenceOptions& options = {})
        : device(parseDevice(deviceName)), source(ModelSource::open(folder, adapter)),
          backend(makeBackend(device, precision)), transformer(*backend, source, betweenBlocks, options) {}
    LoadedModel(const LoadedModel&) = delete;
    LoadedModel& operator=(const LoadedModel&) = delete;

    Device device;
    ModelSource source;
    std::unique_ptr<Backend> backend;
    Transformer transformer;
};

} // namespace salient
