// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/fault.h"

#include <cstdint>
#include <memory>

namespace salient::parquet {

// Codecs as parquet.thrift numbers them.
inline constexpr int64_t kUncompressed = 0;
inline constexpr int64_t kSnappy = 1;
inline constexpr int64_t kGzip = 2;
inline constexpr int64_t kZstd = 6;

/// Memory that is kept from page to page.
class PageBuffer {
public:
    /// `bytes` bytes of any content; what was there before is gone.
    std::span<std::byte> resize(int64_t bytes);

private:
    std::unique_ptr<std::byte[]> m_bytes;
    int64_t m_capacity = 0;
};

/// Throws Fault (parquet.unsupported) when the codec is none of the four.
void checkCodec(int64_t codec);

/// Fills `output` from `input`, exactly. Throws Fault.
void decompress(int64_t codec, Bytes input, std::span<std::byte> output);

} // namespace salient::parquet
