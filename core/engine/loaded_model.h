// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/model_arguments.h"
#include "core/model/transformer.h"

#include <functional>
#include <memory>

namespace salient {

/// A model folder opened for inference on one device; the parts refer to each other, so it stays where it is.
struct LoadedModel {
    /// `given` as resolveModelArguments() leaves them. Throws Error, and what `betweenBlocks` throws.
    explicit LoadedModel(const ModelArguments& given, const std::function<void()>& betweenBlocks = {})
        : device(parseDevice(given.device)), source(ModelSource::open(given.model, given.adapter)),
          backend(makeBackend(device, given.precision)),
          transformer(*backend, source, betweenBlocks, {.packedHead = given.headBits == 8}) {}
    LoadedModel(const LoadedModel&) = delete;
    LoadedModel& operator=(const LoadedModel&) = delete;

    Device device;
    ModelSource source;
    std::unique_ptr<Backend> backend;
    Transformer transformer;
};

} // namespace salient
