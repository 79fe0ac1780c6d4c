// SPDX-License-Identifier: Apache-2.0
#include "kernels/thread_waiting.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

/// Nothing is written into the cache of who runs the tests, by this process or by those that it starts.
static std::string cacheOfTheTests() {
    std::string folder = std::filesystem::temp_directory_path() / "salient-tests-cache-XXXXXX";
    return ::mkdtemp(folder.data()) == nullptr ? std::string("/nonexistent") : folder;
}

int main(int argc, char** argv) {
    salient::keepThreadsFromSpinning(argv);
    ::testing::InitGoogleTest(&argc, argv);
    const std::string cache = cacheOfTheTests();
    ::setenv("SALIENT_CACHE_DIR", cache.c_str(), 1);
    const int result = RUN_ALL_TESTS();
    std::error_code left; // fails no test
    std::filesystem::remove_all(cache, left);
    return result;
}
