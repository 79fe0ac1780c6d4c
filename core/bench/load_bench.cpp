// SPDX-License-Identifier: Apache-2.0
#include "core/bench/load_bench.h"

#include "core/bench/bench_shapes.h"
#include "core/bench/file_reads.h"
#include "core/checkpoint/checkpoint_files.h"
#include "core/model/transformer.h"
#include "core/run_clock.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient {

namespace {

struct Start {
    double ready = 0.0;
    double firstToken = 0.0;
};

Start startOnce(Backend& backend, const std::filesystem::path& folder, const RunContext& context) {
    const auto check = [&context] { context.checkCancelled(); };
    const auto start = std::chrono::steady_clock::now();
    const ModelSource source = ModelSource::open(folder);
    Transformer model(backend, source, check);
    const double ready = secondsSince(start);
    KvCache cache = model.makeCache(1);
    const int32_t token = 0;
    model.nextLogits(std::span(&token, 1), cache, check);
    return {ready, secondsSince(start)};
}

struct Starts {
    std::vector<double> ready, firstToken;

    void add(const Start& start) {
        ready.push_back(start.ready);
        firstToken.push_back(start.firstToken);
    }
    StartTiming timing() const { return {timingOf(ready), timingOf(firstToken)}; }
};

} // namespace

LoadBenchResult benchLoad(Backend& backend, const std::filesystem::path& folder, int64_t repeats,
                          const RunContext& context) {
    checkRepeats(repeats);
    startOnce(backend, folder, context); // says what is wrong with the folder, and wakes the threads
    const std::vector<std::filesystem::path> files = findCheckpointFiles(folder).shards;
    LoadBenchResult result{.bytes = totalBytes(files), .cold = {}, .warm = {}, .directRead = {}};
    Starts cold, warm;
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
        cold.add(startOnce(backend, folder, context));
        warm.add(startOnce(backend, folder, context));
    }
    result.cold = cold.timing();
    result.warm = warm.timing();
    if (!direct.empty()) {
        result.directRead = timingOf(direct);
    }
    return result;
}

} // namespace salient
