// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/hidden_cache.h"

#include "core/calibration/sha256.h"
#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/safetensors_writer.h"
#include "core/checkpoint/user_cache.h"
#include "kernels/error.h"

#include <algorithm>
#include <limits>
#include <unistd.h>
#include <utility>
#include <vector>

namespace salient {

namespace {

namespace fs = std::filesystem;

constexpr uintmax_t kMostBytes = 4'000'000'000;
constexpr const char* kTensor = "hidden";

uintmax_t bytesOf(const fs::path& folder) {
    std::error_code failure;
    const uintmax_t bytes = fs::file_size(folder / "model.safetensors", failure);
    return failure ? 0 : bytes;
}

void makeRoom(const fs::path& root, uintmax_t wanted) {
    std::error_code failure;
    std::vector<std::pair<fs::file_time_type, fs::path>> entries;
    uintmax_t bytes = wanted;
    for (const auto& entry : fs::directory_iterator(root, failure)) {
        entries.emplace_back(fs::last_write_time(entry.path(), failure), entry.path());
        bytes += bytesOf(entry.path());
    }
    std::sort(entries.begin(), entries.end());
    for (const auto& [time, folder] : entries) {
        if (bytes <= kMostBytes) {
            break;
        }
        bytes -= std::min(bytes, bytesOf(folder));
        fs::remove_all(folder, failure);
    }
}

} // namespace

HiddenCache::HiddenCache(const std::string& key) {
    const fs::path root = userCacheFolder("hidden");
    if (root.empty()) {
        return;
    }
    Sha256 hash;
    hash.update({reinterpret_cast<const uint8_t*>(key.data()), key.size()});
    m_file = root / hash.finish();
}

std::optional<Tensor> HiddenCache::load(const Shape& shape) const {
    std::error_code failure;
    if (m_file.empty() || !fs::exists(m_file / "model.safetensors", failure)) {
        return std::nullopt;
    }
    try {
        const Checkpoint checkpoint = Checkpoint::open(m_file);
        Tensor states = toFloat32(checkpoint.view(kTensor, shape));
        fs::last_write_time(m_file, fs::file_time_type::clock::now(), failure);
        return states;
    } catch (const Error&) {
        return std::nullopt; // damaged: computed again and replaced
    }
}

void HiddenCache::store(const TensorView& states) const {
    std::error_code failure;
    if (m_file.empty() || static_cast<uintmax_t>(states.bytes()) > kMostBytes / 2) {
        return;
    }
    fs::create_directories(m_file.parent_path(), failure);
    makeRoom(m_file.parent_path(), static_cast<uintmax_t>(states.bytes()));
    const fs::path partial = m_file.string() + ".partial-" + std::to_string(::getpid());
    try {
        fs::create_directories(partial, failure);
        SafetensorsWriter writer(partial, {{kTensor, DType::F32, states.shape}}, std::numeric_limits<int64_t>::max());
        writer.write(kTensor, states);
        writer.finish();
        fs::remove_all(m_file, failure);
        fs::rename(partial, m_file, failure);
    } catch (const Error&) {
        fs::remove_all(partial, failure); // a cache is no reason to fail
    }
}

} // namespace salient
