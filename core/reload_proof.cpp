// SPDX-License-Identifier: Apache-2.0
#include "core/reload_proof.h"

#include "kernels/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace salient {

ReloadProof proveReload(Backend& backend, const ModelSource& written, const TrackedSequences& tracked,
                        const RunContext& context) {
    const std::vector<int32_t>& ids = tracked.sequences().front();
    const int64_t lengths[] = {static_cast<int64_t>(ids.size())};
    BlockRunner runner(backend, written.config());
    Tensor hidden({lengths[0], written.config().hidden}, DType::F32);
    ModelEntry(written).forward(backend, ids, 0, hidden);
    for (int64_t layer = 0; layer < written.config().layerCount(); ++layer) {
        context.checkCancelled();
        const Block block = written.loadBlock(layer);
        runner.forward(block, hidden, lengths);
        written.checkpoint().release(written.blockTensors(layer));
    }
    ModelExit(written).normalize(backend, hidden);

    ReloadProof proof{lengths[0], 0.0, 0.0};
    const auto found = hidden.floats();
    const auto expected = tracked.quantizedHidden(0).floats();
    for (size_t i = 0; i < found.size(); ++i) {
        const double difference = std::fabs(static_cast<double>(found[i]) - static_cast<double>(expected[i]));
        proof.largestDifference = std::isnan(difference) ? INFINITY : std::max(proof.largestDifference, difference);
        proof.largestValue = std::max(proof.largestValue, std::fabs(static_cast<double>(expected[i])));
    }
    if (!(proof.largestDifference <= 1e-4 * proof.largestValue)) {
        throw internalError(
            "export.reload_differs",
            fmt::format("{}: read back, the hidden states differ by {:.3g} from the run's (largest {:.3g}); "
                        "nothing was put under the final name; please report this.",
                        written.folder().string(), proof.largestDifference, proof.largestValue));
    }
    return proof;
}

} // namespace salient
