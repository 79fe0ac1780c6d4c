// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_reader.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <set>

namespace salient {

namespace {

constexpr uint64_t kMostKeys = 100'000;
constexpr uint64_t kMostTensors = 1'000'000;
constexpr uint32_t kMostAxes = 4; // GGML_MAX_DIMS
constexpr int64_t kMostAlignment = 1 << 20;

Error broken(const std::filesystem::path& file, const std::string& what) {
    return inputError("gguf.broken", fmt::format("{}: {}; write or download the file again.", file.string(), what));
}

/// Walks through the head; every length is held against the bytes that are left before it is used.
class HeadReader {
public:
    explicit HeadReader(const MappedFile& file) : m_file(file) {}

    template <typename Number>
    Number number() {
        Number value;
        std::memcpy(&value, take(sizeof(value)).data(), sizeof(value));
        return value;
    }
    std::string text() {
        const auto bytes = take(number<uint64_t>());
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    GgufValue value(const std::string& key) {
        const auto kind = number<uint32_t>();
        return kind == kGgufListNumber ? valueOf<true>(key, number<uint32_t>()) : valueOf<false>(key, kind);
    }
    int64_t position() const { return static_cast<int64_t>(m_at); }
    const std::filesystem::path& file() const { return m_file.path(); }
    Error wrong(const std::string& what) const { return broken(file(), what); }

private:
    std::span<const std::byte> take(uint64_t bytes) {
        const auto whole = m_file.bytes();
        if (bytes > whole.size() - m_at) {
            throw inputError("gguf.truncated",
                             fmt::format("{}: byte {} should be followed by {} more, found {}; the file is cut off or "
                                         "broken, get it again.",
                                         m_file.path().string(), m_at, bytes, whole.size() - m_at));
        }
        const auto part = whole.subspan(m_at, bytes);
        m_at += bytes;
        return part;
    }
    template <typename Item>
    Item item() {
        if constexpr (std::is_same_v<Item, std::string>) {
            return text();
        } else if constexpr (std::is_same_v<Item, bool>) {
            return number<uint8_t>() != 0;
        } else {
            return number<Item>();
        }
    }
    template <typename Item>
    std::vector<Item> list() {
        const auto count = number<uint64_t>();
        constexpr size_t kLeast = std::is_same_v<Item, std::string> ? sizeof(uint64_t) : sizeof(Item);
        if (count > (m_file.bytes().size() - m_at) / kLeast) {
            throw inputError("gguf.truncated",
                             fmt::format("{}: a list of {} values does not fit into the {} bytes that "
                                         "follow; get the file again.",
                                         m_file.path().string(), count, m_file.bytes().size() - m_at));
        }
        std::vector<Item> items;
        items.reserve(count);
        for (uint64_t i = 0; i < count; ++i) {
            items.push_back(item<Item>());
        }
        return items;
    }
    template <bool isList, size_t index = 0>
    GgufValue valueOf(const std::string& key, uint32_t kind) {
        if constexpr (index == kGgufScalars) {
            throw wrong(fmt::format("the value of {} is of the kind {}, which is not known{}", inQuotes(key), kind,
                                    isList ? " in lists" : ""));
        } else {
            if (kind != scalarNumber(index)) {
                return valueOf<isList, index + 1>(key, kind);
            }
            using Item = std::variant_alternative_t<index, GgufValue>;
            if constexpr (isList) {
                return list<Item>();
            } else {
                return item<Item>();
            }
        }
    }

    const MappedFile& m_file;
    size_t m_at = 0;
};

GgufTensor readTensor(HeadReader& head) {
    GgufTensor tensor;
    tensor.name = head.text();
    const auto axes = head.number<uint32_t>();
    if (axes < 1 || axes > kMostAxes) {
        throw head.wrong(fmt::format("{} has {} axes, expected 1 to {}", inQuotes(tensor.name), axes, kMostAxes));
    }
    int64_t values = 1;
    for (uint32_t axis = 0; axis < axes; ++axis) {
        const auto size = head.number<uint64_t>();
        const auto most = static_cast<uint64_t>(std::numeric_limits<int64_t>::max() / 8 / values);
        if (size < 1 || size > most) {
            throw head.wrong(fmt::format("axis {} of {} has the size {}", axis, inQuotes(tensor.name), size));
        }
        tensor.sizes.push_back(static_cast<int64_t>(size));
        values *= static_cast<int64_t>(size);
    }
    const auto number = head.number<uint32_t>();
    const auto type = ggufTypeOf(number);
    if (!type) {
        throw inputError("gguf.unknown_type",
                         fmt::format("{}: {} has the type {}; F32, F16, Q4_0, Q4_1, Q8_0 and Q4_K are read.",
                                     head.file().string(), inQuotes(tensor.name), number));
    }
    tensor.type = *type;
    if (!fitsRow(*type, tensor.columns())) {
        throw head.wrong(fmt::format("rows of {} have {} values, expected a multiple of {} for {}",
                                     inQuotes(tensor.name), tensor.columns(), blockValues(*type), typeName(*type)));
    }
    return tensor;
}

int64_t alignmentOf(const GgufReader& reader, const HeadReader& head) {
    const GgufValue* value = reader.find("general.alignment");
    if (value == nullptr) {
        return kGgufAlignment;
    }
    const auto* alignment = std::get_if<uint32_t>(value);
    if (alignment == nullptr || !std::has_single_bit(*alignment) || *alignment > kMostAlignment) {
        throw head.wrong("general.alignment is no power of two below a million");
    }
    return *alignment;
}

int64_t readOffset(HeadReader& head, const std::string& tensor, int64_t alignment) {
    const auto offset = head.number<uint64_t>();
    constexpr uint64_t kMost = uint64_t{1} << 62; // far above any file, far below an overflow
    if (offset % static_cast<uint64_t>(alignment) != 0 || offset > kMost) {
        throw head.wrong(
            fmt::format("the data of {} begin at {}, expected a multiple of {}", inQuotes(tensor), offset, alignment));
    }
    return static_cast<int64_t>(offset);
}

struct Counts {
    uint64_t tensors = 0;
    uint64_t keys = 0;
};

Counts readCounts(HeadReader& head, const MappedFile& file) {
    if (file.size() < 4 || head.number<uint32_t>() != kGgufMagic) {
        throw inputError("gguf.not_gguf", fmt::format("{} does not begin with \"GGUF\": it is another kind of file.",
                                                      file.path().string()));
    }
    const auto version = head.number<uint32_t>();
    if (version != 2 && version != kGgufVersion) {
        throw inputError("gguf.version", fmt::format("{} has the version {}, expected 2 or 3 in little-endian order.",
                                                     file.path().string(), version));
    }
    const auto tensors = head.number<uint64_t>();
    const auto keys = head.number<uint64_t>();
    if (tensors > kMostTensors || keys > kMostKeys) {
        throw head.wrong(fmt::format("it claims to hold {} tensors and {} keys", tensors, keys));
    }
    return {tensors, keys};
}

void checkRanges(const std::vector<GgufTensor>& tensors, const std::vector<int64_t>& offsets, const MappedFile& file) {
    const int64_t fileBytes = file.size();
    std::vector<size_t> order(tensors.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return offsets[a] < offsets[b]; });
    int64_t end = 0;
    for (const size_t i : order) {
        if (offsets[i] < end) {
            throw broken(file.path(), fmt::format("{} overlaps another tensor", inQuotes(tensors[i].name)));
        }
        if (tensors[i].bytes() > fileBytes - offsets[i]) {
            throw inputError("gguf.truncated",
                             fmt::format("{}: {} should lie in bytes {} to {}, and the file has {}; get it again.",
                                         file.path().string(), inQuotes(tensors[i].name), offsets[i],
                                         offsets[i] + tensors[i].bytes(), fileBytes));
        }
        end = offsets[i] + tensors[i].bytes();
    }
}

} // namespace

GgufReader::GgufReader(const std::filesystem::path& file) : m_file(file) {
    HeadReader head(m_file);
    const Counts counts = readCounts(head, m_file);
    std::set<std::string> names;
    for (uint64_t i = 0; i < counts.keys; ++i) {
        std::string key = head.text();
        GgufValue value = head.value(key);
        if (!names.insert(key).second) {
            throw head.wrong(fmt::format("the key {} is there twice", inQuotes(key)));
        }
        m_metadata.emplace_back(std::move(key), std::move(value));
    }
    const int64_t alignment = alignmentOf(*this, head);
    names.clear();
    for (uint64_t i = 0; i < counts.tensors; ++i) {
        m_tensors.push_back(readTensor(head));
        m_offsets.push_back(readOffset(head, m_tensors.back().name, alignment));
        if (!names.insert(m_tensors.back().name).second) {
            throw head.wrong(fmt::format("the tensor {} is there twice", inQuotes(m_tensors.back().name)));
        }
    }
    const int64_t dataBegin = alignedUp(head.position(), alignment);
    for (int64_t& offset : m_offsets) {
        offset += dataBegin;
    }
    checkRanges(m_tensors, m_offsets, m_file);
}

const GgufValue* GgufReader::find(std::string_view key) const {
    const auto found =
        std::find_if(m_metadata.begin(), m_metadata.end(), [key](const auto& entry) { return entry.first == key; });
    return found == m_metadata.end() ? nullptr : &found->second;
}

std::span<const std::byte> GgufReader::data(size_t tensor) const {
    return m_file.bytes().subspan(static_cast<size_t>(m_offsets[tensor]),
                                  static_cast<size_t>(m_tensors[tensor].bytes()));
}

} // namespace salient
