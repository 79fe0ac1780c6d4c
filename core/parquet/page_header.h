// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/fault.h"

#include <cstdint>
#include <optional>
#include <string>

namespace salient::parquet {

// Numbers as in apache/parquet-format, src/main/thrift/parquet.thrift.

enum class Encoding {
    Plain = 0,
    PlainDictionary = 2,
    Rle = 3,
    BitPacked = 4,
    DeltaBinaryPacked = 5,
    DeltaLengthByteArray = 6,
    DeltaByteArray = 7,
    RleDictionary = 8,
    ByteStreamSplit = 9,
};
enum class PageKind { Data, DataV2, Dictionary, Other };

struct PageHeader {
    PageKind kind = PageKind::Other;
    int64_t headerBytes = 0;
    int64_t bytes = 0; ///< as they stand in the file, behind the header
    int64_t uncompressedBytes = 0;
    std::optional<uint32_t> crc; ///< CRC-32 of these bytes
    int64_t values = 0;          ///< with nulls and empty lists
    Encoding encoding = Encoding::Plain;
    Encoding definitionEncoding = Encoding::Rle;
    Encoding repetitionEncoding = Encoding::Rle;
    int64_t definitionBytes = 0; ///< v2: uncompressed, after the repetition levels at the start of the page
    int64_t repetitionBytes = 0;
    bool compressed = true; ///< v2: what follows the levels
};

/// Reads the header at the start of `bytes` and checks that the page lies within them. Throws Fault.
PageHeader readPageHeader(Bytes bytes);

std::string encodingName(Encoding encoding);

} // namespace salient::parquet
