// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <cstdint>

namespace salient {

/// Keys and values of one layer for one sequence, laid out the way one back-end attends to them (Backend::makeKvStore).
/// They take 16 bits each, rounded once when they are appended; grows with its contents and moves nothing when it does.
class KvStore {
public:
    virtual ~KvStore() = default;
    KvStore() = default;
    KvStore(const KvStore&) = delete;
    KvStore& operator=(const KvStore&) = delete;

    /// Positions that are filled.
    virtual int64_t length() const = 0;
    /// k and v [T, kvHeads · headDim] take the next T positions. Throws Error (resource) when memory is short, and has
    /// taken nothing then.
    virtual void append(const TensorView& k, const TensorView& v) = 0;
    /// Forgets the positions from `length` on, which are at most length(); their memory is kept for the next ones.
    virtual void truncate(int64_t length) = 0;
    /// Memory held.
    virtual int64_t bytes() const = 0;
    /// What so many positions take.
    virtual int64_t bytesFor(int64_t positions) const = 0;
};

} // namespace salient
