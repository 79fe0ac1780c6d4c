// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/page_header.h"

#include "core/parquet/thrift_reader.h"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace salient::parquet {

static constexpr int64_t kMostInt32 = std::numeric_limits<int32_t>::max();

static Encoding readEncoding(ThriftReader& reader, ThriftType type) {
    return static_cast<Encoding>(reader.integer(type, 0, 1000));
}

/// DataPageHeader, and DictionaryPageHeader, which begins alike.
static void readDataHeader(ThriftReader& reader, PageHeader& header) {
    reader.readStruct([&](int id, ThriftType type) {
        switch (id) {
        case 1:
            header.values = reader.integer(type, 0, kMostInt32);
            break;
        case 2:
            header.encoding = readEncoding(reader, type);
            break;
        case 3:
            if (header.kind == PageKind::Data) {
                header.definitionEncoding = readEncoding(reader, type);
                break;
            }
            reader.skip(type);
            break;
        case 4:
            header.repetitionEncoding = readEncoding(reader, type);
            break;
        default:
            reader.skip(type);
        }
    });
}

static void readDataHeaderV2(ThriftReader& reader, PageHeader& header) {
    reader.readStruct([&](int id, ThriftType type) {
        switch (id) {
        case 1:
            header.values = reader.integer(type, 0, kMostInt32);
            break;
        case 4:
            header.encoding = readEncoding(reader, type);
            break;
        case 5:
            header.definitionBytes = reader.integer(type, 0, kMostInt32);
            break;
        case 6:
            header.repetitionBytes = reader.integer(type, 0, kMostInt32);
            break;
        case 7:
            header.compressed = reader.boolean(type);
            break;
        default:
            reader.skip(type);
        }
    });
}

static PageKind pageKind(int64_t number) {
    switch (number) {
    case 0:
        return PageKind::Data;
    case 2:
        return PageKind::Dictionary;
    case 3:
        return PageKind::DataV2;
    default:
        return PageKind::Other;
    }
}

static void checkExtent(const PageHeader& header, size_t available) {
    const auto left = static_cast<int64_t>(available) - header.headerBytes;
    if (header.bytes > left) {
        throw damaged(fmt::format("a page of {} bytes is announced where {} are left", header.bytes, left));
    }
    const int64_t levels = header.definitionBytes + header.repetitionBytes;
    if (levels > header.bytes || levels > header.uncompressedBytes) {
        throw damaged(fmt::format("a page of {} bytes announces {} bytes of levels", header.bytes, levels));
    }
}

PageHeader readPageHeader(Bytes bytes) {
    PageHeader header;
    ThriftReader reader(bytes);
    bool described = false;
    reader.readStruct([&](int id, ThriftType type) {
        switch (id) {
        case 1:
            header.kind = pageKind(reader.integer(type, 0, 1000));
            break;
        case 2:
            header.uncompressedBytes = reader.integer(type, 0, kMostInt32);
            break;
        case 3:
            header.bytes = reader.integer(type, 0, kMostInt32);
            break;
        case 4:
            header.crc = static_cast<uint32_t>(reader.integer(type));
            break;
        case 5:
        case 7:
            reader.expectStruct(type);
            readDataHeader(reader, header);
            described = true;
            break;
        case 8:
            reader.expectStruct(type);
            readDataHeaderV2(reader, header);
            described = true;
            break;
        default:
            reader.skip(type);
        }
    });
    if (!described && header.kind != PageKind::Other) {
        throw damaged("a page header does not say what the page holds");
    }
    header.headerBytes = static_cast<int64_t>(reader.position());
    checkExtent(header, bytes.size());
    return header;
}

std::string encodingName(Encoding encoding) {
    constexpr std::array<const char*, 10> kNames = {
        "PLAIN",          "GROUP_VAR_INT",       "PLAIN_DICTIONARY",        "RLE",
        "BIT_PACKED",     "DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY",
        "RLE_DICTIONARY", "BYTE_STREAM_SPLIT"};
    const auto number = static_cast<size_t>(encoding);
    return number < kNames.size() ? kNames[number] : fmt::format("number {}", number);
}

} // namespace salient::parquet
