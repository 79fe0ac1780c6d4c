// SPDX-License-Identifier: Apache-2.0
// Causal attention with SmolLM2-135M's heads (9 query heads, 3 key-value heads of 64). Operations are the useful ones:
// two products over the visible half of the scores.
#include "kernels/cpu/cpu_backend.h"
#include "tests/bench/stopwatch.h"

#include <fmt/format.h>

#include <cstdlib>

int main(int argc, char** argv) {
    using namespace salient;
    const int turns = argc > 1 ? std::atoi(argv[1]) : 7;
    CpuBackend backend(Precision::Fp32);
    fmt::print("{}; medians of {}\n", backend.description(), turns);
    AttentionShape shape;
    shape.heads = 9;
    shape.kvHeads = 3;
    shape.headDim = 64;
    shape.scale = 0.125F;
    for (const int64_t tokens : {512, 2048, 8192}) {
        Tensor q = Tensor::zeros({tokens, 576});
        Tensor k = Tensor::zeros({tokens, 192});
        for (int64_t i = 0; i < q.elements(); ++i) {
            q.floats()[static_cast<size_t>(i)] = static_cast<float>(i * 7919 % 1000) * 0.002F - 1.0F;
        }
        for (int64_t i = 0; i < k.elements(); ++i) {
            k.floats()[static_cast<size_t>(i)] = static_cast<float>(i * 104729 % 1000) * 0.002F - 1.0F;
        }
        Tensor out({tokens, 576}, DType::F32);
        const double operations = 4.0 * 9 * 64 * 0.5 * static_cast<double>(tokens * (tokens + 1));
        const double seconds = medianSeconds({[&] { backend.attention(q, k, k, shape, out); }}, turns).front();
        fmt::print("{:5} tokens: {:8.2f} ms, {:6.1f} GFLOP/s\n", tokens, seconds * 1e3, operations / seconds * 1e-9);
    }
    return 0;
}
