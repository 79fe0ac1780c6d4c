// SPDX-License-Identifier: Apache-2.0
// Causal attention with SmolLM2-135M's heads (9 query heads, 3 key-value heads of 64). Operations are the useful ones:
// two products over the visible scores. Whole sequences in fp32, then turns and
// single tokens behind a history in the store, whose numbers have 16 bits.
#include "kernels/cpu/cpu_backend.h"
#include "tests/bench/stopwatch.h"

#include <fmt/format.h>

#include <cstdlib>

namespace {

using namespace salient;

constexpr int64_t kHeads = 9;
constexpr int64_t kKvHeads = 3;
constexpr int64_t kHeadDim = 64;

Tensor variedTensor(int64_t rows, int64_t columns, int64_t step) {
    Tensor x({rows, columns}, DType::F32);
    for (int64_t i = 0; i < x.elements(); ++i) {
        x.floats()[static_cast<size_t>(i)] = static_cast<float>(i * step % 1000) * 0.002F - 1.0F;
    }
    return x;
}

AttentionShape shapeBehind(int64_t history) {
    AttentionShape shape;
    shape.heads = kHeads;
    shape.kvHeads = kKvHeads;
    shape.headDim = kHeadDim;
    shape.scale = 0.125F;
    shape.queryStart = history;
    return shape;
}

void measureTurn(Backend& backend, int64_t tokens, int64_t history, int turns) {
    const Tensor q = variedTensor(tokens, kHeads * kHeadDim, 7919);
    const Tensor k = variedTensor(history + tokens, kKvHeads * kHeadDim, 104729);
    Tensor out(q.shape(), DType::F32);
    const std::unique_ptr<KvStore> store = backend.makeKvStore(kKvHeads, kHeadDim);
    store->append(k.slice(0, history), k.slice(0, history));
    const AttentionShape shape = shapeBehind(history);
    const double seen = static_cast<double>(tokens * history) + 0.5 * static_cast<double>(tokens * (tokens + 1));
    const double operations = 4.0 * kHeads * kHeadDim * seen;
    const auto stored = [&] {
        store->truncate(history);
        store->append(k.slice(history, k.rows()), k.slice(history, k.rows()));
        backend.attention(q, *store, shape, out);
    };
    const auto whole = [&] { backend.attention(q, k, k, shape, out); };
    const std::vector<double> seconds = medianSeconds({whole, stored}, turns);
    fmt::print("{:5} tokens behind {:5}: fp32 {:8.3f} ms, {:6.1f} GFLOP/s; stored {:8.3f} ms, {:6.1f} GFLOP/s\n",
               tokens, history, seconds[0] * 1e3, operations / seconds[0] * 1e-9, seconds[1] * 1e3,
               operations / seconds[1] * 1e-9);
}

} // namespace

int main(int argc, char** argv) {
    const int turns = argc > 1 ? std::atoi(argv[1]) : 7;
    CpuBackend backend(Precision::Fp32);
    fmt::print("{}; medians of {}\n", backend.description(), turns);
    for (const int64_t tokens : {512, 2048}) {
        measureTurn(backend, tokens, 0, turns);
    }
    for (const int64_t tokens : {1, 4, 64, 512}) {
        measureTurn(backend, tokens, 2000, turns);
    }
    return 0;
}
