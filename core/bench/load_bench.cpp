// SPDX-License-Identifier: Apache-2.0
#include "core/bench/load_bench.h"

#include "core/bench/bench_shapes.h"
#include "core/bench/file_reads.h"
#include "core/checkpoint/checkpoint_files.h"
#include "core/model/packed_cache.h"
#include "core/model/transformer.h"
#include "core/run_clock.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient {

namespace {

struct Start {
    double ready = 0.0;
    double firstToken = 0.0;
};

class Starter {
public:
    Starter(Backend& backend, const std::filesystem::path& folder, const PackedCacheSettings& settings,
            const RunContext& context)
        : m_backend(backend), m_folder(folder), m_settings(settings), m_context(context) {}

    /// From the model's own files, or from what keep() wrote.
    Start once(bool fromKept) const {
        const auto start = std::chrono::steady_clock::now();
        const ModelSource source = ModelSource::open(m_folder);
        std::optional<PackedCache> cache;
        if (fromKept) {
            cache.emplace(m_settings, source, m_backend, kHeadBits);
        }
        Transformer model(m_backend, source, check(), {.packedHead = false, .cache = cache ? &*cache : nullptr});
        const double ready = secondsSince(start);
        KvCache keys = model.makeCache(1);
        const int32_t token = 0;
        model.nextLogits(std::span(&token, 1), keys, check());
        return {ready, secondsSince(start)};
    }

    /// The file of packed weights, made when it is not there; nothing where none is kept.
    std::optional<std::filesystem::path> keep() const {
        const ModelSource source = ModelSource::open(m_folder);
        {
            PackedCache cache(m_settings, source, m_backend, kHeadBits);
            const Transformer model(m_backend, source, check(), {.packedHead = false, .cache = &cache});
            try {
                if (const auto output = cache.keep(model.packedWeights())) {
                    report(output->finish());
                }
            } catch (const Error& error) {
                report(notKept(error.what()));
            }
        }
        const PackedCache cache(m_settings, source, m_backend, kHeadBits);
        return cache.open() ? std::optional(cache.range().file) : std::nullopt;
    }

private:
    static constexpr int kHeadBits = 16;

    std::function<void()> check() const {
        return [this] { m_context.checkCancelled(); };
    }
    void report(const std::optional<Issue>& issue) const {
        if (issue) {
            m_context.emit(IssueFound{*issue});
        }
    }
    Backend& m_backend;
    const std::filesystem::path& m_folder;
    const PackedCacheSettings& m_settings;
    const RunContext& m_context;
};

struct Starts {
    std::vector<double> ready, firstToken;

    void add(const Start& start) {
        ready.push_back(start.ready);
        firstToken.push_back(start.firstToken);
    }
    StartTiming timing() const { return {timingOf(ready), timingOf(firstToken)}; }
};

} // namespace

LoadBenchResult benchLoad(Backend& backend, const std::filesystem::path& folder, const PackedCacheSettings& settings,
                          int64_t repeats, const RunContext& context) {
    checkRepeats(repeats);
    const Starter starter(backend, folder, settings, context);
    // Says what is wrong with the folder, and wakes the threads.
    const std::optional<std::filesystem::path> kept = starter.keep();
    const std::vector<std::filesystem::path> files = findCheckpointFiles(folder).shards;
    LoadBenchResult result;
    result.bytes = totalBytes(files);
    Starts cold, warm, keptCold, keptWarm;
    std::vector<double> direct;
    RunClock clock(context);
    for (int64_t round = 1; round <= repeats; ++round) {
        clock.progress("bench", fmt::format("round {}/{}", round, repeats),
                       static_cast<double>(round - 1) / static_cast<double>(repeats));
        dropFromMemory(files);
        if (const auto seconds = directReadSeconds(files, context)) {
            direct.push_back(*seconds);
        }
        dropFromMemory(files);
        result.residentBytes = std::max(result.residentBytes, residentBytes(files));
        cold.add(starter.once(false));
        warm.add(starter.once(false));
        if (kept) {
            dropFromMemory(files);
            dropFromMemory(std::span(&*kept, 1));
            keptCold.add(starter.once(true));
            keptWarm.add(starter.once(true));
        }
    }
    result.cold = cold.timing();
    result.warm = warm.timing();
    if (kept) {
        result.keptCold = keptCold.timing();
        result.keptWarm = keptWarm.timing();
    }
    if (!direct.empty()) {
        result.directRead = timingOf(direct);
    }
    return result;
}

} // namespace salient
