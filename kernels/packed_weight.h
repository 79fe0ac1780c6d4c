// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace salient {

/// What a packed weight is besides its bytes.
struct PackedForm {
    int64_t out = 0;
    int64_t in = 0;
    int bits = 4;                    ///< of a code as it is laid out, 2 … 8
    int64_t groupSize = 0;           ///< divides `in`
    std::vector<int32_t> inputOrder; ///< as PackedLinear::inputOrder()
};

/// A quantised weight [out, in] laid out the way one back-end multiplies with it: made once from a PackedLinear when a
/// model is loaded (Backend::pack), never changed. The integers, scales and zero points are the same.
class PackedWeight {
public:
    virtual ~PackedWeight() = default;
    PackedWeight() = default;
    PackedWeight(const PackedWeight&) = delete;
    PackedWeight& operator=(const PackedWeight&) = delete;

    virtual int64_t outFeatures() const = 0;
    virtual int64_t inFeatures() const = 0;
    /// What a product with one token reads, in bytes; also the memory held.
    virtual int64_t bytes() const = 0;

    /// With these two Backend::restore() makes the same weight again. The bytes are opaque and live as long as this.
    virtual PackedForm form() const = 0;
    virtual std::span<const std::byte> data() const = 0;
};

} // namespace salient
