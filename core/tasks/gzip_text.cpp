// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/gzip_text.h"

#include "core/checkpoint/output_file.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace salient {

namespace {

/// zlib's state, freed in any case.
class Inflater {
public:
    Inflater() {
        constexpr int kGzipHeader = 15 + 16; // the largest window, and only gzip
        if (inflateInit2(&m_stream, kGzipHeader) != Z_OK) {
            throw resourceError("memory.exhausted", "The memory of this machine does not suffice for zlib.");
        }
    }
    ~Inflater() { inflateEnd(&m_stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    z_stream& stream() { return m_stream; }

private:
    z_stream m_stream{};
};

} // namespace

bool isGzip(std::span<const std::byte> bytes) {
    return bytes.size() >= 2 && bytes[0] == std::byte{0x1F} && bytes[1] == std::byte{0x8B};
}

std::string gunzip(std::span<const std::byte> bytes, const std::string& origin, int64_t maxBytes) {
    Inflater inflater;
    z_stream& stream = inflater.stream();
    std::string text;
    std::array<char, 65536> piece{};
    while (true) {
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data())); // zlib does not write to it
        stream.avail_in = static_cast<uInt>(std::min<size_t>(bytes.size(), std::numeric_limits<uInt>::max()));
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        const uInt given = stream.avail_in;
        const int outcome = inflate(&stream, Z_NO_FLUSH);
        const size_t made = piece.size() - stream.avail_out;
        bytes = bytes.subspan(given - stream.avail_in);
        text.append(piece.data(), made);
        if (static_cast<int64_t>(text.size()) > maxBytes) {
            throw inputError("gzip.too_large",
                             fmt::format("{} holds more than {} of text.", origin, bytesText(maxBytes)));
        }
        if (outcome == Z_STREAM_END && bytes.empty()) {
            return text;
        }
        const bool nextMember = outcome == Z_STREAM_END && inflateReset(&stream) == Z_OK;
        const bool goesOn = outcome == Z_OK && (!bytes.empty() || stream.avail_out == 0);
        if (!nextMember && !goesOn) {
            throw inputError(
                "gzip.damaged",
                fmt::format("{} is a damaged gzip file: it goes wrong behind {} bytes of text.", origin, text.size()));
        }
    }
}

} // namespace salient
