// SPDX-License-Identifier: Apache-2.0
#include "core/model/load_blocks.h"

#include "kernels/parallel_work.h"

#include <algorithm>

namespace salient {

std::vector<Block> loadPreparedBlocks(Backend& backend, const ModelSource& source,
                                      const std::function<void()>& betweenBlocks) {
    const int64_t layers = source.config().layerCount();
    // So many blocks are there twice for a moment, as integers and in the back-end's layout.
    const int64_t atOnce = workerThreads();
    std::vector<Block> blocks(static_cast<size_t>(layers));
    for (int64_t begin = 0; begin < layers; begin += atOnce) {
        if (betweenBlocks) {
            betweenBlocks();
        }
        inParallel(std::min(atOnce, layers - begin), [&](int64_t i) {
            Block& block = blocks[static_cast<size_t>(begin + i)];
            block = source.loadBlock(begin + i);
            for (Linear* linear : block.linears()) {
                linear->prepare(backend);
            }
        });
    }
    return blocks;
}

} // namespace salient
