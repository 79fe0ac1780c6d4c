// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/dense_products.h"
#include "kernels/cpu/rounded_products.h"
#include "kernels/error.h"

#include <dnnl.h>
#include <fmt/format.h>

namespace salient {

namespace {

char letterOf(Storage storage) {
    return storage == Storage::Plain ? 'N' : 'T';
}

} // namespace

void multiply(const DenseProduct& p) {
    const float beta = p.output == Output::Accumulate ? 1.0F : 0.0F;
    const dnnl_status_t status = dnnl_sgemm(letterOf(p.a.storage), letterOf(p.b.storage), p.rows, p.columns, p.inner,
                                            1.0F, p.a.data, p.a.stride, p.b.data, p.b.stride, beta, p.c, p.cStride);
    if (status == dnnl_out_of_memory) {
        throw resourceError("memory.product", "There is not enough memory for a matrix product; close other programs.");
    }
    if (status != dnnl_success) {
        throw internalError("cpu.product", fmt::format("oneDNN refused a product of {} x {} x {} with status {}.",
                                                       p.rows, p.inner, p.columns, static_cast<int>(status)));
    }
}

void multiplyBf16(const DenseProduct& product) {
    multiplyRounded(product);
}

std::string denseProductsName() {
    const dnnl_version_t* version = dnnl_version();
    return fmt::format("oneDNN {}.{}.{}", version->major, version->minor, version->patch);
}

} // namespace salient
