// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <cstdint>

namespace salient {

inline bool isAligned(const TensorView& view) {
    return reinterpret_cast<uintptr_t>(view.data) % static_cast<uintptr_t>(dtypeBytes(view.dtype)) == 0;
}

/// The elements of a small tensor of any floating type as floats: in place when they are aligned F32, else a copy. Null
/// for an empty view.
class FloatValues {
public:
    explicit FloatValues(const TensorView& view) {
        if (view.empty()) {
            return;
        }
        if (view.dtype == DType::F32 && isAligned(view)) {
            m_data = view.floats().data();
            return;
        }
        m_copy = toFloat32(view);
        m_data = m_copy.floats().data();
    }
    FloatValues(const FloatValues&) = delete;
    FloatValues& operator=(const FloatValues&) = delete;

    const float* data() const { return m_data; }

private:
    Tensor m_copy;
    const float* m_data = nullptr;
};

} // namespace salient
