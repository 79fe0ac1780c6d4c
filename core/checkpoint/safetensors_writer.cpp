// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/safetensors_writer.h"

#include "core/checkpoint/json_file.h"
#include "core/checkpoint/output_file.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace salient {

namespace {

using nlohmann::json;

/// One planned tensor and where it goes.
struct Slot {
    PlannedTensor tensor;
    int64_t bytes = 0;
    size_t shard = 0;
    int64_t fileOffset = 0;
    std::map<int64_t, int64_t> written; ///< rows so far: first → end, no two overlap
};

int64_t plannedBytes(const PlannedTensor& tensor) {
    int64_t bytes = dtypeBytes(tensor.dtype);
    for (const int64_t size : tensor.shape) {
        if (size < 0 || __builtin_mul_overflow(bytes, size, &bytes)) {
            throw internalError("writer.bad_plan", fmt::format("Tensor {} was planned with the shape {}.",
                                                               inQuotes(tensor.name), shapeText(tensor.shape)));
        }
    }
    return bytes;
}

/// Type and shape without data.
TensorView wholeOf(const PlannedTensor& tensor) {
    return {nullptr, tensor.dtype, tensor.shape};
}

/// Length, header and padding to a multiple of 8, so that the data begins aligned. Sets each slot's fileOffset.
std::string layOut(const std::vector<Slot*>& slots) {
    std::string text = R"({"__metadata__":{"format":"pt"})";
    int64_t end = 0;
    for (Slot* slot : slots) {
        slot->fileOffset = end;
        end += slot->bytes;
        text += fmt::format(R"(,{}:{{"dtype":"{}","shape":{},"data_offsets":[{},{}]}})", json(slot->tensor.name).dump(),
                            dtypeName(slot->tensor.dtype), json(slot->tensor.shape).dump(), slot->fileOffset, end);
    }
    text += '}';
    text.append((8 - text.size() % 8) % 8, ' ');
    std::string bytes;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        bytes.push_back(static_cast<char>(static_cast<uint64_t>(text.size()) >> shift));
    }
    bytes += text;
    for (Slot* slot : slots) {
        slot->fileOffset += static_cast<int64_t>(bytes.size());
    }
    return bytes;
}

} // namespace

struct SafetensorsWriter::State {
    std::filesystem::path folder;
    std::vector<Slot> slots;                            ///< in the order of the plan
    std::unordered_map<std::string_view, Slot*> byName; ///< the names live in `slots`
    std::vector<OutputFile> files;
    std::mutex claims; ///< guards every Slot::written
    int64_t dataBytes = 0;
    int64_t fileBytes = 0;

    explicit State(size_t tensors) : slots(tensors) {}

    /// Fills shards in the order of the plan; a tensor larger than a shard gets one for itself. Returns their number.
    size_t distribute(std::vector<PlannedTensor> tensors, int64_t shardBytes) {
        size_t shard = 0;
        int64_t used = 0;
        for (size_t i = 0; i < tensors.size(); ++i) {
            Slot& slot = slots[i];
            slot.bytes = plannedBytes(tensors[i]);
            slot.tensor = std::move(tensors[i]);
            if (used > 0 && (used > shardBytes || slot.bytes > shardBytes - used)) {
                ++shard;
                used = 0;
            }
            slot.shard = shard;
            used += slot.bytes;
            dataBytes += slot.bytes;
            if (slot.tensor.name == "__metadata__" || !byName.emplace(slot.tensor.name, &slot).second) {
                throw internalError(
                    "writer.bad_plan",
                    fmt::format("Tensor {} was planned twice, or has a reserved name.", inQuotes(slot.tensor.name)));
            }
        }
        return shard + 1;
    }

    static std::string shardName(size_t shard, size_t shards) {
        return shards == 1 ? "model.safetensors" : fmt::format("model-{:05}-of-{:05}.safetensors", shard + 1, shards);
    }

    void createShard(size_t shard, size_t shards) {
        std::vector<Slot*> members;
        int64_t bytes = 0;
        for (Slot& slot : slots) {
            if (slot.shard == shard) {
                members.push_back(&slot);
                bytes += slot.bytes;
            }
        }
        // Large elements first, as the reference writer does: every tensor then lies aligned to its elements, which
        // the Python reader needs, without the holes that the format forbids.
        std::stable_sort(members.begin(), members.end(), [](const Slot* a, const Slot* b) {
            return dtypeBytes(a->tensor.dtype) > dtypeBytes(b->tensor.dtype);
        });
        const std::string head = layOut(members);
        bytes += static_cast<int64_t>(head.size());
        files.emplace_back(folder / shardName(shard, shards), bytes);
        files.back().writeAt(0, std::as_bytes(std::span(head)));
        fileBytes += bytes;
    }

    Slot& slot(std::string_view name) {
        const auto found = byName.find(name);
        if (found == byName.end()) {
            throw internalError("writer.not_planned", fmt::format("Tensor {} was not planned.", inQuotes(name)));
        }
        return *found->second;
    }

    /// Notes rows [first, end) of a slot; false when one of them was there already.
    bool claimRows(Slot& slot, int64_t first, int64_t end) {
        const std::lock_guard guard(claims);
        const auto next = slot.written.lower_bound(first);
        const bool clashesBefore = next != slot.written.begin() && std::prev(next)->second > first;
        const bool clashesAfter = next != slot.written.end() && (next->first < end || next->first == first);
        return !clashesBefore && !clashesAfter && slot.written.emplace(first, end).second;
    }

    void checkComplete() const {
        for (const Slot& slot : slots) {
            int64_t rows = 0;
            for (const auto& [first, end] : slot.written) {
                rows += end - first;
            }
            if (slot.written.empty() || rows != wholeOf(slot.tensor).rows()) {
                throw internalError("writer.not_written",
                                    fmt::format("Tensor {} was planned for {} and never written as a whole.",
                                                inQuotes(slot.tensor.name), files[slot.shard].path().string()));
            }
        }
    }

    std::string indexText() const {
        json map = json::object();
        for (const Slot& slot : slots) {
            map.emplace(slot.tensor.name, files[slot.shard].path().filename().string());
        }
        return json{{"metadata", {{"total_size", dataBytes}}}, {"weight_map", std::move(map)}}.dump(2) + "\n";
    }
};

SafetensorsWriter::SafetensorsWriter(const std::filesystem::path& folder, std::vector<PlannedTensor> tensors,
                                     int64_t shardBytes)
    : m_state(std::make_unique<State>(tensors.size())) {
    m_state->folder = folder;
    const size_t shards = m_state->distribute(std::move(tensors), shardBytes);
    for (size_t shard = 0; shard < shards; ++shard) {
        m_state->createShard(shard, shards);
    }
}

SafetensorsWriter::~SafetensorsWriter() = default;

void SafetensorsWriter::write(std::string_view name, const TensorView& value) {
    const Slot& slot = m_state->slot(name);
    if (value.shape != slot.tensor.shape) {
        throw internalError("writer.wrong_tensor",
                            fmt::format("Tensor {} was planned as {} {} and came as {} {}.", inQuotes(name),
                                        dtypeName(slot.tensor.dtype), shapeText(slot.tensor.shape),
                                        dtypeName(value.dtype), shapeText(value.shape)));
    }
    writeRows(name, 0, value);
}

void SafetensorsWriter::writeRows(std::string_view name, int64_t firstRow, const TensorView& rows) {
    Slot& slot = m_state->slot(name);
    const PlannedTensor& planned = slot.tensor;
    const TensorView whole = wholeOf(planned);
    const bool sameRows = rows.shape.size() == planned.shape.size() &&
                          std::equal(rows.shape.begin() + (rows.shape.empty() ? 0 : 1), rows.shape.end(),
                                     planned.shape.begin() + (planned.shape.empty() ? 0 : 1));
    if (rows.dtype != planned.dtype || !sameRows || firstRow < 0 || rows.rows() > whole.rows() - firstRow) {
        throw internalError("writer.wrong_tensor",
                            fmt::format("Tensor {} was planned as {} {} and rows from {} came as {} {}.",
                                        inQuotes(name), dtypeName(planned.dtype), shapeText(planned.shape), firstRow,
                                        dtypeName(rows.dtype), shapeText(rows.shape)));
    }
    if (!m_state->claimRows(slot, firstRow, firstRow + rows.rows())) {
        throw internalError("writer.written_twice",
                            fmt::format("Rows of tensor {} were written twice.", inQuotes(name)));
    }
    const int64_t rowBytes = whole.columns() * dtypeBytes(planned.dtype);
    m_state->files[slot.shard].writeAt(slot.fileOffset + firstRow * rowBytes,
                                       {rows.data, static_cast<size_t>(rows.bytes())});
}

void SafetensorsWriter::finish() {
    m_state->checkComplete();
    for (OutputFile& file : m_state->files) {
        file.finish();
    }
    if (m_state->files.size() > 1) {
        writeNewFile(m_state->folder / "model.safetensors.index.json", m_state->indexText());
    }
    syncToDisk(m_state->folder);
}

int64_t SafetensorsWriter::totalBytes() const {
    return m_state->fileBytes;
}

} // namespace salient
