// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_writer.h"

#include "kernels/error.h"

#include <bit>
#include <cassert>
#include <fmt/format.h>
#include <type_traits>
#include <utility>

namespace salient {

static_assert(std::endian::native == std::endian::little, "GGUF files are written as the numbers lie in memory");

namespace {

/// The head of a file under construction.
class HeadText {
public:
    template <typename Number>
    void put(Number value) {
        m_text.append(reinterpret_cast<const char*>(&value), sizeof(value));
    }
    void put(bool value) { m_text.push_back(value ? '\1' : '\0'); }
    void put(const std::string& text) {
        put(static_cast<uint64_t>(text.size()));
        m_text += text;
    }
    template <typename Item>
    void put(const std::vector<Item>& items) {
        put(static_cast<uint64_t>(items.size()));
        for (const Item& item : items) {
            put(item);
        }
    }
    void put(const std::vector<bool>& items) {
        put(static_cast<uint64_t>(items.size()));
        for (const bool item : items) {
            put(item);
        }
    }
    void putTagged(const GgufValue& value) {
        if (value.index() < kGgufScalars) {
            put(scalarNumber(value.index()));
        } else {
            put(kGgufListNumber);
            put(scalarNumber(value.index() - kGgufScalars));
        }
        std::visit([this](const auto& held) { put(held); }, value);
    }

    std::string m_text;
};

} // namespace

GgufWriter::Layout GgufWriter::layOut(const GgufMetadata& metadata, const std::vector<GgufTensor>& tensors) {
    HeadText head;
    head.put(kGgufMagic);
    head.put(kGgufVersion);
    head.put(static_cast<uint64_t>(tensors.size()));
    head.put(static_cast<uint64_t>(metadata.size()));
    for (const auto& [key, value] : metadata) {
        head.put(key);
        head.putTagged(value);
    }
    Layout layout;
    int64_t end = 0;
    for (const GgufTensor& tensor : tensors) {
        head.put(tensor.name);
        head.put(static_cast<uint32_t>(tensor.sizes.size()));
        for (const int64_t size : tensor.sizes) {
            head.put(static_cast<uint64_t>(size));
        }
        head.put(static_cast<uint32_t>(tensor.type));
        head.put(static_cast<uint64_t>(end));
        layout.offsets.push_back(end);
        end = alignedUp(end + tensor.bytes(), kGgufAlignment);
    }
    layout.head = std::move(head.m_text);
    const int64_t dataBegin = alignedUp(static_cast<int64_t>(layout.head.size()), kGgufAlignment);
    for (int64_t& offset : layout.offsets) {
        offset += dataBegin;
    }
    layout.fileBytes = dataBegin + end;
    return layout;
}

int64_t GgufWriter::plannedBytes(const GgufMetadata& metadata, const std::vector<GgufTensor>& tensors) {
    return layOut(metadata, tensors).fileBytes;
}

GgufWriter::GgufWriter(const std::filesystem::path& file, const GgufMetadata& metadata, std::vector<GgufTensor> tensors)
    : GgufWriter(file, layOut(metadata, tensors), std::vector<GgufTensor>(tensors)) {}

GgufWriter::GgufWriter(const std::filesystem::path& file, Layout layout, std::vector<GgufTensor> tensors)
    : m_tensors(std::move(tensors)), m_offsets(std::move(layout.offsets)), m_rowsWritten(m_tensors.size(), 0),
      m_file(file, layout.fileBytes) {
    m_file.writeAt(0, std::as_bytes(std::span(layout.head)));
}

void GgufWriter::writeRows(size_t tensor, int64_t firstRow, std::span<const std::byte> bytes) {
    const int64_t rowSize = rowBytes(m_tensors[tensor].type, m_tensors[tensor].columns());
    const int64_t rows = static_cast<int64_t>(bytes.size()) / rowSize;
    assert(rows * rowSize == static_cast<int64_t>(bytes.size()) && firstRow + rows <= m_tensors[tensor].rows());
    m_file.writeAt(m_offsets[tensor] + firstRow * rowSize, bytes);
    m_rowsWritten[tensor] += rows;
}

void GgufWriter::finish() {
    for (size_t i = 0; i < m_tensors.size(); ++i) {
        if (m_rowsWritten[i] != m_tensors[i].rows()) {
            throw internalError("gguf.incomplete", fmt::format("{}: {} of {} rows of {} were written; please report "
                                                               "this.",
                                                               m_file.path().string(), m_rowsWritten[i],
                                                               m_tensors[i].rows(), m_tensors[i].name));
        }
    }
    m_file.finish();
}

} // namespace salient
