// SPDX-License-Identifier: Apache-2.0
// Dense products through the CPU back-end against bare oneDNN matmul primitives, on the shapes of SmolLM2-135M. oneDNN
// may choose the weights' layout and is not charged for the reordering; the faster of that and the plain layout counts.
#include "kernels/cpu/blocked_products.h"
#include "kernels/cpu/cpu_backend.h"
#include "tests/bench/stopwatch.h"

#include <dnnl.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <random>

namespace salient {
namespace {

using Dims = dnnl::memory::dims;

Tensor randomTensor(Shape shape) {
    Tensor result(std::move(shape), DType::F32);
    std::mt19937 bits(1);
    for (float& value : result.floats()) {
        value = static_cast<float>(bits()) / 4294967296.0F - 0.5F;
    }
    return result;
}

/// One oneDNN product of [rows, inner] by [inner, columns], ready to run.
class BareProduct {
public:
    BareProduct(const Dims& sizes, const Dims& sourceStrides, const Tensor& source, const Tensor& weight,
                const dnnl::memory::desc& weightLayout)
        : m_target({sizes[0], sizes[2]}, DType::F32) {
        using Type = dnnl::memory::data_type;
        const dnnl::memory::desc a({sizes[0], sizes[1]}, Type::f32, sourceStrides);
        const dnnl::memory::desc c({sizes[0], sizes[2]}, Type::f32, Dims{sizes[2], 1});
        const dnnl::matmul::primitive_desc description(dnnl::matmul::desc(a, weightLayout, c), m_engine);
        const dnnl::memory weights(description.weights_desc(), m_engine);
        const dnnl::memory::desc plain({sizes[1], sizes[2]}, Type::f32, plainStrides(weight, sizes));
        dnnl::memory given(plain, m_engine, const_cast<std::byte*>(weight.view().data));
        dnnl::reorder(given, weights).execute(m_stream, given, const_cast<dnnl::memory&>(weights));
        m_stream.wait();
        m_primitive = dnnl::matmul(description);
        m_arguments = {{DNNL_ARG_SRC, {a, m_engine, const_cast<std::byte*>(source.view().data)}},
                       {DNNL_ARG_WEIGHTS, weights},
                       {DNNL_ARG_DST, {c, m_engine, m_target.span().data}}};
    }
    void run() {
        m_primitive.execute(m_stream, m_arguments);
        m_stream.wait();
    }

private:
    // [out, in] for a weight, [tokens, in] for the Gram matrix's second factor.
    static Dims plainStrides(const Tensor& weight, const Dims& sizes) {
        return weight.rows() == sizes[2] && weight.columns() == sizes[1] ? Dims{1, sizes[1]} : Dims{sizes[2], 1};
    }

    dnnl::engine m_engine{dnnl::engine::kind::cpu, 0};
    dnnl::stream m_stream{m_engine};
    Tensor m_target;
    dnnl::primitive m_primitive;
    std::unordered_map<int, dnnl::memory> m_arguments;
};

dnnl::memory::desc layout(int64_t inner, int64_t columns, dnnl::memory::format_tag tag) {
    return {{inner, columns}, dnnl::memory::data_type::f32, tag};
}

void report(const std::string& name, double operations, const std::vector<double>& seconds, size_t bareCount) {
    const double bare = *std::min_element(seconds.begin(), seconds.begin() + static_cast<long>(bareCount));
    std::string line = fmt::format("{:28} bare {:6.1f} GFLOP/s", name, operations / bare * 1e-9);
    const char* ours[] = {"F32", "BF16 weight", "own products"};
    for (size_t i = bareCount; i < seconds.size(); ++i) {
        line += fmt::format("   {} {:6.1f} ({:3.0f} %)", ours[i - bareCount], operations / seconds[i] * 1e-9,
                            100.0 * bare / seconds[i]);
    }
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

void measureLinear(Backend& backend, const Shape& sizes, int turns) {
    const int64_t tokens = sizes[0];
    const int64_t out = sizes[1];
    const int64_t in = sizes[2];
    const Tensor x = randomTensor({tokens, in});
    const Tensor weight = randomTensor({out, in});
    Tensor half({out, in}, DType::BF16);
    convert(weight, half);
    Tensor y({tokens, out}, DType::F32);
    BareProduct plain({tokens, in, out}, {in, 1}, x, weight, layout(in, out, dnnl::memory::format_tag::ba));
    BareProduct any({tokens, in, out}, {in, 1}, x, weight, layout(in, out, dnnl::memory::format_tag::any));
    const DenseProduct own{tokens,
                           out,
                           in,
                           {x.floats().data(), in, Storage::Plain},
                           {weight.floats().data(), in, Storage::Transposed},
                           y.floats().data(),
                           out,
                           Output::Replace};
    report(fmt::format("linear {} x {} x {}", tokens, in, out), 2.0 * static_cast<double>(tokens * in * out),
           medianSeconds({[&] { plain.run(); }, [&] { any.run(); }, [&] { backend.linear(x, weight, {}, y); },
                          [&] { backend.linear(x, half, {}, y); }, [&] { multiplyBlocked(own, activeKernels()); }},
                         turns),
           2);
}

void measureGram(Backend& backend, int64_t tokens, int64_t in, int turns) {
    const Tensor x = randomTensor({tokens, in});
    Tensor gram = Tensor::zeros({in, in});
    BareProduct plain({in, tokens, in}, {1, in}, x, x, layout(tokens, in, dnnl::memory::format_tag::ab));
    report(fmt::format("gram {} tokens, {}", tokens, in), 2.0 * static_cast<double>(tokens * in * in),
           medianSeconds({[&] { plain.run(); }, [&] { backend.accumulateGram(x, gram); }}, turns), 1);
}

} // namespace
} // namespace salient

int main(int argc, char** argv) {
    const int turns = argc > 1 ? std::atoi(argv[1]) : 7;
    salient::CpuBackend backend(salient::Precision::Fp32);
    fmt::print("{}; medians of {}, % of bare oneDNN\n", backend.description(), turns);
    for (const int64_t tokens : {2048, 8192}) {
        for (const auto& [out, in] : {std::pair{576, 576}, {192, 576}, {1536, 576}, {576, 1536}}) {
            salient::measureLinear(backend, {tokens, out, in}, turns);
        }
        for (const int64_t in : {576, 1536}) {
            salient::measureGram(backend, tokens, in, turns);
        }
    }
    salient::measureLinear(backend, {512, 49152, 576}, turns);
    return 0;
}
