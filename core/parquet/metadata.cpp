// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/metadata.h"

#include "core/parquet/thrift_reader.h"

#include <fmt/format.h>

#include <array>

namespace salient::parquet {

/// More than any table of texts has; bounds what a hostile footer can make us hold.
static constexpr size_t kMostSchemaElements = 100'000;
static constexpr int64_t kLargest = int64_t{1} << 56;

static void setMeaning(SchemaElement& element, Meaning meaning, const char* name = "") {
    element.meaning = meaning;
    element.meaningName = name;
}

/// The older annotation; every writer still gives it where it can.
static void readConvertedType(int64_t number, SchemaElement& element) {
    constexpr std::array<const char*, 22> kNames = {"UTF8",
                                                    "MAP",
                                                    "MAP_KEY_VALUE",
                                                    "LIST",
                                                    "ENUM",
                                                    "DECIMAL",
                                                    "DATE",
                                                    "TIME_MILLIS",
                                                    "TIME_MICROS",
                                                    "TIMESTAMP_MILLIS",
                                                    "TIMESTAMP_MICROS",
                                                    "UINT_8",
                                                    "UINT_16",
                                                    "UINT_32",
                                                    "UINT_64",
                                                    "INT_8",
                                                    "INT_16",
                                                    "INT_32",
                                                    "INT_64",
                                                    "JSON",
                                                    "BSON",
                                                    "INTERVAL"};
    switch (number) {
    case 0:
    case 4:
    case 19:
        return setMeaning(element, Meaning::Text);
    case 1:
    case 2:
        return setMeaning(element, Meaning::Map);
    case 3:
        return setMeaning(element, Meaning::List);
    case 13:
        return setMeaning(element, Meaning::Unsigned32);
    case 14:
        return setMeaning(element, Meaning::Unsigned64);
    case 5:
    case 20:
    case 21:
        return setMeaning(element, Meaning::Other, kNames[static_cast<size_t>(number)]);
    default: // dates, times and the other whole numbers are read as the numbers they are
        return;
    }
}

static void readIntegerType(ThriftReader& reader, SchemaElement& element) {
    int64_t bits = 0;
    bool isSigned = true;
    reader.readStruct([&](int id, ThriftType type) {
        switch (id) {
        case 1:
            bits = reader.integer(type, 0, 64);
            break;
        case 2:
            isSigned = reader.boolean(type);
            break;
        default:
            reader.skip(type);
        }
    });
    if (!isSigned && bits >= 32) {
        setMeaning(element, bits == 64 ? Meaning::Unsigned64 : Meaning::Unsigned32);
    }
}

static void readLogicalType(ThriftReader& reader, SchemaElement& element) {
    reader.readStruct([&](int id, ThriftType type) {
        reader.expectStruct(type);
        switch (id) {
        case 1:
        case 4:
        case 12:
            setMeaning(element, Meaning::Text);
            break;
        case 2:
            setMeaning(element, Meaning::Map);
            break;
        case 3:
            setMeaning(element, Meaning::List);
            break;
        case 5:
            setMeaning(element, Meaning::Other, "DECIMAL");
            break;
        case 10:
            return readIntegerType(reader, element);
        case 13:
            setMeaning(element, Meaning::Other, "BSON");
            break;
        case 14:
            setMeaning(element, Meaning::Other, "UUID");
            break;
        case 15:
            setMeaning(element, Meaning::Other, "FLOAT16");
            break;
        default:
            break;
        }
        reader.skip(type);
    });
}

static SchemaElement readSchemaElement(ThriftReader& reader) {
    SchemaElement element;
    reader.readStruct([&](int id, ThriftType type) {
        switch (id) {
        case 1:
            element.type = static_cast<PhysicalType>(reader.integer(type, 0, 7));
            break;
        case 3:
            element.repetition = static_cast<Repetition>(reader.integer(type, 0, 2));
            break;
        case 4:
            element.name = reader.binary(type);
            break;
        case 5:
            element.children = reader.integer(type, 0, kMostSchemaElements);
            break;
        case 6:
            readConvertedType(reader.integer(type), element);
            break;
        case 10:
            reader.expectStruct(type);
            readLogicalType(reader, element);
            break;
        default:
            reader.skip(type);
        }
    });
    return element;
}

static void readColumnMetadata(ThriftReader& reader, ColumnChunk& chunk) {
    int64_t dictionary = 0;
    reader.readStruct([&](int id, ThriftType type) {
        switch (id) {
        case 1:
            chunk.type = static_cast<PhysicalType>(reader.integer(type, 0, 7));
            break;
        case 3:
            reader.readList(type, [&](ThriftType item) {
                chunk.path += (chunk.path.empty() ? "" : ".") + std::string(reader.binary(item));
            });
            break;
        case 4:
            chunk.codec = reader.integer(type, 0, 1000);
            break;
        case 5:
            chunk.values = reader.integer(type, 0, kLargest);
            break;
        case 6:
            chunk.uncompressedBytes = reader.integer(type, 0, kLargest);
            break;
        case 7:
            chunk.bytes = reader.integer(type, 0, kLargest);
            break;
        case 9:
            chunk.begin = reader.integer(type, 0, kLargest);
            break;
        case 11:
            dictionary = reader.integer(type, 0, kLargest);
            break;
        default:
            reader.skip(type);
        }
    });
    // Some writers give 0 for "no dictionary"; a dictionary always stands before the data.
    chunk.begin = dictionary > 0 && dictionary < chunk.begin ? dictionary : chunk.begin;
}

static ColumnChunk readColumnChunk(ThriftReader& reader) {
    ColumnChunk chunk;
    bool described = false;
    reader.readStruct([&](int id, ThriftType type) {
        switch (id) {
        case 1:
            chunk.elsewhere = !reader.binary(type).empty();
            break;
        case 3:
            reader.expectStruct(type);
            readColumnMetadata(reader, chunk);
            described = true;
            break;
        case 8:
        case 9:
            chunk.encrypted = true;
            reader.skip(type);
            break;
        default:
            reader.skip(type);
        }
    });
    if (!described && !chunk.encrypted) {
        throw damaged("the metadata says nothing about one of the columns");
    }
    return chunk;
}

static RowGroup readRowGroup(ThriftReader& reader) {
    RowGroup group;
    reader.readStruct([&](int id, ThriftType type) {
        switch (id) {
        case 1:
            reader.readList(type, [&](ThriftType item) {
                reader.expectStruct(item);
                group.columns.push_back(readColumnChunk(reader));
            });
            break;
        case 3:
            group.rows = reader.integer(type, 0, kLargest);
            break;
        default:
            reader.skip(type);
        }
    });
    return group;
}

FileMetadata readMetadata(Bytes footer) {
    FileMetadata file;
    ThriftReader reader(footer);
    reader.readStruct([&](int id, ThriftType type) {
        switch (id) {
        case 2:
            reader.readList(type, [&](ThriftType item) {
                reader.expectStruct(item);
                file.schema.push_back(readSchemaElement(reader));
                if (file.schema.size() > kMostSchemaElements) {
                    throw damaged(fmt::format("the schema has more than {} elements", kMostSchemaElements));
                }
            });
            break;
        case 3:
            file.rows = reader.integer(type, 0, kLargest);
            break;
        case 4:
            reader.readList(type, [&](ThriftType item) {
                reader.expectStruct(item);
                file.rowGroups.push_back(readRowGroup(reader));
            });
            break;
        case 8:
            throw unsupported("the file is encrypted, which is not supported");
        default:
            reader.skip(type);
        }
    });
    return file;
}

std::string typeName(PhysicalType type) {
    constexpr std::array<const char*, 8> kNames = {"BOOLEAN", "INT32",  "INT64",      "INT96",
                                                   "FLOAT",   "DOUBLE", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"};
    return kNames[static_cast<size_t>(type)];
}

} // namespace salient::parquet
