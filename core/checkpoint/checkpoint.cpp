// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/checkpoint.h"

#include "core/checkpoint/checkpoint_files.h"
#include "core/checkpoint/json_file.h"
#include "core/checkpoint/mapped_file.h"
#include "core/checkpoint/safetensors_header.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace salient {

struct Checkpoint::State {
    std::filesystem::path folder;
    std::vector<MappedFile> files;
    std::vector<TensorInfo> tensors;
    std::vector<size_t> fileOf;                          ///< index into files for each tensor
    std::unordered_map<std::string_view, size_t> byName; ///< the names live in `tensors`
    int64_t totalBytes = 0;

    size_t find(std::string_view name) const {
        const auto found = byName.find(name);
        if (found == byName.end()) {
            throw inputError("checkpoint.missing_tensor",
                             fmt::format("{} has no tensor {}.", folder.string(), inQuotes(name)));
        }
        return found->second;
    }

    /// Maps one shard and takes the tensors that the index does not place elsewhere.
    void addFile(const std::filesystem::path& path, const CheckpointFiles& listed) {
        files.emplace_back(path);
        for (TensorInfo& tensor : readSafetensorsHeader(path, files.back().bytes())) {
            const auto place = listed.shardOf.find(tensor.name);
            if (place == listed.shardOf.end() || place->second == path.filename()) {
                tensors.push_back(std::move(tensor));
                fileOf.push_back(files.size() - 1);
            }
        }
    }

    void indexNames() {
        byName.clear();
        totalBytes = 0;
        for (size_t i = 0; i < tensors.size(); ++i) {
            const auto [other, isNew] = byName.emplace(tensors[i].name, i);
            if (!isNew) {
                throw inputError("checkpoint.duplicate_tensor",
                                 fmt::format("Tensor {} is both in {} and in {}, and the index does not choose.",
                                             inQuotes(tensors[i].name), tensors[other->second].file.string(),
                                             tensors[i].file.string()));
            }
            totalBytes += tensors[i].bytes;
        }
    }

    void checkIndexIsServed(const CheckpointFiles& listed) const {
        for (const auto& [name, shard] : listed.shardOf) {
            if (!byName.contains(name)) {
                throw inputError("checkpoint.missing_tensor",
                                 fmt::format("{} does not hold tensor {}, which the index places there; download it "
                                             "again.",
                                             (folder / shard).string(), inQuotes(name)));
            }
        }
    }

    /// Calls `advise(file, begin, end)` for the tensors' bytes, tensors that touch taken together.
    template <typename Advise>
    void forEachRange(const std::vector<std::string>& names, Advise advise) const {
        std::vector<size_t> order;
        for (const std::string& name : names) {
            if (const auto found = byName.find(name); found != byName.end()) {
                order.push_back(found->second);
            }
        }
        std::sort(order.begin(), order.end());
        for (size_t i = 0; i < order.size();) {
            const size_t file = fileOf[order[i]];
            const int64_t begin = tensors[order[i]].fileOffset;
            int64_t end = begin;
            for (; i < order.size() && fileOf[order[i]] == file && tensors[order[i]].fileOffset <= end; ++i) {
                end = std::max(end, tensors[order[i]].fileOffset + tensors[order[i]].bytes);
            }
            advise(files[file], begin, end);
        }
    }
};

Checkpoint::Checkpoint(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Checkpoint::~Checkpoint() = default;
Checkpoint::Checkpoint(Checkpoint&&) noexcept = default;
Checkpoint& Checkpoint::operator=(Checkpoint&&) noexcept = default;

Checkpoint Checkpoint::open(const std::filesystem::path& folder) {
    const CheckpointFiles listed = findCheckpointFiles(folder);
    auto state = std::make_unique<State>();
    state->folder = folder;
    for (const auto& path : listed.shards) {
        state->addFile(path, listed);
    }
    state->indexNames();
    state->checkIndexIsServed(listed);
    return Checkpoint(std::move(state));
}

const std::filesystem::path& Checkpoint::folder() const {
    return m_state->folder;
}
const std::vector<TensorInfo>& Checkpoint::tensors() const {
    return m_state->tensors;
}
bool Checkpoint::contains(std::string_view name) const {
    return m_state->byName.contains(name);
}
const TensorInfo& Checkpoint::info(std::string_view name) const {
    return m_state->tensors[m_state->find(name)];
}
int64_t Checkpoint::totalBytes() const {
    return m_state->totalBytes;
}

TensorView Checkpoint::view(std::string_view name) const {
    const size_t at = m_state->find(name);
    const TensorInfo& tensor = m_state->tensors[at];
    return {m_state->files[m_state->fileOf[at]].bytes().data() + tensor.fileOffset, tensor.dtype, tensor.shape};
}

TensorView Checkpoint::view(std::string_view name, const Shape& expected) const {
    const TensorInfo& tensor = info(name);
    if (tensor.shape != expected) {
        throw inputError("checkpoint.wrong_shape",
                         fmt::format("{}: tensor {} has the shape {}, but the configuration asks for {}.",
                                     tensor.file.string(), inQuotes(name), shapeText(tensor.shape),
                                     shapeText(expected)));
    }
    return view(name);
}

void Checkpoint::rename(const std::function<std::string(const std::string&)>& newName) {
    m_state->byName.clear(); // its keys look at the names that are about to change
    for (TensorInfo& tensor : m_state->tensors) {
        tensor.name = newName(tensor.name);
    }
    m_state->indexNames();
}

void Checkpoint::prefetch(const std::vector<std::string>& names) const {
    m_state->forEachRange(names, [](const MappedFile& file, int64_t begin, int64_t end) { file.prefetch(begin, end); });
}

void Checkpoint::release(const std::vector<std::string>& names) const {
    m_state->forEachRange(names, [](const MappedFile& file, int64_t begin, int64_t end) { file.release(begin, end); });
}

} // namespace salient
