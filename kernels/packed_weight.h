// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace salient {

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
};

} // namespace salient
