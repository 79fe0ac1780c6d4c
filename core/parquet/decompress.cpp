// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/decompress.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <snappy-c.h>
#include <zlib.h>
#include <zstd.h>

namespace salient::parquet {

std::span<std::byte> PageBuffer::resize(int64_t bytes) {
    // Without setting them to zero: a page that lies about its size then costs address space, not memory.
    if (bytes > m_capacity) {
        m_bytes.reset(new std::byte[static_cast<size_t>(bytes)]); // NOLINT: make_unique sets to zero
        m_capacity = bytes;
    }
    return {m_bytes.get(), static_cast<size_t>(bytes)};
}

void checkCodec(int64_t codec) {
    constexpr std::array<const char*, 8> kNames = {"none", "Snappy", "Gzip", "LZO", "Brotli", "LZ4", "Zstd", "LZ4_RAW"};
    if (codec != kUncompressed && codec != kSnappy && codec != kGzip && codec != kZstd) {
        throw unsupported(fmt::format("compressed with {}, where none, Snappy, Gzip and Zstd are read",
                                      static_cast<size_t>(codec) < kNames.size() ? kNames[static_cast<size_t>(codec)]
                                                                                 : fmt::format("codec {}", codec)));
    }
}

static const char* chars(Bytes bytes) {
    return reinterpret_cast<const char*>(bytes.data());
}

static bool snappy(Bytes input, std::span<std::byte> output) {
    size_t announced = 0;
    if (snappy_uncompressed_length(chars(input), input.size(), &announced) != SNAPPY_OK || announced != output.size()) {
        return false;
    }
    size_t written = output.size();
    return snappy_uncompress(chars(input), input.size(), reinterpret_cast<char*>(output.data()), &written) ==
               SNAPPY_OK &&
           written == output.size();
}

static bool gzip(Bytes input, std::span<std::byte> output) {
    constexpr int kGzipOrZlibHeader = 15 + 32;
    z_stream stream{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(input.data())); // zlib does not write to it
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(output.data());
    stream.avail_out = static_cast<uInt>(output.size());
    if (inflateInit2(&stream, kGzipOrZlibHeader) != Z_OK) {
        throw damaged("zlib cannot be started");
    }
    const int outcome = inflate(&stream, Z_FINISH);
    const bool full = stream.avail_out == 0;
    inflateEnd(&stream);
    return outcome == Z_STREAM_END && full;
}

static bool zstd(Bytes input, std::span<std::byte> output) {
    return ZSTD_decompress(output.data(), output.size(), input.data(), input.size()) == output.size();
}

void decompress(int64_t codec, Bytes input, std::span<std::byte> output) {
    checkCodec(codec);
    const auto check = [&](bool fine, const char* name) {
        if (!fine) {
            throw damaged(
                fmt::format("the {} data of a page are damaged or not the announced {} bytes", name, output.size()));
        }
    };
    if (codec == kUncompressed) {
        check(input.size() == output.size(), "uncompressed");
        std::copy(input.begin(), input.end(), output.begin());
    } else if (codec == kSnappy) {
        check(snappy(input, output), "Snappy");
    } else if (codec == kGzip) {
        check(gzip(input, output), "Gzip");
    } else {
        check(zstd(input, output), "Zstd");
    }
}

} // namespace salient::parquet
