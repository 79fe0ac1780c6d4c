// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/dense_products.h"
#include "kernels/error.h"

#include <dnnl.hpp>
#include <fmt/format.h>

#include <cassert>

namespace salient {

namespace {

char letterOf(Storage storage) {
    return storage == Storage::Plain ? 'N' : 'T';
}

Error memoryError() {
    return resourceError("memory.product", "There is not enough memory for a matrix product; close other programs.");
}

dnnl::memory::desc bf16Matrix(int64_t rows, int64_t columns, int64_t stride, Storage storage) {
    const dnnl::memory::dims strides =
        storage == Storage::Plain ? dnnl::memory::dims{stride, 1} : dnnl::memory::dims{1, stride};
    return {{rows, columns}, dnnl::memory::data_type::bf16, strides};
}

// oneDNN keeps the primitives it has made by shape, so that making one again is a look-up.
void executeBf16(const Bf16Product& p) {
    const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    dnnl::stream stream(engine);
    const dnnl::memory::desc c({p.rows, p.columns}, dnnl::memory::data_type::f32, dnnl::memory::dims{p.cStride, 1});
    const dnnl::memory::desc a = bf16Matrix(p.rows, p.inner, p.a.stride, p.a.storage);
    const dnnl::memory::desc b = bf16Matrix(p.inner, p.columns, p.b.stride, p.b.storage);
    dnnl::primitive_attr attributes;
    if (p.output == Output::Accumulate) {
        dnnl::post_ops sum;
        sum.append_sum(1.0F);
        attributes.set_post_ops(sum);
    }
    const dnnl::matmul::primitive_desc description(dnnl::matmul::desc(a, b, c), attributes, engine);
    // The library's handles are not const; sources are only read.
    const dnnl::memory source(a, engine, const_cast<BFloat16*>(p.a.data));
    const dnnl::memory weights(b, engine, const_cast<BFloat16*>(p.b.data));
    dnnl::matmul(description)
        .execute(stream,
                 {{DNNL_ARG_SRC, source}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_DST, dnnl::memory(c, engine, p.c)}});
    stream.wait();
}

} // namespace

void multiply(const DenseProduct& p) {
    assert(p.rows > 0 && p.columns > 0 && p.inner > 0);
    const float beta = p.output == Output::Accumulate ? 1.0F : 0.0F;
    const dnnl_status_t status = dnnl_sgemm(letterOf(p.a.storage), letterOf(p.b.storage), p.rows, p.columns, p.inner,
                                            1.0F, p.a.data, p.a.stride, p.b.data, p.b.stride, beta, p.c, p.cStride);
    if (status == dnnl_out_of_memory) {
        throw memoryError();
    }
    if (status != dnnl_success) {
        throw internalError("cpu.product", fmt::format("oneDNN refused a product of {} x {} x {} with status {}.",
                                                       p.rows, p.inner, p.columns, static_cast<int>(status)));
    }
}

bool hasBf16Products() {
    const auto isa = static_cast<int>(dnnl::get_effective_cpu_isa());
    const auto needed = static_cast<int>(dnnl::cpu_isa::avx512_core_bf16);
    return (isa & needed) == needed; // wider instruction sets contain the bits of the narrower ones
}

void multiply(const Bf16Product& product) {
    try {
        executeBf16(product);
    } catch (const dnnl::error& problem) {
        if (problem.status == dnnl_out_of_memory) {
            throw memoryError();
        }
        throw internalError("cpu.bf16_product",
                            fmt::format("oneDNN refused a bf16 product of {} x {} x {}: {}.", product.rows,
                                        product.inner, product.columns, problem.what()));
    }
}

std::string denseProductsName() {
    const dnnl_version_t* version = dnnl_version();
    return fmt::format("oneDNN {}.{}.{}", version->major, version->minor, version->patch);
}

} // namespace salient
