// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/transformer.h"
#include "core/quantizers/apply_scale.h"
#include "core/quantizers/block_statistics.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace salient::testing {

/// Block 0 of a small model of tests/data/architectures with owned weights, and the statistics of 60 tokens.
struct ObservedBlock {
    static constexpr int64_t kTokens = 60;

    explicit ObservedBlock(const std::string& folder)
        : source(ModelSource::open(std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / folder)),
          block(cloneBlock(source.loadBlock(0))), statistics(*backend, source.config(), {.totalTokens = kTokens}),
          hidden({kTokens, source.config().hidden}, DType::F32) {
        std::vector<int32_t> ids(kTokens);
        for (size_t i = 0; i < ids.size(); ++i) {
            ids[i] = static_cast<int32_t>((i * 37 + 11) % 251);
        }
        ModelEntry(source).forward(*backend, ids, 0, hidden);
        statistics.reset(0);
        run(block, [&](LinearInput input, const TensorView& x) { statistics.observe(input, x); });
        statistics.complete();
    }

    /// The block's output for the observed tokens [tokens, hidden].
    Tensor run(const Block& changed, const InputObserver& observer = {}) {
        Tensor out = hidden.clone();
        const int64_t lengths[] = {kTokens};
        BlockRunner(*backend, source.config()).forward(changed, out, lengths, observer);
        return out;
    }

    std::unique_ptr<Backend> backend = makeBackend({});
    ModelSource source;
    Block block;
    BlockStatistics statistics;
    Tensor hidden; ///< [tokens, hidden] before the block
};

} // namespace salient::testing
