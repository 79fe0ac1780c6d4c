// SPDX-License-Identifier: Apache-2.0
#include "core/engine/loaded_model.h"

namespace salient {

/// Null when nothing is to be kept; an adapter's weights are not those of the folder.
static std::unique_ptr<PackedCache> openCache(const ModelArguments& given, const ModelSource& source,
                                              const Backend& backend) {
    if (!given.cache || !given.adapter.empty()) {
        return nullptr;
    }
    return std::make_unique<PackedCache>(PackedCacheSettings::ofUser(), source, backend,
                                         static_cast<int>(given.headBits));
}

LoadedModel::LoadedModel(const ModelArguments& given, const RunContext& context)
    : device(parseDevice(given.device)), source(ModelSource::open(given.model, given.adapter)),
      backend(makeBackend(device, given.precision)), cache(openCache(given, source, *backend)),
      transformer(*backend, source, [&context] { context.checkCancelled(); },
                  {.packedHead = given.headBits == 8, .cache = cache.get()}) {
    if (cache == nullptr) {
        return;
    }
    if (const auto issue = cache->issue()) {
        context.emit(IssueFound{*issue});
    }
    try {
        cacheOutput = cache->keep(transformer.packedWeights());
    } catch (const Error& error) {
        context.emit(IssueFound{notKept(error.what())});
    }
}

void LoadedModel::finishCache(const RunContext& context) {
    if (cacheOutput == nullptr) {
        return;
    }
    if (const auto issue = cacheOutput->finish()) {
        context.emit(IssueFound{*issue});
    }
    cacheOutput.reset();
}

} // namespace salient
