// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bench/bench_shapes.h"
#include "core/bench/timing.h"
#include "kernels/device.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace salient {

/// What is measured of products x[rows, in] · Wᵀ.
struct KernelBenchOptions {
    std::vector<BenchShape> shapes;
    int bits = 4;
    int64_t groupSize = 128;   ///< divides the inputs of all shapes; 0: whole rows
    std::vector<int64_t> rows; ///< how many rows x has
    int64_t repeats = 5;
    bool dense = true; ///< measure dense weights beside the quantised ones
    Device device;
};

/// Products with so many rows.
struct RowsResult {
    int64_t rows = 0;
    Timing quantized;
    std::optional<Timing> denseFp32; ///< an F32 weight with fp32 arithmetic
    std::optional<Timing> denseBf16; ///< a BF16 weight with bf16 operands
};

struct ShapeResult {
    BenchShape shape;
    int64_t groupSize = 0;   ///< inputs per group
    int64_t weightBytes = 0; ///< codes, scales and zero points as the back-end keeps them
    int64_t copies = 0;      ///< quantised weights that take turns
    double readSpeed = 0.0;  ///< of this machine's memory at that time, 1e9 bytes per second
    std::vector<RowsResult> rows;

    double gbPerSecond(const RowsResult& result) const {
        return gigaPerSecond(static_cast<double>(weightBytes), result.quantized.median);
    }
    double shareOfReadSpeed(const RowsResult& result) const {
        return readSpeed > 0.0 ? gbPerSecond(result) / readSpeed : 0.0;
    }
    /// Of products that took this long.
    double gflops(const RowsResult& result, const Timing& timing) const {
        return gigaPerSecond(2.0 * static_cast<double>(result.rows) * static_cast<double>(shape.out) *
                                 static_cast<double>(shape.in),
                             timing.median);
    }
};

struct KernelBenchResult {
    std::string device; ///< the back-end's description
    std::string denseBf16Device;
    std::vector<ShapeResult> shapes;
};

/// Measures products with random weights. Weights of one kind take turns, together more than bytesBeyondCaches(), so
/// that each comes from memory. Emits Progress. Throws Error: (resource) bench.memory when the weights do not fit,
/// before any is made; cancelled.
KernelBenchResult benchKernels(const KernelBenchOptions& options, const RunContext& context);

} // namespace salient
