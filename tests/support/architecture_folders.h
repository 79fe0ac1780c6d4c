// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace salient::testing {

/// The small models of every family in tests/data/architectures, sorted.
inline std::vector<std::string> architectureFolders() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(SALIENT_TEST_DATA "/architectures")) {
        if (std::filesystem::exists(entry.path() / "reference.json")) {
            names.push_back(entry.path().filename().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

/// A folder's name as part of a test's name.
inline std::string testName(std::string folder) {
    std::ranges::replace(folder, '-', '_');
    return folder;
}

} // namespace salient::testing
