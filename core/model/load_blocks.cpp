// SPDX-License-Identifier: Apache-2.0
#include "core/model/load_blocks.h"

#include "kernels/parallel_work.h"

#include <algorithm>

namespace salient {

std::vector<Block> loadPreparedBlocks(Backend& backend, const ModelSource& source,
                                      const std::function<void()>& betweenBlocks, PackedCache* cache) {
    const PackedLookup lookup = lookupIn(cache, backend);
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
            block = source.loadBlock(begin + i, lookup);
            for (Linear* linear : block.linears()) {
                linear->prepare(backend);
            }
        });
    }
    return blocks;
}

PackedLookup lookupIn(PackedCache* cache, Backend& backend) {
    if (cache == nullptr || !cache->open()) {
        return {};
    }
    return [cache, &backend](const std::string& name, int64_t out, int64_t in) {
        return cache->take(backend, name, out, in);
    };
}

std::vector<FileRange> startRanges(const ModelSource& source, const PackedCache* cache) {
    const bool kept = cache != nullptr && cache->open();
    std::vector<FileRange> blocks, others;
    if (kept) {
        blocks.push_back(cache->range());
    }
    for (const TensorInfo& tensor : source.checkpoint().tensors()) {
        if (kept && source.packed(tensor.name)) {
            continue;
        }
        const bool ofBlock = tensor.name.starts_with(source.config().blockPrefix);
        (ofBlock ? blocks : others).push_back({tensor.file, tensor.fileOffset, tensor.fileOffset + tensor.bytes});
    }
    blocks.insert(blocks.end(), others.begin(), others.end());
    return blocks;
}

} // namespace salient
