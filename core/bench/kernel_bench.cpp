// SPDX-License-Identifier: Apache-2.0
#include "core/bench/kernel_bench.h"

#include "core/bench/memory_speed.h"
#include "core/checkpoint/output_file.h"
#include "core/run_clock.h"
#include "kernels/backend.h"
#include "kernels/error.h"
#include "kernels/system_memory.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient {

namespace {

using ReadyWeight = std::unique_ptr<PackedWeight>;

void multiply(Backend& backend, const TensorView& x, const Tensor& weight, const TensorSpan& y) {
    backend.linear(x, weight, {}, y);
}

void multiply(Backend& backend, const TensorView& x, const ReadyWeight& weight, const TensorSpan& y) {
    const PackedProduct product{*weight, {}, y};
    backend.linear(x, {&product, 1});
}

/// SplitMix64 (Steele, Lea, Flood 2014).
class RandomBits {
public:
    uint64_t next() {
        uint64_t z = (m_state += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// −0.5 … 0.5
    float value() { return static_cast<float>(next() >> 40U) / 16777216.0F - 0.5F; }

private:
    uint64_t m_state = 42;
};

PackedLinear randomPacked(const BenchShape& shape, int bits, int64_t groupSize) {
    PackedLinear weight(shape.out, shape.in, bits, groupSize);
    RandomBits random;
    const auto largest = static_cast<uint8_t>((1U << static_cast<unsigned>(bits)) - 1U);
    const auto mask = static_cast<uint8_t>(bits <= 4 ? largest << 4U | largest : largest);
    for (uint8_t& codes : weight.codes()) {
        codes = static_cast<uint8_t>(random.next()) & mask;
    }
    for (uint8_t& zero : weight.zeros()) {
        zero = static_cast<uint8_t>(random.next()) & largest;
    }
    for (Float16& scale : weight.scales()) {
        scale = toFloat16(0.01F + 0.001F * random.value());
    }
    return weight;
}

Tensor randomDense(const Shape& shape, DType dtype) {
    Tensor values(shape, DType::F32);
    RandomBits random;
    for (float& value : values.floats()) {
        value = random.value();
    }
    if (dtype == DType::F32) {
        return values;
    }
    Tensor converted(shape, dtype);
    convert(values, converted);
    return converted;
}

/// At least two, so that no weight is used twice in a row.
int64_t copiesFor(int64_t weightBytes) {
    return std::max<int64_t>(2, bytesBeyondCaches() / weightBytes + 1);
}

/// The kinds of weight are measured one after the other; the largest needs room beside its first copy.
void checkMemory(const KernelBenchOptions& options, const BenchShape& shape) {
    const int64_t weight = shape.out * shape.in * (options.dense ? 4 : 1);
    const int64_t rows = *std::max_element(options.rows.begin(), options.rows.end());
    const int64_t needed = (copiesFor(weight) + 1) * weight + rows * (shape.out + shape.in) * 4;
    const int64_t available = availableMemoryBytes();
    if (available > 0 && needed > available) {
        throw resourceError("bench.memory",
                            fmt::format("Measuring {} takes {} of memory, {} are free; give a smaller --shape{}.",
                                        shape.text(), bytesText(needed), bytesText(available),
                                        options.dense ? " or --no-dense" : ""));
    }
}

/// Measures one shape with all numbers of rows and kinds of weight.
class ShapeBench {
public:
    /// Called with what is measured next and how far this shape is, 0 … 1.
    using Report = std::function<void(const std::string& item, double fraction)>;

    ShapeBench(const KernelBenchOptions& options, const BenchShape& shape, const RunContext& context, Report report)
        : m_options(options), m_context(context), m_report(std::move(report)) {
        m_result.shape = shape;
        for (const int64_t rows : options.rows) {
            m_result.rows.push_back({.rows = rows, .quantized = {}, .denseFp32 = {}, .denseBf16 = {}});
        }
    }

    ShapeResult run(Backend& fp32, Backend& bf16) {
        measureQuantized(fp32);
        if (m_options.dense) {
            measureDense(fp32, DType::F32, &RowsResult::denseFp32);
            measureDense(bf16, DType::BF16, &RowsResult::denseBf16);
        }
        return m_result;
    }

private:
    void measureQuantized(Backend& backend) {
        const BenchShape& shape = m_result.shape;
        m_result.groupSize = m_options.groupSize == 0 ? shape.in : m_options.groupSize;
        const PackedLinear integers = randomPacked(shape, m_options.bits, m_result.groupSize);
        std::vector<ReadyWeight> weights;
        weights.push_back(backend.pack(integers));
        m_result.weightBytes = weights.front()->bytes();
        m_result.copies = copiesFor(m_result.weightBytes);
        while (static_cast<int64_t>(weights.size()) < m_result.copies) {
            m_context.checkCancelled();
            weights.push_back(backend.pack(integers));
        }
        m_result.readSpeed = ReadSpeed().gbPerSecond(m_context);
        for (RowsResult& result : m_result.rows) {
            result.quantized = timeRows(backend, weights, result.rows, fmt::format("{} bits", m_options.bits));
        }
    }

    void measureDense(Backend& backend, DType dtype, std::optional<Timing> RowsResult::*timing) {
        const Shape shape{m_result.shape.out, m_result.shape.in};
        std::vector<Tensor> weights;
        weights.push_back(randomDense(shape, dtype));
        const int64_t copies = copiesFor(weights.front().view().bytes());
        while (static_cast<int64_t>(weights.size()) < copies) {
            m_context.checkCancelled();
            weights.push_back(weights.front().clone());
        }
        for (RowsResult& result : m_result.rows) {
            result.*timing = timeRows(backend, weights, result.rows, dtype == DType::F32 ? "fp32" : "bf16");
        }
    }

    template <class Weight>
    Timing timeRows(Backend& backend, const std::vector<Weight>& weights, int64_t rows, const std::string& kind) {
        const auto kinds = static_cast<double>(m_result.rows.size() * (m_options.dense ? 3 : 1));
        m_report(fmt::format("{} {}, {} rows", m_result.shape.text(), kind, rows), m_done++ / kinds);
        const Tensor x = randomDense({rows, m_result.shape.in}, DType::F32);
        Tensor y({rows, m_result.shape.out}, DType::F32);
        size_t turn = 0;
        return measure([&] { multiply(backend, x, weights[turn++ % weights.size()], y); }, m_options.repeats,
                       m_context);
    }

    const KernelBenchOptions& m_options;
    const RunContext& m_context;
    Report m_report;
    ShapeResult m_result;
    double m_done = 0.0; ///< kinds and numbers of rows
};

} // namespace

KernelBenchResult benchKernels(const KernelBenchOptions& options, const RunContext& context) {
    for (const BenchShape& shape : options.shapes) {
        checkMemory(options, shape);
    }
    const auto fp32 = makeBackend(options.device, Precision::Fp32);
    const auto bf16 = makeBackend(options.device, Precision::Bf16);
    KernelBenchResult result{.device = fp32->description(), .denseBf16Device = bf16->description(), .shapes = {}};
    RunClock clock(context);
    const auto shapes = static_cast<double>(options.shapes.size());
    for (const BenchShape& shape : options.shapes) {
        const auto report = [&](const std::string& item, double fraction) {
            clock.progress("bench", item, (static_cast<double>(result.shapes.size()) + fraction) / shapes);
        };
        result.shapes.push_back(ShapeBench(options, shape, context, report).run(*fp32, *bf16));
    }
    return result;
}

} // namespace salient
