// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model_listing.h"
#include "core/run_context.h"

#include <filesystem>
#include <vector>

namespace salient {

/// A folder in which models are looked for.
struct SearchRoot {
    std::filesystem::path path;
    bool isCache = false; ///< laid out as Hugging Face's
    bool exists = false;
    bool writable = false;
    int64_t freeBytes = -1; ///< of its file system; -1: not known
};

/// The roots to look in: those given, else the current folder and ~/models; Hugging Face's cache last.
std::vector<SearchRoot> searchRoots(const std::vector<std::filesystem::path>& given);

/// All models of the roots, each folder once, by name: two levels deep, hidden folders left out; of a cache all
/// revisions of all repositories, also those that were downloaded by half. Folders that cannot be read are passed over.
/// Throws only when cancelled.
std::vector<ModelListing> findModels(const std::vector<SearchRoot>& roots, const RunContext& context);

} // namespace salient
