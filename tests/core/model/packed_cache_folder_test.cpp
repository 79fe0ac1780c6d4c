// SPDX-License-Identifier: Apache-2.0
#include "core/model/packed_cache_folder.h"

#include "core/model/packed_cache_header.h"
#include "tests/support/environment_variable.h"
#include "tests/support/error_code.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace salient {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

class PackedCacheFolder : public testing::Test {
protected:
    /// Last used so many hours ago.
    fs::path add(const std::string& name, size_t bytes, int hours) {
        const fs::path file = m_folder.write(name, std::string(bytes, 'x'));
        fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(hours));
        return file;
    }
    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(m_folder.path())) {
            names.push_back(entry.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    TemporaryFolder m_folder;
    PackedCacheSettings m_settings{.folder = m_folder.path(), .mostBytes = 1000};
};

TEST_F(PackedCacheFolder, MakesRoomByRemovingWhatWasUnusedForLongest) {
    add("old.packed", 400, 9);
    add("older.packed", 400, 99);
    add("new.packed", 100, 1);
    EXPECT_TRUE(makeRoom(m_settings, 500, {}));
    EXPECT_THAT(names(), ElementsAre("new.packed", "old.packed"));
    EXPECT_TRUE(makeRoom(m_settings, 1000, {}));
    EXPECT_TRUE(names().empty());
}

TEST_F(PackedCacheFolder, DoesNotCountWhatIsReplaced) {
    const fs::path replaced = add("replaced.packed", 600, 99);
    add("other.packed", 400, 9);
    EXPECT_TRUE(makeRoom(m_settings, 600, replaced));
    EXPECT_THAT(names(), ElementsAre("other.packed", "replaced.packed"));
}

TEST_F(PackedCacheFolder, RemovesNothingForWhatIsTooLarge) {
    add("other.packed", 400, 9);
    EXPECT_FALSE(makeRoom(m_settings, 1001, {}));
    EXPECT_THAT(names(), ElementsAre("other.packed"));
}

TEST_F(PackedCacheFolder, ForgetsWritersThatDied) {
    add("a.packed.partial-1-2", 10, 2);
    add("b.packed.partial-3-4", 10, 0);
    add("notes.txt", 10, 99);
    EXPECT_TRUE(makeRoom(m_settings, 10, {}));
    EXPECT_THAT(names(), ElementsAre("b.packed.partial-3-4", "notes.txt"));
}

TEST_F(PackedCacheFolder, ListsTheLastUsedFirstAndSaysWhatIsDamaged) {
    add("b.packed", 10, 2);
    add("a.packed", 20, 1);
    add("c.packed.partial-1-2", 30, 0);
    const std::vector<KeptWeights> files = keptWeights(m_folder.path());
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].file.filename(), "a.packed");
    EXPECT_EQ(files[0].bytes, 20);
    EXPECT_EQ(reasonToForget(files[0]), "damaged");
    EXPECT_TRUE(keptWeights(m_folder.path() / "none").empty());
}

TEST_F(PackedCacheFolder, AFileWhoseModelIsGoneIsOfNoUse) {
    KeptWeights kept;
    kept.key = PackedCacheKey{.model = m_folder.path().string(), .layout = "", .headBits = 16, .state = ""};
    EXPECT_EQ(reasonToForget(kept), "its model is gone");
    m_folder.write("config.json", "{}");
    EXPECT_EQ(reasonToForget(kept), "");
}

TEST(PackedCacheSettings, FollowTheEnvironment) {
    const TemporaryFolder folder;
    {
        const EnvironmentVariable own("SALIENT_CACHE_DIR", folder.path().string());
        EXPECT_EQ(PackedCacheSettings::ofUser().folder, folder.path() / "packed");
    }
    const EnvironmentVariable none("SALIENT_CACHE_DIR", "");
    const EnvironmentVariable home("HOME", "/home/somebody");
    const EnvironmentVariable xdg("XDG_CACHE_HOME", "/cache");
    EXPECT_EQ(PackedCacheSettings::ofUser().folder, "/cache/salient/packed");
    const EnvironmentVariable noXdg("XDG_CACHE_HOME", "");
    EXPECT_EQ(PackedCacheSettings::ofUser().folder, "/home/somebody/.cache/salient/packed");
    const EnvironmentVariable noHome("HOME", "");
    EXPECT_TRUE(PackedCacheSettings::ofUser().folder.empty());
    const EnvironmentVariable most("SALIENT_CACHE_MOST_BYTES", "12345");
    EXPECT_EQ(PackedCacheSettings::ofUser().limit(), 12345);
    const EnvironmentVariable smallest("SALIENT_CACHE_SMALLEST_BYTES", "4 MB");
    EXPECT_EQ(codeOf([] { PackedCacheSettings::ofUser(); }), "environment.count");
}

/// A header as it is written, with one value in place of another.
std::string headerWith(const std::string& from, const std::string& to) {
    PackedCacheEntry entry;
    entry.form = {.out = 16, .in = 32, .bits = 4, .groupSize = 16, .inputOrder = {}};
    entry.data = {.offset = 0, .bytes = 777, .sum = 5};
    std::string text = packedCacheHeader({"/m", "layout", 16, "state"}, {{"a", entry}});
    if (!from.empty()) {
        text.replace(text.find(from), from.size(), to);
    }
    return text;
}

int64_t sizeBy(const std::string& header) {
    PackedCacheKey key;
    std::map<std::string, PackedCacheEntry> entries;
    return readPackedCacheHeader(header, "file", 4096, key, entries);
}

TEST(PackedCacheHeader, SaysTheSizeOfItsFile) {
    EXPECT_EQ(sizeBy(headerWith("", "")), 4096 + 777);
}

TEST(PackedCacheHeader, RefusesValuesThatCannotBe) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"\"in\":32", "\"in\":33"},   {"\"in\":32", "\"in\":-32"},
        {"\"bits\":4", "\"bits\":9"}, {"\"group\":16", "\"group\":0"},
        {"[0,777,5]", "[-1,777,5]"},  {"[0,777,5]", "[0,9223372036854775807,5]"},
        {"[0,777,5]", "[0,777]"},     {"\"out\":16", "\"out\":\"many\""},
        {"\"layout\"", "\"layers\""}, {"\"weights\":{", "\"weights\":"}};
    for (const auto& [from, to] : cases) {
        EXPECT_EQ(codeOf([&] { sizeBy(headerWith(from, to)); }), "cache.damaged") << to;
    }
}

} // namespace
} // namespace salient
