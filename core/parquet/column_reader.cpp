// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/column_reader.h"

#include "core/parquet/bits.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <zlib.h>

namespace salient::parquet {

static constexpr int64_t kBatch = 512;
/// Writers aim at 1 MiB; one very long text makes a page of its own.
static constexpr int64_t kLargestPage = int64_t{1} << 30;

ColumnReader::ColumnReader(Bytes file, const ColumnChunk& chunk, const SchemaNode& leaf)
    : m_chunk(chunk), m_leaf(leaf), m_valuesLeft(chunk.values) {
    if (chunk.encrypted || chunk.elsewhere) {
        throw unsupported(chunk.encrypted ? "encrypted, which is not supported" : "kept in another file");
    }
    checkCodec(chunk.codec);
    if (chunk.type != leaf.type) {
        throw damaged(fmt::format("of type {} in the schema and {} in the row group", typeName(*leaf.type),
                                  typeName(chunk.type)));
    }
    const auto size = static_cast<int64_t>(file.size());
    if (chunk.begin > size || chunk.bytes > size - chunk.begin) {
        throw damaged(fmt::format("said to stand at bytes {} to {} of a file of {}", chunk.begin,
                                  chunk.begin + chunk.bytes, size));
    }
    m_bytes = file.subspan(static_cast<size_t>(chunk.begin), static_cast<size_t>(chunk.bytes));
}

ColumnReader::ColumnReader(ColumnReader&&) noexcept = default;
ColumnReader::~ColumnReader() = default;

bool ColumnReader::next(ColumnBatch& batch) {
    batch.definitions.clear();
    batch.repetitions.clear();
    batch.values.clear();
    while (m_positionsInPage == 0) {
        if (!nextPage()) {
            return false;
        }
    }
    const auto count = static_cast<size_t>(std::min(m_positionsInPage, kBatch));
    m_levels.resize(count);
    readLevels(m_repetitions, m_leaf.repetitions, batch.repetitions);
    readLevels(m_definitions, m_leaf.definition, batch.definitions);
    const auto values = std::count(batch.definitions.begin(), batch.definitions.end(), m_leaf.definition);
    m_decoder->read(static_cast<size_t>(values), batch.values);
    m_positionsInPage -= static_cast<int64_t>(count);
    return true;
}

void ColumnReader::readLevels(RleDecoder& levels, uint8_t highest, std::vector<uint8_t>& out) {
    if (highest == 0) {
        out.assign(m_levels.size(), 0);
        return;
    }
    levels.read(m_levels);
    out.reserve(m_levels.size());
    for (const uint32_t level : m_levels) {
        if (level > highest) {
            throw damaged(fmt::format("expected levels of at most {}, found {}", highest, level));
        }
        out.push_back(static_cast<uint8_t>(level));
    }
}

static void checkSum(const PageHeader& header, Bytes bytes) {
    if (header.crc && crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) != *header.crc) {
        throw damaged("the checksum of a page does not match");
    }
}

bool ColumnReader::nextPage() {
    if (m_valuesLeft == 0) {
        return false;
    }
    if (m_bytes.empty()) {
        throw damaged(fmt::format("its pages hold {} fewer values than announced", m_valuesLeft));
    }
    const PageHeader header = readPageHeader(m_bytes);
    const Bytes bytes = m_bytes.subspan(static_cast<size_t>(header.headerBytes), static_cast<size_t>(header.bytes));
    m_bytes = m_bytes.subspan(static_cast<size_t>(header.headerBytes + header.bytes));
    if (header.kind == PageKind::Other) {
        return true;
    }
    checkSum(header, bytes);
    if (header.kind == PageKind::Dictionary) {
        readDictionary(header, bytes);
        return true;
    }
    if (header.values > m_valuesLeft) {
        throw damaged(fmt::format("a page announces {} values where {} are left", header.values, m_valuesLeft));
    }
    m_valuesLeft -= header.values;
    m_positionsInPage = header.values;
    header.kind == PageKind::Data ? openPage(header, bytes) : openPageV2(header, bytes);
    return true;
}

Bytes ColumnReader::uncompressed(const PageHeader& header, Bytes bytes, PageBuffer& buffer) const {
    const bool packed = m_chunk.codec != kUncompressed && header.compressed;
    const int64_t levels = header.definitionBytes + header.repetitionBytes; // left out of `bytes`
    const int64_t size = header.uncompressedBytes - levels;
    if (!packed) {
        if (size != static_cast<int64_t>(bytes.size())) {
            throw damaged(fmt::format("an uncompressed page of {} bytes takes {}", size, bytes.size()));
        }
        return bytes;
    }
    if (size > kLargestPage) {
        throw unsupported(fmt::format("a page of {} bytes is larger than {}", size, kLargestPage));
    }
    if (size == 0) {
        return {}; // some codecs write nothing for it, some a header
    }
    const std::span<std::byte> output = buffer.resize(size);
    decompress(m_chunk.codec, bytes, output);
    return output;
}

void ColumnReader::readDictionary(const PageHeader& header, Bytes bytes) {
    if (m_dictionary || m_valuesLeft != m_chunk.values) {
        throw damaged("it has a second dictionary, or one behind its data");
    }
    if (header.encoding != Encoding::Plain && header.encoding != Encoding::PlainDictionary) {
        throw unsupported(
            fmt::format("its dictionary is encoded as {}, which is not read", encodingName(header.encoding)));
    }
    const Bytes plain = uncompressed(header, bytes, m_dictionaryBuffer);
    m_dictionary = std::make_unique<Values>();
    makeValueDecoder(Encoding::Plain, m_chunk.type, plain, nullptr)
        ->read(static_cast<size_t>(header.values), *m_dictionary);
}

static int levelBits(uint8_t highest) {
    return std::bit_width(static_cast<unsigned>(highest));
}

/// Takes levels that stand behind their length (4 bytes) off the front of a page.
static RleDecoder takeLevels(Bytes& page, uint8_t highest, Encoding encoding) {
    if (highest == 0) {
        return {};
    }
    if (encoding != Encoding::Rle) {
        throw unsupported(fmt::format("its levels are encoded as {}, which is not read", encodingName(encoding)));
    }
    if (page.size() < sizeof(uint32_t) || valueAt<uint32_t>(page, 0) > page.size() - sizeof(uint32_t)) {
        throw damaged("a page ends in its levels");
    }
    const auto length = valueAt<uint32_t>(page, 0);
    const RleDecoder levels(page.subspan(sizeof length, length), levelBits(highest));
    page = page.subspan(sizeof length + length);
    return levels;
}

void ColumnReader::openPage(const PageHeader& header, Bytes bytes) {
    m_decoder.reset(); // it looks at the buffer
    Bytes page = uncompressed(header, bytes, m_pageBuffer);
    if (header.values == 0) {
        return;
    }
    m_repetitions = takeLevels(page, m_leaf.repetitions, header.repetitionEncoding);
    m_definitions = takeLevels(page, m_leaf.definition, header.definitionEncoding);
    m_decoder = makeValueDecoder(header.encoding, m_chunk.type, page, m_dictionary.get());
}

void ColumnReader::openPageV2(const PageHeader& header, Bytes bytes) {
    m_decoder.reset();
    const auto repetitionBytes = static_cast<size_t>(header.repetitionBytes);
    const auto definitionBytes = static_cast<size_t>(header.definitionBytes);
    m_repetitions = RleDecoder(bytes.first(repetitionBytes), levelBits(m_leaf.repetitions));
    m_definitions = RleDecoder(bytes.subspan(repetitionBytes, definitionBytes), levelBits(m_leaf.definition));
    const Bytes values = uncompressed(header, bytes.subspan(repetitionBytes + definitionBytes), m_pageBuffer);
    m_decoder = makeValueDecoder(header.encoding, m_chunk.type, values, m_dictionary.get());
}

} // namespace salient::parquet
