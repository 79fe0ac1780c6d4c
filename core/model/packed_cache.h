// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/issue.h"
#include "core/model/model_source.h"
#include "core/model/packed_cache_folder.h"
#include "core/model/packed_cache_output.h"
#include "kernels/backend.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace salient {

/// The packed weights of one model, kept beside the user's other caches so that the next start reads them as they are.
/// Never in the way: what is missing, old, damaged or cannot be written costs a start without it.
class PackedCache {
public:
    /// Looks for the file of this model, back-end and head. Throws nothing about the file: see issue().
    PackedCache(PackedCacheSettings settings, const ModelSource& source, const Backend& backend, int headBits);

    /// Whether there are weights to take.
    bool open() const { return m_file != nullptr; }
    /// Where they lie, to be read ahead; only when open().
    FileRange range() const { return m_file->range(); }
    /// A weight [out, in] as it was packed; null when it is not there, is another one or is damaged. May be called by
    /// several threads.
    std::unique_ptr<PackedWeight> take(Backend& backend, const std::string& name, int64_t out, int64_t in);

    /// Why the file does not serve, for the user: it is damaged, or of other files than the model has now. Nothing when
    /// it serves, or when there is none.
    std::optional<Issue> issue() const { return m_issue; }

    /// After loading: marks the file as used, or begins to write it anew when anything was missing; these weights of
    /// the loaded model outlive the result. Null when there is nothing to write or no use in it. Throws Error
    /// (resource).
    std::unique_ptr<PackedCacheOutput> keep(std::vector<NamedWeight> weights);

private:
    void spoil(const Issue& issue);

    PackedCacheSettings m_settings;
    PackedCacheKey m_key;
    std::filesystem::path m_path;
    std::unique_ptr<PackedCacheFile> m_file;
    std::mutex m_mutex;
    std::optional<Issue> m_issue;
    bool m_incomplete = true;
};

} // namespace salient
