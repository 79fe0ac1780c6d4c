// SPDX-License-Identifier: Apache-2.0
#include "core/model/inference_memory.h"

#include "core/checkpoint/output_file.h"
#include "core/formats/packed_reader.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

int64_t inferenceBytes(const ModelSource& source, const InferenceOptions& options) {
    const ModelConfig& config = source.config();
    int64_t bytes = 0;
    if (const PackedReader* reader = source.packedReader()) {
        for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
            for (const LinearShape& shape : blockLinears(config, layer)) {
                const std::string module = config.blockName(layer) + "." + shape.name;
                if (!reader->holds(source.checkpoint(), module)) {
                    continue;
                }
                const QuantSpec spec = reader->spec(module);
                constexpr int64_t kBytesPerGroup = 3; // a scale in fp16 and a zero point
                bytes += shape.out * (shape.in * spec.bits / 8 + spec.groupsFor(shape.in) * kBytesPerGroup);
            }
        }
    }
    if (options.packedHead) {
        const int64_t weights =
            config.vocabulary * (config.embedding.width > 0 ? config.embedding.width : config.hidden);
        bytes += weights + weights / 32 * 3;
    }
    return bytes;
}

void requireMemory(const std::string& subject, int64_t needed, int64_t available, const std::string& advice) {
    if (available > 0 && needed > available) {
        throw resourceError("memory.inference", fmt::format("{} takes about {} of memory and {} are free; {}.", subject,
                                                            bytesText(needed), bytesText(available), advice));
    }
}

} // namespace salient
