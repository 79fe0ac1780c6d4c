// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/value_decoder.h"

#include "core/parquet/bits.h"
#include "core/parquet/delta_decoder.h"
#include "core/parquet/rle_decoder.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace salient::parquet {

namespace {

std::string_view textAt(Bytes bytes, size_t offset, size_t length) {
    return {reinterpret_cast<const char*>(bytes.data()) + offset, length};
}

class PlainTexts : public ValueDecoder {
public:
    explicit PlainTexts(Bytes bytes) : m_bytes(bytes) {}
    void read(size_t count, Values& values) override {
        for (size_t i = 0; i < count; ++i) {
            if (m_bytes.size() < sizeof(uint32_t)) {
                throw damaged("a page holds fewer texts than it announces");
            }
            const auto length = valueAt<uint32_t>(m_bytes, 0);
            m_bytes = m_bytes.subspan(sizeof length);
            if (length > m_bytes.size()) {
                throw damaged(fmt::format("a text of {} bytes is announced where {} are left", length, m_bytes.size()));
            }
            values.texts.push_back(textAt(m_bytes, 0, length));
            m_bytes = m_bytes.subspan(length);
        }
    }

private:
    Bytes m_bytes;
};

template <class Stored, class List>
class PlainNumbers : public ValueDecoder {
public:
    PlainNumbers(Bytes bytes, List Values::*list) : m_bytes(bytes), m_list(list) {}
    void read(size_t count, Values& values) override {
        if (count > m_bytes.size() / sizeof(Stored)) {
            throw damaged("a page holds fewer numbers than it announces");
        }
        for (size_t i = 0; i < count; ++i) {
            (values.*m_list).push_back(valueAt<Stored>(m_bytes, i * sizeof(Stored)));
        }
        m_bytes = m_bytes.subspan(count * sizeof(Stored));
    }

private:
    Bytes m_bytes;
    List Values::*m_list;
};

class PlainBooleans : public ValueDecoder {
public:
    explicit PlainBooleans(Bytes bytes) : m_bytes(bytes) {}
    void read(size_t count, Values& values) override {
        if (count > m_bytes.size() * 8 - m_bit) {
            throw damaged("a page holds fewer values than it announces");
        }
        for (size_t i = 0; i < count; ++i) {
            values.integers.push_back(static_cast<int64_t>(bitsAt(m_bytes, m_bit++, 1)));
        }
    }

private:
    Bytes m_bytes;
    uint64_t m_bit = 0;
};

class RleBooleans : public ValueDecoder {
public:
    /// The runs stand behind their length, 4 bytes.
    explicit RleBooleans(Bytes bytes) : m_runs(bytes.subspan(std::min<size_t>(bytes.size(), 4)), 1) {}
    void read(size_t count, Values& values) override {
        m_bits.resize(count);
        m_runs.read(m_bits);
        values.integers.insert(values.integers.end(), m_bits.begin(), m_bits.end());
    }

private:
    RleDecoder m_runs;
    std::vector<uint32_t> m_bits;
};

class DictionaryIndices : public ValueDecoder {
public:
    /// The first byte is the width of the indices; a page of nulls alone may be empty.
    DictionaryIndices(Bytes bytes, const Values& dictionary)
        : m_runs(bytes.empty() ? RleDecoder() : RleDecoder(bytes.subspan(1), std::to_integer<int>(bytes.front()))),
          m_dictionary(dictionary) {}
    void read(size_t count, Values& values) override {
        m_indices.resize(count);
        m_runs.read(m_indices);
        append(m_dictionary.texts, values.texts);
        append(m_dictionary.integers, values.integers);
        append(m_dictionary.numbers, values.numbers);
    }

private:
    /// Of the three lists one is filled; an empty dictionary is met by its first index.
    template <class T>
    void append(const std::vector<T>& from, std::vector<T>& to) const {
        const size_t entries = m_dictionary.texts.size() + m_dictionary.integers.size() + m_dictionary.numbers.size();
        if (from.empty() && entries > 0) {
            return;
        }
        for (const uint32_t index : m_indices) {
            if (index >= entries) {
                throw damaged(fmt::format("a page points at entry {} of a dictionary of {}", index, entries));
            }
            to.push_back(from[index]);
        }
    }

    RleDecoder m_runs;
    const Values& m_dictionary;
    std::vector<uint32_t> m_indices;
};

class DeltaNumbers : public ValueDecoder {
public:
    DeltaNumbers(Bytes bytes, PhysicalType type) : m_deltas(bytes), m_narrow(type == PhysicalType::Int32) {}
    void read(size_t count, Values& values) override {
        for (size_t i = 0; i < count; ++i) {
            const int64_t value = m_deltas.next();
            values.integers.push_back(m_narrow ? static_cast<int32_t>(value) : value);
        }
    }

private:
    DeltaDecoder m_deltas;
    bool m_narrow;
};

/// DELTA_LENGTH_BYTE_ARRAY: all lengths, then all texts.
class DeltaLengthTexts : public ValueDecoder {
public:
    explicit DeltaLengthTexts(Bytes bytes) : m_lengths(bytes), m_texts(bytes.subspan(m_lengths.end())) {}
    void read(size_t count, Values& values) override {
        for (size_t i = 0; i < count; ++i) {
            values.texts.push_back(next());
        }
    }
    std::string_view next() {
        const int64_t length = m_lengths.next();
        if (length < 0 || static_cast<uint64_t>(length) > m_texts.size()) {
            throw damaged(fmt::format("a text of {} bytes is announced where {} are left", length, m_texts.size()));
        }
        const std::string_view text = textAt(m_texts, 0, static_cast<size_t>(length));
        m_texts = m_texts.subspan(static_cast<size_t>(length));
        return text;
    }

private:
    DeltaDecoder m_lengths;
    Bytes m_texts;
};

/// DELTA_BYTE_ARRAY: how much each text shares with the one before it, then the rests.
class DeltaTexts : public ValueDecoder {
public:
    explicit DeltaTexts(Bytes bytes) : m_prefixes(bytes), m_rests(bytes.subspan(m_prefixes.end())) {}
    void read(size_t count, Values& values) override {
        m_texts.clear();
        m_texts.reserve(count);
        size_t total = 0;
        for (size_t i = 0; i < count; ++i) {
            const int64_t shared = m_prefixes.next();
            if (shared < 0 || static_cast<uint64_t>(shared) > m_last.size()) {
                throw damaged(fmt::format("a text shares {} bytes with one of {}", shared, m_last.size()));
            }
            m_last.resize(static_cast<size_t>(shared));
            m_last += m_rests.next();
            total += m_last.size();
            if (total > kMostBytes) {
                throw unsupported(fmt::format("{} texts in a row share their beginnings and take more than {} bytes",
                                              i + 1, kMostBytes));
            }
            m_texts.push_back(m_last);
            values.texts.push_back(m_texts.back());
        }
    }

private:
    /// A few bytes can stand for a long text many times over.
    static constexpr size_t kMostBytes = size_t{1} << 28;

    DeltaDecoder m_prefixes;
    DeltaLengthTexts m_rests;
    std::string m_last;
    std::vector<std::string> m_texts; ///< of the last read(); reserved, so that views of short ones hold too
};

std::unique_ptr<ValueDecoder> makePlain(PhysicalType type, Bytes bytes) {
    switch (type) {
    case PhysicalType::Boolean:
        return std::make_unique<PlainBooleans>(bytes);
    case PhysicalType::Int32:
        return std::make_unique<PlainNumbers<int32_t, std::vector<int64_t>>>(bytes, &Values::integers);
    case PhysicalType::Int64:
        return std::make_unique<PlainNumbers<int64_t, std::vector<int64_t>>>(bytes, &Values::integers);
    case PhysicalType::Float:
        return std::make_unique<PlainNumbers<float, std::vector<double>>>(bytes, &Values::numbers);
    case PhysicalType::Double:
        return std::make_unique<PlainNumbers<double, std::vector<double>>>(bytes, &Values::numbers);
    case PhysicalType::ByteArray:
        return std::make_unique<PlainTexts>(bytes);
    case PhysicalType::Int96:
    case PhysicalType::FixedLengthByteArray:
        break;
    }
    throw unsupported(fmt::format("of the type {}, which is not read", typeName(type)));
}

} // namespace

std::unique_ptr<ValueDecoder> makeValueDecoder(Encoding encoding, PhysicalType type, Bytes bytes,
                                               const Values* dictionary) {
    const bool isText = type == PhysicalType::ByteArray;
    const bool isInteger = type == PhysicalType::Int32 || type == PhysicalType::Int64;
    switch (encoding) {
    case Encoding::Plain:
        return makePlain(type, bytes);
    case Encoding::PlainDictionary:
    case Encoding::RleDictionary:
        if (dictionary == nullptr) {
            throw damaged("a page points into a dictionary that is not there");
        }
        return std::make_unique<DictionaryIndices>(bytes, *dictionary);
    case Encoding::Rle:
        if (type == PhysicalType::Boolean) {
            return std::make_unique<RleBooleans>(bytes);
        }
        break;
    case Encoding::DeltaBinaryPacked:
        if (isInteger) {
            return std::make_unique<DeltaNumbers>(bytes, type);
        }
        break;
    case Encoding::DeltaLengthByteArray:
        if (isText) {
            return std::make_unique<DeltaLengthTexts>(bytes);
        }
        break;
    case Encoding::DeltaByteArray:
        if (isText) {
            return std::make_unique<DeltaTexts>(bytes);
        }
        break;
    case Encoding::BitPacked:
    case Encoding::ByteStreamSplit:
        break;
    }
    throw unsupported(fmt::format("encoded as {} of {}, which is not read", encodingName(encoding), typeName(type)));
}

} // namespace salient::parquet
